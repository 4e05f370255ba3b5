"""The leader is killed in the middle of its work: another goes on within seconds, and nothing is said twice."""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from bot.settings import ROOT
from tests.eventually import eventually
from tests.promises.settled_before import Shop, asking

MANY = 100
PERIOD_S = 0.1
TAKEOVER_S = 10.0
START_S = 120.0  # a process that loads Rasa's responses on a busy machine
DUE_NOW = "UPDATE follow_ups SET due_at = now(), look_at = now() WHERE state = 'planned'"
ASKED = "SELECT count(*) FROM follow_ups WHERE state = 'asked'"
SAID = """
SELECT count(m.id) FROM follow_ups f LEFT JOIN messages m USING (conversation_id) GROUP BY f.conversation_id
"""


@pytest.fixture
async def shop(pool: asyncpg.Pool) -> Shop:
    """No question is left to ask from other tests."""
    await pool.execute("DELETE FROM follow_ups")
    return Shop(pool)


@contextlib.asynccontextmanager
async def another_process(database_url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-W", "ignore", "-m", "tests.promises.asking_process", database_url)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def more_than(pool: asyncpg.Pool, count: int) -> Callable[[], Awaitable[bool]]:
    async def asked() -> bool:
        return bool(await pool.fetchval(ASKED) > count)

    return asked


async def test_what_the_killed_leader_left_is_done_by_the_next_and_nothing_twice(
    shop: Shop, pool: asyncpg.Pool, database_url: str
) -> None:
    async with another_process(database_url) as leader:
        await shop.settled()
        await pool.execute(DUE_NOW)
        await eventually(more_than(pool, 0), START_S)
        clock = asking(pool, PERIOD_S)
        clock.start()
        for _ in range(MANY):
            await shop.settled()
        await pool.execute(DUE_NOW)
        await eventually(more_than(pool, 10))
        assert not clock.leads
        leader.send_signal(signal.SIGKILL)
        killed = time.monotonic()
        assert not await more_than(pool, MANY)(), "killed too late to leave anything"
        await eventually(more_than(pool, MANY), TAKEOVER_S)
        assert time.monotonic() - killed < TAKEOVER_S
        await clock.stop()
    assert [row["count"] for row in await pool.fetch(SAID)] == [1] * (MANY + 1)
