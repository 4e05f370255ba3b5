"""A worker that asks after settled problems in a process of its own. Its argument is the record's address."""

import asyncio
import sys

from bot.lean_imports import without_tensorflow
from bot.quick_yaml import without_growing_lists

PERIOD_S = 0.1


async def run(url: str) -> None:
    from bot.store import postgres
    from tests.promises.settled_before import asking

    clock = asking(await postgres.connect(url, connections=3), PERIOD_S)
    clock.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    without_tensorflow()
    without_growing_lists()
    asyncio.run(run(sys.argv[1]))
