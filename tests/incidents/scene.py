"""A desk that declares incidents, customers who write, and the clock, in the real record and without a model."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit
from bot.conversation.rates import Rates
from bot.conversation.reading import Conversation, load
from bot.incidents.declaring import Declaration, Declaring, Said
from bot.incidents.incident import Who
from bot.incidents.listing import Incidents
from bot.incidents.pushing import IncidentPushes
from bot.incidents.telling import Telling, commit_telling
from bot.incidents.wording import IncidentWording
from bot.vocabulary import Owner
from bot.waits.hours import Hours
from tests.handoff.handed_over import OPEN, Desk

ANSWER = "The answer."
WHAT = {"en": "The depot in Lodz is flooded"}


def soon(minutes: float = 60) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


class Scene:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool, self.desk = pool, Desk(pool)
        wording = IncidentWording(self.desk.wording, self.desk.wait_wording)
        self.declaring, self.incidents = Declaring(pool), Incidents(pool, wording)
        self.telling = Telling(pool, wording)
        self._inbox = Inbox(pool, Rates(600, 20.0, unanswered_max=99), max_chars=200)

    def leader(self) -> IncidentPushes:
        return IncidentPushes(self.pool, self.telling, Hours.always(), self.desk.announcer)

    async def declared(
        self,
        what: Mapping[str, str] = WHAT,
        next_update_at: datetime | None = None,
        drill: bool = False,
        **affects: list[str],
    ) -> str:
        said = Said(what, next_update_at=next_update_at or soon())
        return await self.declaring.declare(Declaration(said, soon(-10), affects, drill), "ola")

    async def updated(self, incident: str, what: Mapping[str, str] = WHAT, minutes: float = 120) -> None:
        await self.declaring.update(incident, Said(what, next_update_at=soon(minutes)), "ola")

    async def opened(self, language: str = "en") -> str:
        whose = uuid.uuid4().hex
        await self.pool.execute(OPEN, whose, language)
        return whose

    async def writes(self, whose: str, intent: str = "late_delivery", **who: Any) -> list[str]:
        """What the bot said in its turn, which is computed as ANSWER."""
        before = await self.told(whose)
        conversation = await self.wrote(whose, intent)
        message = await self._unanswered(whose)
        about = Who(frozenset({intent}), conversation.language, **who)
        notices = await self.telling.before(conversation, about)
        handled = {message: {"intent": intent}}
        step = Commit(whose, conversation.version, Owner.BOT, Owner.BOT, [Outgoing(ANSWER)], handled=handled)
        async with self.pool.acquire() as connection, connection.transaction():
            await commit_telling(connection, step, notices)
        return (await self.told(whose))[len(before) :]

    async def wrote(self, whose: str, intent: str = "late_delivery") -> Conversation:
        """The conversation as a step reads it, with a message that nobody has answered."""
        await self._inbox.store(Incoming(whose, intent), 5.0)
        found = await load(self.pool, whose)
        assert found is not None
        return found[0]

    async def _unanswered(self, whose: str) -> str:
        found = await load(self.pool, whose)
        assert found is not None
        return str(found[1][0]["id"])

    async def tick(self, now: datetime | None = None) -> None:
        await self.leader()(now or datetime.now(UTC))

    async def told(self, whose: str) -> list[str]:
        return [line["text"] for line in await self.desk.lines(whose) if line["author"] != "customer"]

    async def promises(self, whose: str) -> list[dict[str, Any]]:
        statement = "SELECT * FROM promises WHERE conversation_id = $1 AND kind = 'incident' ORDER BY created_at"
        return [dict(row) for row in await self.pool.fetch(statement, whose)]
