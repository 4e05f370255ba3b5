"""A worker that pushes incidents in a process of its own. Its argument is the record's address."""

import asyncio
import sys

from bot.lean_imports import without_tensorflow
from bot.quick_yaml import without_growing_lists

PERIOD_S = 0.1


async def run(url: str) -> None:
    from bot.conversation.clock import Clock
    from bot.store import postgres
    from tests.incidents.scene import Scene
    from tests.promises.settled_before import Nobody

    pool = await postgres.connect(url, connections=3)
    Clock(pool, PERIOD_S, Nobody(), Scene(pool).leader()).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    without_tensorflow()
    without_growing_lists()
    asyncio.run(run(sys.argv[1]))
