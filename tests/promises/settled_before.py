"""Problems that were settled some days ago, in the real record, and the clock's look at them at any time."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import asyncpg
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.clock import Clock
from bot.conversation.hand_over import HandOver
from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.rates import Rates
from bot.conversation.reading import load
from bot.handoff.opening import Opening
from bot.promises.follow_up_replies import FollowUpReplies
from bot.promises.follow_up_rules import load_rules
from bot.promises.follow_ups import FollowUps
from bot.promises.settled import Settled, plan
from bot.recovery.compensations import Compensations
from bot.recovery.grants import Grants
from bot.settings import ROOT
from tests.handoff.handed_over import OPEN, Desk
from tests.handoff.quoted import soon
from tests.recovery.wanting import catalogue

RULES = load_rules(ROOT / "data" / "follow-ups.yml")
ROUND_THE_CLOCK = replace(RULES, quiet_from=time(0), quiet_to=time(0))
AFTER = timedelta(days=3)
UNDERSTOOD = {
    "intent": {"name": "nlu_fallback", "confidence": 0.4},
    "frustration": 0.0,
    "severity": 0,
    "language": "en",
}


def noon(days: float) -> datetime:
    """An hour after noon in Warsaw or so, this many days from now: nobody sleeps."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=12, minute=0)


class Understanding:
    """Stands in for the model: understands what it was told to."""

    def __init__(self) -> None:
        self.parsed: dict[str, Any] = {}

    async def understand(self, text: str, conversation_id: str = "") -> dict[str, Any]:
        return {**UNDERSTOOD, **self.parsed, "text": text}

    def tracker(self, conversation_id: str, events: list[dict[str, Any]]) -> DialogueStateTracker:
        return DialogueStateTracker.from_dict(conversation_id, events, [])


class Nobody:
    def work(self, conversation_id: str) -> None: ...


def asking(pool: asyncpg.Pool, period_s: float) -> Clock:
    """A worker's clock that asks at any hour."""
    return Clock(pool, period_s, Nobody(), FollowUps(pool, ROUND_THE_CLOCK, AFTER, Desk(pool).announcer))


class Shop:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool, self.desk, self.understanding = pool, Desk(pool), Understanding()
        self.follow_ups = FollowUps(pool, RULES, AFTER, self.desk.announcer)
        opening = Opening(soon(), self.desk.wait_wording, self.desk.wording)
        known = Compensations(Grants(pool, catalogue()), catalogue())
        hand_over = HandOver(pool, opening, self.desk.handoffs, self.desk.announcer, known)
        self.replies = FollowUpReplies(pool, self.understanding, self.desk.announcer, hand_over, RULES)
        self._inbox = Inbox(pool, Rates(600, 20.0, unanswered_max=99), max_chars=200)

    async def settled(
        self,
        topic: str | None = "late_delivery",
        language: str = "en",
        promised_at: datetime | None = None,
        customer: str | None = None,
    ) -> str:
        """The conversation in which a problem has just been settled."""
        whose = uuid.uuid4().hex
        await self.pool.execute(OPEN, whose, language)
        async with self.pool.acquire() as connection, connection.transaction():
            await plan(connection, Settled(whose, topic, promised_at, customer))
        return whose

    async def asked(self, language: str = "en", topic: str = "late_delivery") -> str:
        """A conversation in which the question has just been asked."""
        whose = await self.settled(topic, language)
        await self.follow_ups(noon(4))
        assert (await self.row(whose))["state"] == "asked"
        await self.pool.execute("UPDATE follow_ups SET asked_at = now() WHERE conversation_id = $1", whose)
        return whose

    async def writes(self, whose: str, text: str, payload: str | None = None, **parsed: Any) -> bool:
        """Whether the answer was dealt with. `parsed`: what the model makes of it."""
        self.understanding.parsed = parsed
        await self._inbox.store(Incoming(whose, text, payload=payload), 5.0)
        found = await load(self.pool, whose)
        assert found is not None
        conversation, messages = found
        return await self.replies.take(conversation, messages[0])

    async def wrote(
        self, whose: str, intent: str, ago: timedelta = timedelta(days=1), until: datetime | None = None
    ) -> None:
        """A message that was dealt with, `ago` before `until` or now."""
        at = (until or datetime.now(UTC)) - ago
        await self._inbox.store(Incoming(whose, intent), 5.0)
        statement = """UPDATE messages SET delivery = 'handled', at = $2, scores = $3
            WHERE conversation_id = $1 AND delivery = 'accepted'"""
        await self.pool.execute(statement, whose, at, {"intent": intent})

    async def row(self, whose: str) -> Mapping[str, Any]:
        """The latest follow-up of a conversation."""
        statement = "SELECT * FROM follow_ups WHERE conversation_id = $1 ORDER BY settled_at DESC LIMIT 1"
        return dict(await self.pool.fetchrow(statement, whose))

    async def told(self, whose: str) -> list[str]:
        lines = await self.desk.lines(whose)
        return [line["text"] for line in lines if line["author"] != "customer"]
