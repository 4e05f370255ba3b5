import asyncio
import time
import uuid

import asyncpg
import pytest

from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.rates import Rates
from bot.store.postgres import within


async def test_what_is_in_time_is_given_back() -> None:
    assert await within(1.0, asyncio.sleep(0.001, "done")) == "done"


async def test_what_fails_in_time_raises_what_it_raised() -> None:
    async def fails() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await within(1.0, fails())


async def test_nobody_waits_for_what_does_not_end_when_told_to() -> None:
    """asyncio.timeout would: asyncpg asks the server to confirm that it gave up, and a hung one does not."""
    ended = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.3)
            ended.set()

    started = time.monotonic()
    with pytest.raises(TimeoutError):
        await within(0.05, stubborn())
    assert time.monotonic() - started < 0.2
    await asyncio.wait_for(ended.wait(), 2)


async def test_a_caller_who_leaves_takes_the_work_along() -> None:
    stopped = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    caller = asyncio.create_task(within(30, work()))
    await asyncio.sleep(0.01)
    caller.cancel()
    await asyncio.wait_for(stopped.wait(), 2)
    assert (await asyncio.gather(caller, return_exceptions=True))[0].__class__ is asyncio.CancelledError


async def test_a_record_whose_clock_jumps_still_takes_messages(pool: asyncpg.Pool) -> None:
    inbox, conversation = Inbox(pool, Rates(100, 10, 10), 2000), uuid.uuid4().hex
    await inbox.open(conversation, "rest", "en")
    first = await inbox.store(Incoming(conversation, "one"), within_s=1.0)
    late = await inbox.store(Incoming(conversation, "two"), within_s=-3600.0)
    assert [first["seq"], late["seq"]] == [1, 2]
