"""A working day of 300 customers with a morning peak, a thin desk at noon and an outage of twenty minutes, lived
through by the real inbox, turns, queue, desk API, outbox and clock under a simulated time.

    python -m scripts.bench.day [customers] [seed]

Prints the ledger's own count of kept promises beside an outside recount from the customers' screens.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.cli import lean


async def main(customers: int, seed: int, directory: Path) -> int:
    from bot.service import Servers
    from bot.settings import Settings
    from bot.store import embedded
    from bot.training import ensure_model
    from scripts.bench.day.whole import whole_day

    model = ensure_model(Settings.from_env().var)
    record, wire = embedded.EmbeddedPostgres(directory / "postgres"), embedded.EmbeddedRedis(directory / "redis")
    try:
        started = time.monotonic()
        day = await whole_day(Servers(record.start(), wire.start()), model, customers, seed)
        print(day.table())
        print(f"Took {time.monotonic() - started:.1f} s.")
        return 1 if day.faults() else 0
    finally:
        wire.stop()
        record.stop()


if __name__ == "__main__":
    lean()
    given = dict(enumerate(int(argument) for argument in sys.argv[1:]))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(asyncio.run(main(given.get(0, 300), given.get(1, 1), Path(made))))
