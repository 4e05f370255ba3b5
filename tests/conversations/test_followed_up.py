"""A problem, its solution, and the question some days later, with the real model and the demo shop."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.promises.follow_up_rules import load_rules
from bot.promises.follow_ups import FollowUps
from bot.settings import ROOT
from tests.conversations.chat import Chat

RULES = replace(load_rules(ROOT / "data" / "follow-ups.yml"), quiet_from=time(0), quiet_to=time(0))
PLANNED = "SELECT topic, customer, promised_at, state FROM follow_ups WHERE conversation_id = $1"
DUE = "UPDATE follow_ups SET look_at = $2, due_at = $2 WHERE conversation_id = $1"
ONLY = "DELETE FROM follow_ups WHERE conversation_id <> $1"
LATER = timedelta(days=40)


@pytest.fixture
def later() -> datetime:
    return datetime.now(UTC) + LATER


async def asked(chat: Chat, at: datetime) -> None:
    """The clock's look, when every promise has passed."""
    await chat.firstline.pool.execute(ONLY, chat.id)
    await chat.firstline.pool.execute(DUE, chat.id, at)
    announcer = chat.firstline.conversations._announcer
    await FollowUps(chat.firstline.pool, RULES, timedelta(days=3), announcer)(at)
    await chat.reads()
    assert chat.lines[-1]["buttons"], chat.transcript()


async def planned(chat: Chat) -> tuple[str, str, bool, str]:
    row = await chat.firstline.pool.fetchrow(PLANNED, chat.id)
    return row["topic"], row["customer"], row["promised_at"] is not None, row["state"]


async def late_parcel(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery"), ("FL-10002, anna@example.com", "expected on")
    )


async def test_a_late_parcel_is_asked_after_and_the_unhappy_get_a_person(chat: Chat, later: datetime) -> None:
    await late_parcel(chat)
    assert await planned(chat) == ("late_delivery", "anna@example.com", True, "planned")
    await asked(chat, later)
    await chat.plays(("1, it never came", "utter_handover_dissatisfied"))
    contract = (await chat.handoff())["contract"]
    assert (contract["lane"], contract["trigger"]["kind"]) == ("priority", "dissatisfied")
    assert {"name": "order_number", "value": "FL-10002", "source": "shop"} in contract["summary"]["facts"]


async def test_the_happy_are_thanked_and_the_bot_goes_on(chat: Chat, later: datetime) -> None:
    await late_parcel(chat)
    await asked(chat, later)
    await chat.plays(
        ("5, all good now", "utter_follow_up_thanks"),
        ("which payment methods do you accept?", "utter_payment_methods"),
    )


async def test_a_question_instead_of_an_answer_is_answered(chat: Chat, later: datetime) -> None:
    await late_parcel(chat)
    await asked(chat, later)
    await chat.plays(("which payment methods do you accept?", "utter_payment_methods"))
    assert (await planned(chat))[3] == "passed"


async def test_a_person_closed_it_and_the_customer_is_unhappy_again(chat: Chat, later: datetime) -> None:
    await chat.plays(("I want to talk to a person", "utter_handover_asked"))
    await chat.person_joins("ola")
    await chat.person_closes()
    await asked(chat, later)
    await chat.plays(("No, it did not", "utter_handover_dissatisfied"))
