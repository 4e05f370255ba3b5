"""Writes what the hand-over and desk rooms write."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from bot.vocabulary import HandoffState


@dataclass
class DeskRows:
    """Ages and durations in seconds before `now`."""

    conn: asyncpg.Connection
    now: datetime

    async def agent(self, name: str, slots: int = 1, seen_ago: float = 5, available: bool = True) -> None:
        seen_at = self.now - timedelta(seconds=seen_ago)
        await self.conn.execute("INSERT INTO agent_presence VALUES ($1, $2, $3, $4)", name, seen_at, available, slots)

    async def waiting(self, lane: str = "normal", ago: float = 60, state: str = HandoffState.WAITING) -> str:
        return await self._handoff(lane, state, created_at=self.now - timedelta(seconds=ago))

    async def chat(self, agent: str, lane: str = "normal", age: float = 120) -> str:
        claimed_at = self.now - timedelta(seconds=age)
        return await self._handoff(lane, HandoffState.HUMAN, created_at=claimed_at, claimed_at=claimed_at, agent=agent)

    async def handled(self, seconds: float, lane: str = "normal", ended: str = "closed_at") -> str:
        claimed_at = self.now - timedelta(days=1)
        times = {
            "created_at": claimed_at,
            "claimed_at": claimed_at,
            ended: claimed_at + timedelta(seconds=seconds),
        }
        return await self._handoff(lane, HandoffState.CLOSED, **times)

    async def withdrawn(self, after: float) -> str:
        """Gave up after so long."""
        created_at = self.now - timedelta(days=1)
        closed_at = created_at + timedelta(seconds=after)
        return await self._handoff("normal", HandoffState.CLOSED, created_at=created_at, closed_at=closed_at)

    async def promised(
        self, due_after: float, claimed_after: float | None, lane: str = "normal", ago: float = 3600
    ) -> None:
        """A wait the bot has stated, and when it ended, if it did."""
        created_at = self.now - timedelta(seconds=ago)
        taken = {} if claimed_after is None else {"claimed_at": created_at + timedelta(seconds=claimed_after)}
        state = HandoffState.WAITING if claimed_after is None else HandoffState.HUMAN
        handoff_id = await self._handoff(lane, state, created_at=created_at, **taken)
        await self.conn.execute(
            "INSERT INTO promises (id, conversation_id, handoff_id, text, due_at, made_by, created_at)"
            " VALUES ($1, $2, $2, 'soon', $3, 'bot', $4)",
            str(uuid.uuid4()),
            handoff_id,
            created_at + timedelta(seconds=due_after),
            created_at,
        )

    async def _handoff(self, lane: str, state: str, **more: object) -> str:
        handoff_id = conversation_id = str(uuid.uuid4())
        await self.conn.execute("INSERT INTO conversations (id, channel) VALUES ($1, 'web')", conversation_id)
        values = {"lane": lane, "state": state, "language": "en", "contract": {}, **more}
        names = ", ".join(values)
        gaps = ", ".join(f"${number}" for number in range(3, len(values) + 3))
        await self.conn.execute(
            f"INSERT INTO handoffs (id, conversation_id, {names}) VALUES ($1, $2, {gaps})",
            handoff_id,
            conversation_id,
            *values.values(),
        )
        return handoff_id
