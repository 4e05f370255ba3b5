"""Money taken twice, or for an order that is no more: the shop's record of payments decides what can be offered."""

import pytest

from tests.conversations.chat import Chat
from tests.conversations.test_recovery import case, grants

FOUND = (
    "utter_remedy_taken_too_much",
    "utter_remedy_surplus",
    "utter_remedy_surplus_as_voucher",
    "utter_remedy_question",
)


async def test_charged_twice_and_paid_back(chat: Chat) -> None:
    await chat.plays(
        ("I was charged twice for one order", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10012 ida@example.com", *FOUND),
        ("[Pay it back]", "utter_granted_surplus", "utter_solution_question"),
        ("yes", "utter_solution_accepted"),
    )
    assert await grants(chat) == [("surplus", "done")]
    assert [promise["kind"] for promise in await chat.promises()] == ["refund"]
    assert (await case(chat))["problem"] == "payment_issue"


async def test_platnosc_odrzucona_a_pieniadze_zeszly(czat: Chat) -> None:
    await czat.plays(
        ("pobrano mi pieniądze dwa razy", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10013 ida@example.com", *FOUND),
        ("[Wolę bon]", "utter_granted_voucher", "utter_solution_question"),
    )
    assert await grants(czat) == [("voucher", "done")]


async def test_strzeno_dvakrat_vlastnimi_slovy(hovor: Chat) -> None:
    await hovor.plays(
        ("strhli jste mi peníze dvakrát", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10012 ida@example.com", *FOUND),
        ("vraťte mi peníze", "utter_granted_surplus", "utter_solution_question"),
    )


async def test_spisali_dvazhdy_i_dvazhdy_net(razgovor: Chat) -> None:
    await razgovor.plays(
        ("с меня списали деньги дважды", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10012 ida@example.com", *FOUND),
        ("нет", "utter_ask_fair"),
        ("нет", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    assert await grants(razgovor) == []


async def test_one_payment_is_said_and_a_person_asked_for(chat: Chat) -> None:
    await chat.plays(
        ("I was charged twice for one order", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10001 anna@example.com", "utter_payment_once"),
        ("yes", "utter_handover_asked"),
    )


@pytest.mark.parametrize("says", ["where is my refund"])
async def test_a_refund_that_is_overdue_is_a_promise_we_broke(chat: Chat, says: str) -> None:
    late = "UPDATE demo_shop.refunds SET expected_on = current_date - 3 WHERE order_number = 'FL-10004'"
    await chat.firstline.pool.execute(late)
    await chat.plays(
        (says, "utter_ask_order_number"),
        ("FL-10004 jan@example.com", "utter_refund_overdue", "utter_handover_authority"),
    )
