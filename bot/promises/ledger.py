"""Every promise made to a customer: what, by when, by whom, and whether it was kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg

from bot.vocabulary import PromiseKind, PromiseState

OPEN = """
INSERT INTO promises (id, conversation_id, handoff_id, message_id, text, due_at, made_by, kind, about, channel)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT channel FROM conversations WHERE id = $2))
"""
SETTLE = f"""
UPDATE promises SET owed = false, settled_at = coalesce(settled_at, $2), evidence = $3,
    state = CASE WHEN state <> '{PromiseState.OPEN}' THEN state
        WHEN $2 <= due_at THEN '{PromiseState.KEPT}' ELSE '{PromiseState.BROKEN}' END
"""
SETTLE_STARTED = f"{SETTLE} WHERE handoff_id = $1 AND kind = '{PromiseKind.START}' AND owed RETURNING *"
SETTLE_ONE = f"{SETTLE} WHERE id = $1 AND owed RETURNING *"
WITHDRAW = f"""
UPDATE promises SET owed = false, settled_at = coalesce(settled_at, $2), evidence = 'withdrawn by the customer',
    state = CASE WHEN state = '{PromiseState.OPEN}' THEN '{PromiseState.UPDATED}' ELSE state END
WHERE handoff_id = $1 AND kind = '{PromiseKind.START}' AND owed
"""
LIST = """
SELECT * FROM promises WHERE $1::text IS NULL OR state = $1
ORDER BY state = 'open' DESC, CASE WHEN state = 'open' THEN due_at END, due_at DESC, id LIMIT $2
"""
OVERDUE = "SELECT * FROM promises WHERE owed AND due_at < $1 ORDER BY due_at, id LIMIT $2"
PERSONAL = "SELECT * FROM promises WHERE handoff_id = $1 AND kind = 'message' AND owed ORDER BY due_at LIMIT 1"
OWN_WORD = "p.kind = 'message' AND p.made_by = 'bot' AND p.about IS NOT NULL"
"""The assistant's own promise to write about an order (bot/promises/news.py), not a person's."""
MOST_LISTED = 500  # more is a report, not a desk

Row = dict[str, Any]
Rows = list[Row]


@dataclass(frozen=True, slots=True)
class Promise:
    """`text` as the customer reads it, `due_at` the latest moment it states, `made_by` bot or an agent.

    `kind` is what will keep it, `about` where that is looked up in the shop: {"order_number", "email"}.
    """

    conversation_id: str
    text: str
    due_at: datetime
    made_by: str
    handoff_id: str | None = None
    message_id: str | None = None
    kind: PromiseKind = PromiseKind.START
    about: dict[str, str] | None = None


class Ledger:
    """Rows are {"id", "conversation_id", "handoff_id", "message_id", "text", "due_at", "made_by", "channel", "kind",
    "about", "state", "evidence", "updates", "owed", "told_at", "checked_at", "expected_on", "created_at",
    "settled_at", "wait_lane", "wait_about_at"}; the last two where it is a stated wait. Methods that take `conn` join
    the caller's transaction."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def open(self, conn: asyncpg.Connection, promise: Promise) -> str:
        """Writes the promise down and returns its id."""
        promise_id = str(uuid4())
        links = (promise.conversation_id, promise.handoff_id, promise.message_id)
        said = (promise.text, promise.due_at, promise.made_by, promise.kind, promise.about)
        await conn.execute(OPEN, promise_id, *links, *said)
        return promise_id

    async def settle_started(self, conn: asyncpg.Connection, handoff_id: str, at: datetime) -> Rows:
        """A person started at `at`: what was promised for it is kept, or broken when later than stated.

        Returns the rows settled now; a second call settles nothing.
        """
        evidence = f"a person started at {at.isoformat(timespec='seconds')}"
        return [dict(row) for row in await conn.fetch(SETTLE_STARTED, handoff_id, at, evidence)]

    async def settle(self, conn: asyncpg.Connection, promise_id: str, at: datetime, evidence: str) -> Row | None:
        """What was promised happened at `at`: kept, or done late. None: nothing of it is owed any more."""
        row = await conn.fetchrow(SETTLE_ONE, promise_id, at, evidence)
        return dict(row) if row else None

    async def withdraw(self, conn: asyncpg.Connection, handoff_id: str, at: datetime) -> None:
        """The customer needs no person any more: nothing is owed, and nothing counts as kept."""
        await conn.execute(WITHDRAW, handoff_id, at)

    async def personal(self, conn: asyncpg.Connection, handoff_id: str) -> Row | None:
        """The first word somebody at the desk gave in this hand-over and has not kept yet."""
        row = await conn.fetchrow(PERSONAL, handoff_id)
        return dict(row) if row else None

    async def list(self, state: PromiseState | str | None = None) -> Rows:
        """Open ones first, soonest due first; then settled ones, newest first. None: of every state."""
        return [dict(row) for row in await self._pool.fetch(LIST, state, MOST_LISTED)]

    async def overdue(self, now: datetime) -> Rows:
        """Still owed although the stated moment has passed, longest overdue first."""
        return [dict(row) for row in await self._pool.fetch(OVERDUE, now, MOST_LISTED)]
