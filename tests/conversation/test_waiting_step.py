"""What somebody writes who waits for a person: answered, and everything that follows from it in one transaction."""

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from bot.conversation.announcer import DESK
from bot.conversation.burst import Burst
from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.outbox import Stale
from bot.conversation.reading import Conversation, load
from bot.conversation.waiting_step import WaitingStep
from bot.handoff.waiting import Waiting
from bot.incidents.telling import Telling
from bot.incidents.wording import IncidentWording
from bot.recovery.cases import Case, write
from bot.vocabulary import Lane, Owner
from tests.handoff.handed_over import Desk
from tests.handoff.quoted import soon

Entities = list[dict[str, str]]


class Room:
    """A customer who waits for a person, and the step that takes what they write; what was understood is told here."""

    def __init__(self, pool: asyncpg.Pool, inbox: Inbox) -> None:
        self.desk, self._inbox = Desk(pool), inbox
        waiting = Waiting(pool, soon(), self.desk.wait_wording, self.desk.wording)
        telling = Telling(pool, IncidentWording(self.desk.wording, self.desk.wait_wording))
        self.step = WaitingStep(pool, waiting, self.desk.handoffs, telling, self.desk.announcer)

    async def written(self, whose: str, intent: str, entities: Entities, **parsed: Any) -> tuple[Conversation, Burst]:
        await self._inbox.store(Incoming(whose, "what they wrote"), 5.0)
        found = await load(self.desk.pool, whose)
        assert found is not None
        read = {"intent": {"name": intent, "confidence": 0.9}, "entities": entities, **parsed}
        return replace(found[0], incidents=()), Burst(found[1], [read], read)  # other tests declare incidents

    async def takes(self, intent: str, *entities: dict[str, str], **parsed: Any) -> dict[str, Any]:
        """The hand-over with the conversation's owner, afterwards."""
        whose = await self.desk.waiting()
        await write(self.desk.pool, whose, Case(1, "late_delivery"))
        await self.step.take(*await self.written(whose, intent, list(entities), **parsed))
        return await self.desk.row(whose)

    async def trace(self, whose: str) -> dict[str, Any]:
        """Of the message, which is handled."""
        [message] = [line for line in await self.desk.lines(whose) if line["author"] == "customer"]
        assert message["delivery"] == "handled"
        return dict(message["trace"]["steps"][0])


@pytest.fixture
def room(pool: asyncpg.Pool, inbox: Inbox) -> Room:
    return Room(pool, inbox)


async def test_what_is_added_is_confirmed_and_kept_for_the_person(room: Room) -> None:
    after = await room.takes("track_order")
    assert (after["owner"], after["state"], after["lane"]) == (Owner.WAITING, "waiting", Lane.NORMAL)
    assert (await room.trace(after["id"]))["rule"] == "kept for the person"
    assert (await room.desk.lines(after["id"]))[-1]["author"] == "system"


async def test_who_needs_no_person_is_the_assistants_again_and_nothing_is_owed(room: Room) -> None:
    async with room.desk.wire.subscribe(DESK) as events:
        after = await room.takes("cancel_handoff")
        heard = [events.get_nowait() for _ in range(events.qsize())]
    assert (after["owner"], after["state"]) == (Owner.BOT, "closed")
    assert (await room.trace(after["id"]))["rule"] == "withdrawn"
    assert [event["state"] for event in heard if event["kind"] == "handoff"] == ["closed"]
    assert [promise["owed"] for promise in await room.desk.promises(after["id"])] == [False]


async def test_danger_moves_the_hand_over_into_the_crisis_lane(room: Room) -> None:
    async with room.desk.wire.subscribe(DESK) as events:
        after = await room.takes("safety_incident", severity=4, severity_cue="fire")
        heard = [events.get_nowait() for _ in range(events.qsize())]
    assert (after["owner"], after["lane"]) == (Owner.WAITING, Lane.CRISIS)
    assert (await room.trace(after["id"]))["rule"] == "severity"
    assert [event["state"] for event in heard if event["kind"] == "handoff"] == ["waiting"]


async def test_an_address_and_an_order_are_written_down_for_the_person(room: Room) -> None:
    told = ({"entity": "email", "value": "anna@example.com"}, {"entity": "order_number", "value": "FL-10001"})
    after = await room.takes("track_order", *told)
    assert after["contract"]["customer"]["contact"] == "anna@example.com"
    query = "SELECT order_number FROM recovery_cases WHERE conversation_id = $1"
    assert await room.desk.pool.fetchval(query, after["id"]) == "FL-10001"


@pytest.mark.parametrize(("heard", "language"), [("cs", "cs"), ("other", "en")])
async def test_the_language_follows_the_customer_to_one_that_we_speak(room: Room, heard: str, language: str) -> None:
    after = await room.takes("track_order", language=heard, language_clear_words=5)
    query = "SELECT language FROM conversations WHERE id = $1"
    assert await room.desk.pool.fetchval(query, after["id"]) == language


async def test_of_a_step_that_comes_too_late_nothing_is_kept(room: Room) -> None:
    whose = await room.desk.waiting()
    left = [{"entity": "email", "value": "anna@example.com"}]
    late = await room.written(whose, "cancel_handoff", left)
    await room.desk.handoffs.claim(whose, "ola")
    with pytest.raises(Stale):
        await room.step.take(*late)
    after = await room.desk.row(whose)
    assert (after["owner"], after["state"], after["contract"]["customer"]["contact"]) == (Owner.HUMAN, "human", None)
