"""A second complaint about the same order is never the assistant's: a person, at once, and nothing is asked again."""

from typing import Any

import pytest

from bot.vocabulary import Trigger
from tests.conversations.chat import Chat
from tests.conversations.test_recovery import case, grants

LOST = "FL-10009 ola@example.com"
LOSE = "UPDATE demo_shop.parcels SET status = 'lost', estimated_on = NULL WHERE order_number = 'FL-10009'"


async def trigger(chat: Chat) -> str:
    found: dict[str, Any] = (await chat.handoff())["contract"]["trigger"]
    return str(found["kind"])


@pytest.mark.parametrize(
    ("language", "complaint", "choice", "again"),
    [
        ("en", "my parcel never arrived", "please send it again", "my parcel has not arrived again"),
        ("pl", "moja paczka nie dotarła", "wyślijcie ponownie", "moja paczka znowu nie dotarła"),
        ("cs", "můj balík nedorazil", "pošlete to prosím znovu", "můj balík zase nedorazil"),
        ("ru", "моя посылка не пришла", "отправьте ещё раз", "моя посылка опять не пришла"),
    ],
)
async def test_what_was_granted_did_not_hold(
    chat: Chat, language: str, complaint: str, choice: str, again: str
) -> None:
    """In the same conversation nothing is asked; in another one only what shows who is writing."""
    first = await Chat.opened(chat.firstline, language)
    await first.plays(
        (complaint, "utter_ask_order_number"),
        (LOST, "utter_remedy_parcel_lost", "utter_remedy_question"),
        (choice, "utter_granted_resend"),
    )
    await chat.firstline.pool.execute(LOSE)
    second = await Chat.opened(chat.firstline, language)
    await second.plays((complaint, "utter_ask_order_number"), (LOST, "utter_handover_repeat_failure"))
    await first.plays((again, "utter_handover_repeat_failure"))
    assert [await trigger(one) for one in (first, second)] == [Trigger.REPEAT_FAILURE] * 2
    assert [(await case(one))["order_number"] for one in (first, second)] == ["FL-10009"] * 2
    told = [(await one.handoff())["contract"]["compensation"]["granted"] for one in (first, second)]
    assert [len(granted) for granted in told] == [1, 1], "the person reads what was done before, wherever it was"
    assert (await grants(first), await grants(second)) == ([("resend", "done")], [])


async def test_offered_and_left_is_a_first_complaint_too(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late", "utter_remedy_question"),
    )
    second = await Chat.opened(chat.firstline, "en")
    await second.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_handover_repeat_failure"),
    )
    assert await trigger(second) == Trigger.REPEAT_FAILURE


async def test_the_case_gets_the_order_while_the_customer_waits(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late, this is a scandal, get me a human", "utter_handover_asked"),
        ("it is FL-10002", "utter_waiting_noted"),
    )
    assert (await case(chat))["order_number"] == "FL-10002"
