"""Delivery marks. A channel reports what reached the customer; the marks are written in batches."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable

import asyncpg

from bot.errors import place
from bot.store.postgres import OUTAGE

log = logging.getLogger(__name__)

FLUSH_S = 0.1
RETRY_S = 1.0
STOP_S = 3.0
MARK = """
UPDATE messages SET delivery = 'delivered', settled_at = now() WHERE id = ANY($1::text[]) AND delivery = 'pending'
"""
MARK_UP_TO = """
UPDATE messages m SET delivery = 'delivered', settled_at = now()
FROM jsonb_to_recordset($1) AS n(conversation_id text, seq bigint)
WHERE m.conversation_id = n.conversation_id AND m.seq <= n.seq AND m.delivery = 'pending'
"""


class Deliveries:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._noted: set[str] = set()
        self._up_to: dict[str, int] = {}
        self._task: asyncio.Task[None] | None = None
        self._running = False

    def start(self) -> None:
        self._running = True
        self._task = asyncio.create_task(self._flush_until_stopped())

    async def stop(self) -> None:
        """A connection that dies in the middle turns a cancellation into its own error, so the task has a flag too."""
        self._running = False
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=STOP_S)
        with contextlib.suppress(*OUTAGE):
            await self._flush()

    def note(self, ids: Iterable[str]) -> None:
        """These lines reached the customer. Lost in a crash, they are delivered again with the same id."""
        self._noted.update(ids)

    def is_noted(self, message_id: str) -> bool:
        return message_id in self._noted

    def note_up_to(self, conversation_id: str, seq: int) -> None:
        """All lines of the conversation up to this one reached the customer."""
        self._up_to[conversation_id] = max(seq, self._up_to.get(conversation_id, 0))

    async def _flush_until_stopped(self) -> None:
        while self._running:
            await asyncio.sleep(FLUSH_S)
            try:
                await self._flush()
            except OUTAGE as error:
                log.warning("delivery marks wait for the record (%s)", type(error).__name__)
                await asyncio.sleep(RETRY_S)
            except Exception as error:
                log.error("delivery marks: a round failed: %s", place(error))  # the next one takes them along
                await asyncio.sleep(RETRY_S)

    async def _flush(self) -> None:
        if self._noted:
            ids = list(self._noted)
            await self._pool.execute(MARK, ids)
            self._noted.difference_update(ids)
        if self._up_to:
            noted = dict(self._up_to)
            rows = [{"conversation_id": conversation_id, "seq": seq} for conversation_id, seq in noted.items()]
            await self._pool.execute(MARK_UP_TO, rows)
            self._up_to = {key: seq for key, seq in self._up_to.items() if seq != noted.get(key)}
