"""Conversations that wait for a person, written into the real record as the hand-over writes them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, commit
from bot.handoff.contract import Known, contract
from bot.handoff.queue import Handoffs
from bot.promises.ledger import Ledger
from bot.store.wire import Wire
from bot.vocabulary import HandoffState, Lane, Owner
from tests.handoff.quoted import wordings

OPEN = "INSERT INTO conversations (id, channel, language) VALUES ($1, 'web', $2)"


class Desk:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool, self.wire = pool, Wire(None)
        self.wait_wording, self.wording = wordings()
        self.announcer = Announcer(self.wire, self.wording)
        self.handoffs = Handoffs(pool, Ledger(pool), self.announcer)

    async def waiting(
        self,
        due_in_s: float | None = 600,
        lane: Lane = Lane.NORMAL,
        state: HandoffState = HandoffState.WAITING,
        language: str = "en",
    ) -> str:
        """The id of the hand-over, which is the conversation's too."""
        whose, now = uuid.uuid4().hex, datetime.now(UTC)
        due = None if due_in_s is None else (now + timedelta(seconds=due_in_s)).isoformat()
        line = Outgoing("A person takes over, soon.", due=due)
        known = Known(whose, "web", language, {"handover": {"kind": "asked", "explanation": "asked"}}, [], [])
        promises = [{"id": None, "text": line.text, "due_at": due, "state": "open"}] if due else []
        await self.pool.execute(OPEN, whose, language)
        async with self.pool.acquire() as connection, connection.transaction():
            await self.handoffs.insert(connection, contract(whose, known, lane, promises, now), state)
            await commit(connection, Commit(whose, 0, Owner.BOT, Owner(state), [line], handoff_id=whose))
        return whose

    async def row(self, whose: str) -> dict[str, Any]:
        """The hand-over with its conversation's owner."""
        statement = "SELECT h.*, c.owner, c.version FROM handoffs h JOIN conversations c ON c.id = h.id WHERE h.id = $1"
        return dict(await self.pool.fetchrow(statement, whose))

    async def lines(self, whose: str) -> list[dict[str, Any]]:
        rows = await self.pool.fetch("SELECT * FROM messages WHERE conversation_id = $1 ORDER BY seq", whose)
        return [dict(row) for row in rows]

    async def promises(self, whose: str) -> list[dict[str, Any]]:
        rows = await self.pool.fetch("SELECT * FROM promises WHERE handoff_id = $1 ORDER BY due_at", whose)
        return [dict(row) for row in rows]

    async def forget(self, *ids: str) -> None:
        await self.pool.execute("DELETE FROM conversations WHERE id = ANY($1)", list(ids))
