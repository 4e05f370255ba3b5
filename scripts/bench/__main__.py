"""Measures both bots in turns, prints the table and writes var/bench.json. Exit 1 only when a reply was missing."""

import asyncio
import json
import os
import sys
import time
from statistics import median
from typing import Any

from bot.settings import ROOT
from scripts.bench import bots, machine, promises, report, understanding, waiting
from scripts.bench.figures import summary, table
from scripts.bench.rounds import Round, play, raw

ROUNDS = 2
OUR_MESSAGES, STOCK_MESSAGES = 1500, 400
RESULT = ROOT / "var" / "bench.json"


async def measure() -> tuple[report.Measured, dict[str, Any]]:
    bots.HOME.mkdir(parents=True, exist_ok=True)
    _progress("stock: rasa init, unless it is there already")
    stock = bots.stock()
    _progress("ours: training")
    ours, trained_s = bots.ours()
    first_start_s = await _first_start(ours)
    played: dict[str, list[Round]] = {"ours": [], "stock": []}
    for n in range(ROUNDS):
        last = n == ROUNDS - 1
        _progress(f"round {n + 1} of {ROUNDS}: stock")
        played["stock"].append(await play(stock, STOCK_MESSAGES, with_long=last, with_desk=False))
        _progress(f"round {n + 1} of {ROUNDS}: ours")
        played["ours"].append(await play(ours, OUR_MESSAGES, with_long=True, with_desk=last))
    estimate_s = waiting.estimate_seconds()
    _progress("ours: understanding, ten thousand promises")
    heard = understanding.cost(next((ours.directory / "models").glob("*.tar.gz")))
    more_rows = [*waiting.long_queues(), *heard.rows(), *await promises.figures()]
    measured = report.Measured(played["ours"], played["stock"], trained_s, median(estimate_s), more_rows)
    more = {"first_start_s": first_start_s, "train_s": trained_s, "estimate_s": estimate_s}
    return measured, {**more, "ours": raw(played["ours"]), "stock": raw(played["stock"])}


async def _first_start(ours: bots.Bot) -> float:
    """With an empty directory: the record is made, migrated and filled with the demo shop."""
    _progress("ours: very first start")
    async with bots.running(ours) as server:
        return server.start_s


def main() -> int:
    started = time.monotonic()
    about = machine.describe()
    measured, figures = asyncio.run(measure())
    rows = measured.rows()
    about |= {"load_1min_end": os.getloadavg()[0], "took_s": round(time.monotonic() - started)}
    verdicts = [{"name": row.name, "ratio": row.ratio, "met": row.met} | vars(row) for row in rows]
    RESULT.write_text(json.dumps({"machine": about, "table": verdicts, **figures}, indent=1, default=vars) + "\n")
    print(f"{table(rows)}\n\n{measured.notes()}\nVery first start (record made): {figures['first_start_s']:.1f} s.")
    print(f"{summary(rows)} Took {about['took_s']} s; raw figures in {RESULT.relative_to(ROOT)}.")
    for error in measured.errors():
        print(f"ERROR {error}", file=sys.stderr)
    return 1 if measured.errors() else 0


def _progress(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
