"""Writes var/eval/report.md and var/eval/confusion.png, and prints the verdict. Exit 0 also when a target is missed."""

import argparse
import os
import sys
import time
from pathlib import Path

from bot.cli import lean
from bot.errors import FirstlineError
from bot.settings import ROOT, Settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--public", type=Path, help="folder of the public sets, default: FIRSTLINE_PUBLIC_DATA")
    arguments = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    lean()
    try:
        evaluate(arguments.public)
    except FirstlineError as error:
        sys.exit(f"eval: {error}")


def evaluate(sets: Path | None) -> None:
    from bot.training import ensure_model
    from scripts.eval import confusion, public, report
    from scripts.eval.measuring import measure
    from scripts.eval.tables import table

    started, folder = time.monotonic(), Settings.from_env().var / "eval"
    folder.mkdir(parents=True, exist_ok=True)
    model, place = ensure_model(Settings.from_env().var), public.folder(sets)
    measured = measure(model, place)
    confusion.draw(measured.given, folder / "confusion.png")
    text = report.markdown(measured, "confusion.png")
    (folder / "report.md").write_text(text, encoding="utf-8")
    print(table(report.HEADINGS, [row.cells() for row in measured.rows()]))
    print(f"\nTook {time.monotonic() - started:.0f} s; the whole report: {_shown(folder / 'report.md')}")


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    main()
