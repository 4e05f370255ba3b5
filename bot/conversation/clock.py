"""Finds what is due. Timers are rows; one leader at a time among all workers looks at them.

The leader holds a PostgreSQL advisory lock on its own connection: when it dies the lock goes with it, and the next
worker takes over within a period. On the same connection it shows that it is alive; one that hangs, or whose machine
is gone, loses the connection and so the lock. For a moment two may lead: what is due is settled by its row, once.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg

from bot.errors import place
from bot.now import Now, utc_now
from bot.store.postgres import OUTAGE

if TYPE_CHECKING:
    from bot.conversation.conversations import Conversations

log = logging.getLogger(__name__)

STOP_S = 3.0
LEADER_KEY = 0x46_4C_43_4B  # "FLCK"
BEAT_S = 1.0
SILENT_S = 5.0  # a leader that missed this many seconds of beats makes way: takeover within 10 s has room for a retry
TRY = "SELECT pg_try_advisory_lock($1)"
DEPOSE = """
SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1::bigint::oid
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND a.query_start < clock_timestamp() - make_interval(secs => $2)
"""
LEFT_OVER_S = 3.0  # a message this old that nobody handled belongs to a worker that died
LEFT_OVER = """
SELECT DISTINCT conversation_id FROM messages
WHERE delivery = 'accepted' AND at < now() - make_interval(secs => $1) LIMIT 1000
"""
Due = Callable[[datetime], Awaitable[None]]


class Clock:
    def __init__(
        self, pool: asyncpg.Pool, period_s: float, conversations: "Conversations", *due: Due, now: Now = utc_now
    ) -> None:
        self._pool = pool
        self._period_s = period_s
        self._conversations = conversations
        self._due = due
        self._now = now
        self._task: asyncio.Task[None] | None = None
        self._running = False
        self.leads = False

    def start(self) -> None:
        self._running = True
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """A connection that dies in the middle turns a cancellation into its own error, so the task has a flag too."""
        self._running = False
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=STOP_S)

    async def _run(self) -> None:
        while self._running:
            try:
                await self._lead()
            except OUTAGE as error:
                log.warning("clock: waits for the record (%s)", type(error).__name__)
            except Exception as error:
                log.error("clock: a tick failed: %s", place(error))  # a clock that stops is a promise broken
            finally:
                self.leads = False
            await asyncio.sleep(self._period_s)

    async def _lead(self) -> None:
        async with self._pool.acquire() as connection:
            if not await connection.fetchval(TRY, LEADER_KEY):
                await connection.execute(DEPOSE, LEADER_KEY, SILENT_S)
                return
            beat = asyncio.create_task(_beat(connection))
            self.leads = True
            try:
                while self._running and not beat.done():
                    await self.tick(self._now())
                    await asyncio.wait({beat}, timeout=self._period_s)
            finally:
                await _resign(connection, beat)

    async def tick(self, now: datetime) -> None:
        """One look at everything that may be due."""
        for row in await self._pool.fetch(LEFT_OVER, LEFT_OVER_S if self._ticked else 0.0):
            self._conversations.work(row["conversation_id"])
        self._ticked = True
        for due in self._due:
            await self._one(due, now)

    _ticked = False

    async def _one(self, due: Due, now: datetime) -> None:
        try:
            await due(now)
        except OUTAGE:
            raise
        except Exception as error:
            log.error("clock: %s failed: %s", type(due).__name__, place(error))


async def _beat(connection: asyncpg.Connection) -> None:
    """Apart from the ticks, so that a long one is not taken for a leader that hangs. Ends with the connection."""
    while True:
        await connection.execute("SELECT true")
        await asyncio.sleep(BEAT_S)


async def _resign(connection: asyncpg.Connection, beat: "asyncio.Task[None]") -> None:
    beat.cancel()
    await asyncio.wait({beat}, timeout=STOP_S)
    if beat.done() and not beat.cancelled() and (error := beat.exception()):
        log.warning("clock: no longer leads (%s)", type(error).__name__)
    with contextlib.suppress(*OUTAGE):
        await connection.execute("SELECT pg_advisory_unlock($1)", LEADER_KEY)
