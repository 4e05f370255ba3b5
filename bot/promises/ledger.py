"""Every promise made to a customer: what, by when, by whom, and whether it was kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg

from bot.vocabulary import PromiseState

OPEN = """
INSERT INTO promises (id, conversation_id, handoff_id, message_id, text, due_at, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
SETTLE_STARTED = f"""
UPDATE promises SET settled_at = $2, evidence = $3,
    state = CASE WHEN $2 <= due_at THEN '{PromiseState.KEPT}' ELSE '{PromiseState.BROKEN}' END
WHERE handoff_id = $1 AND state = '{PromiseState.OPEN}' RETURNING *
"""
WITHDRAW = f"""
UPDATE promises SET settled_at = $2, evidence = 'withdrawn by the customer', state = '{PromiseState.UPDATED}'
WHERE handoff_id = $1 AND state = '{PromiseState.OPEN}'
"""
LIST = """
SELECT * FROM promises WHERE $1::text IS NULL OR state = $1
ORDER BY state = 'open' DESC, CASE WHEN state = 'open' THEN due_at END, due_at DESC, id LIMIT $2
"""
OVERDUE = f"SELECT * FROM promises WHERE state = '{PromiseState.OPEN}' AND due_at < $1 ORDER BY due_at, id"
MOST_LISTED = 500  # more is a report, not a desk

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Promise:
    """`text` as the customer reads it, `due_at` the latest moment it states, `made_by` bot or an agent."""

    conversation_id: str
    text: str
    due_at: datetime
    made_by: str
    handoff_id: str | None = None
    message_id: str | None = None


class Ledger:
    """Rows are {"id", "conversation_id", "handoff_id", "message_id", "text", "due_at", "made_by", "state",
    "evidence", "created_at", "settled_at", "wait_lane", "wait_about_at"}; the last two where it is a stated wait.
    Methods that take `conn` join the caller's transaction."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def open(self, conn: asyncpg.Connection, promise: Promise) -> str:
        """Writes the promise down and returns its id."""
        promise_id = str(uuid4())
        links = (promise.conversation_id, promise.handoff_id, promise.message_id)
        await conn.execute(OPEN, promise_id, *links, promise.text, promise.due_at, promise.made_by)
        return promise_id

    async def settle_started(self, conn: asyncpg.Connection, handoff_id: str, at: datetime) -> Rows:
        """A person started at `at`: what was promised for it is kept, or broken when later than stated.

        Returns the rows settled now; a second call settles nothing.
        """
        evidence = f"a person started at {at.isoformat(timespec='seconds')}"
        return [dict(row) for row in await conn.fetch(SETTLE_STARTED, handoff_id, at, evidence)]

    async def withdraw(self, conn: asyncpg.Connection, handoff_id: str, at: datetime) -> None:
        """The customer needs no person any more: nothing is owed, and nothing counts as kept."""
        await conn.execute(WITHDRAW, handoff_id, at)

    async def list(self, state: PromiseState | str | None = None) -> Rows:
        """Open ones first, soonest due first; then settled ones, newest first. None: of every state."""
        return [dict(row) for row in await self._pool.fetch(LIST, state, MOST_LISTED)]

    async def overdue(self, now: datetime) -> Rows:
        """Open promises whose stated moment has passed, longest overdue first."""
        return [dict(row) for row in await self._pool.fetch(OVERDUE, now)]
