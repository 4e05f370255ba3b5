import asyncio
import contextlib
import signal
import sys
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.conversation.clock import LEADER_KEY, Clock
from bot.conversation.inbox import Inbox, Incoming
from bot.settings import ROOT
from bot.store import postgres
from tests.eventually import eventually

TAKEOVER_S = 10.0
WITHIN_S = STOP_WITHIN_S = 5.0
PERIOD_S = 0.02


class Worked:
    """Conversations that were woken."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def work(self, conversation_id: str) -> None:
        self.ids.add(conversation_id)


class Due:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.times: list[datetime] = []

    async def __call__(self, now: datetime) -> None:
        self.times.append(now)
        if self.error:
            raise self.error


async def stop(clock: Clock) -> None:
    """Waits without cancelling: what swallows cancellations would swallow that one too."""
    stopped, _ = await asyncio.wait({asyncio.create_task(clock.stop())}, timeout=STOP_WITHIN_S)
    assert stopped


@contextlib.asynccontextmanager
async def running(pool: asyncpg.Pool, *due: Due, woken: Worked | None = None) -> AsyncIterator[Clock]:
    clock = Clock(pool, PERIOD_S, woken or Worked(), *due)
    clock.start()
    try:
        yield clock
    finally:
        await stop(clock)


async def test_what_is_due_is_looked_at_again_and_again(pool: asyncpg.Pool) -> None:
    due = Due()
    async with running(pool, due):
        await eventually(lambda: len(due.times) >= 3)
    assert all(abs(datetime.now(UTC) - now) < timedelta(seconds=10) for now in due.times)


async def test_one_that_fails_does_not_stop_the_others(pool: asyncpg.Pool) -> None:
    failing, due = Due(ValueError("broken")), Due()
    async with running(pool, failing, due):
        await eventually(lambda: len(due.times) >= 2)
    assert len(failing.times) >= 2


async def test_of_two_workers_one_leads_and_the_other_takes_over(pool: asyncpg.Pool, database_url: str) -> None:
    other_pool = await postgres.connect(database_url, connections=2)
    async with running(pool) as first:
        await eventually(lambda: first.leads)
        async with running(other_pool) as second:
            await asyncio.sleep(5 * PERIOD_S)
            assert (first.leads, second.leads) == (True, False)
            await first.stop()
            await eventually(lambda: second.leads)
    await other_pool.close()


async def test_a_leader_whose_connection_dies_makes_way(pool: asyncpg.Pool, database_url: str) -> None:
    other_pool = await postgres.connect(database_url, connections=2)
    async with running(other_pool) as first:
        await eventually(lambda: first.leads)
        async with running(pool) as second:
            kill = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1"
            await pool.execute(kill, LEADER_KEY)
            await first.stop()
            await eventually(lambda: second.leads)
    await other_pool.close()


@contextlib.asynccontextmanager
async def another_process(database_url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker that leads."""
    command = (sys.executable, "-m", "tests.conversation.clock_process", database_url)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    try:
        assert await said(process) == "leads"
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def said(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()


async def test_the_leaders_process_killed_the_other_takes_over_within_seconds(
    pool: asyncpg.Pool, database_url: str
) -> None:
    async with another_process(database_url) as leader, running(pool) as clock:
        await asyncio.sleep(5 * PERIOD_S)
        assert not clock.leads
        killed = time.monotonic()
        leader.send_signal(signal.SIGKILL)
        await eventually(lambda: clock.leads, TAKEOVER_S)
        assert time.monotonic() - killed < TAKEOVER_S


async def test_a_leader_that_hangs_is_deposed_and_follows_when_it_wakes(pool: asyncpg.Pool, database_url: str) -> None:
    """Its connection is still there, so nobody but the record can tell that it is silent."""
    async with another_process(database_url) as leader, running(pool) as clock:
        leader.send_signal(signal.SIGSTOP)
        await eventually(lambda: clock.leads, TAKEOVER_S)
        leader.send_signal(signal.SIGCONT)
        assert await said(leader) == "follows"
        await asyncio.sleep(5 * PERIOD_S)
        assert clock.leads


class Slow(Due):
    """Takes longer than a leader may be silent."""

    async def __call__(self, now: datetime) -> None:
        self.times.append(now)
        await asyncio.sleep(0.6)


async def test_a_leader_with_much_to_do_stays_leader(
    pool: asyncpg.Pool, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.clock.BEAT_S", 0.02)
    monkeypatch.setattr("bot.conversation.clock.SILENT_S", 0.2)
    other_pool, slow = await postgres.connect(database_url, connections=2), Slow()
    async with running(pool, slow) as busy:
        await eventually(lambda: busy.leads)
        async with running(other_pool) as other:
            await eventually(lambda: len(slow.times) >= 3)
            assert (busy.leads, other.leads) == (True, False)
    await other_pool.close()


class Stubborn(Due):
    """What asyncpg does when a connection dies while it is being given back: its own error, no cancellation."""

    async def __call__(self, now: datetime) -> None:
        self.times.append(now)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise asyncpg.InternalClientError("cannot switch to state") from None


async def test_a_swallowed_cancellation_does_not_keep_the_program_from_ending(pool: asyncpg.Pool) -> None:
    due = Stubborn()
    async with running(pool, due) as clock:
        await eventually(lambda: bool(due.times))
        await stop(clock)


async def test_a_message_left_over_by_a_dead_worker_is_answered(
    pool: asyncpg.Pool, inbox: Inbox, conversation_id: str
) -> None:
    await inbox.store(Incoming(conversation_id, "is anybody there?", uuid.uuid4().hex), WITHIN_S)
    woken = Worked()
    async with running(pool, woken=woken):
        await eventually(lambda: conversation_id in woken.ids)


async def test_a_message_of_this_moment_is_left_to_its_own_worker(
    pool: asyncpg.Pool, inbox: Inbox, conversation_id: str
) -> None:
    woken, due = Worked(), Due()
    async with running(pool, due, woken=woken):
        await eventually(lambda: len(due.times) >= 1)
        await inbox.store(Incoming(conversation_id, "hello"), WITHIN_S)
        await eventually(lambda: len(due.times) >= 4)
        assert conversation_id not in woken.ids
        await pool.execute("UPDATE messages SET at = at - interval '4 s' WHERE conversation_id = $1", conversation_id)
        await eventually(lambda: conversation_id in woken.ids)
