"""A worker's clock in a process of its own, so that a test can kill it. Its argument is the record's address.

Prints a line each time it begins or ceases to lead.
"""

import asyncio
import sys
from datetime import datetime

from bot.conversation.clock import Clock
from bot.store import postgres

PERIOD_S = 0.1


class Nobody:
    def work(self, conversation_id: str) -> None: ...


class Nothing:
    async def __call__(self, now: datetime) -> None: ...


async def run(url: str) -> None:
    clock = Clock(await postgres.connect(url, connections=2), PERIOD_S, Nobody(), Nothing())
    clock.start()
    led = False
    while True:
        if clock.leads != led:
            led = clock.leads
            sys.stdout.write("leads\n" if led else "follows\n")
            sys.stdout.flush()
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
