"""What real customers answered to the ways out, mistyped and without diacritics, and what has to come of it."""

import pytest

from bot.vocabulary import LANGUAGES
from tests.conversations.chat import Chat
from tests.conversations.test_recovery import case, grants

LATE = {
    "en": "my order is late",
    "pl": "zamowienie sie spoznia",
    "cs": "objednavka ma zpozdeni",
    "ru": "заказ задерживается",
}
CANCEL = {"en": "cancel it then", "pl": "to anulujcie", "cs": "tak to zruste", "ru": "тогда отменяйте"}
TWICE = {
    "en": "i was charged twice for my order",
    "pl": "pobraliscie mi kase 2 razy",
    "cs": "strhli jste mi penize 2x",
    "ru": "с меня списали деньги 2 раза",
}
BACK = {"en": "back to my card please", "pl": "na konto poprosze", "cs": "zpatky na ucet", "ru": "верните на карту"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_cancel_it_then_is_the_way_out_that_was_offered(chat: Chat, language: str) -> None:
    talk = await Chat.opened(chat.firstline, language)
    await talk.plays(
        (LATE[language], "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late", "utter_remedy_cancel"),
        (CANCEL[language], "utter_granted_cancel", "utter_solution_question"),
    )
    assert await grants(talk) == [("cancel", "done")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_back_to_my_account_is_the_way_out_that_was_offered(chat: Chat, language: str) -> None:
    talk = await Chat.opened(chat.firstline, language)
    await talk.plays(
        (TWICE[language], "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10012 ida@example.com", "utter_remedy_taken_too_much", "utter_remedy_surplus"),
        (BACK[language], "utter_granted_surplus", "utter_solution_question"),
    )


async def test_another_order_is_not_cancelled_as_a_way_out_of_this_one(chat: Chat) -> None:
    await chat.plays(
        ("my order is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late", "utter_remedy_cancel"),
        ("please cancel order FL-10001", "utter_cancel_too_late"),
    )
    assert await grants(chat) == []
    assert ((await case(chat))["order_number"], (await case(chat))["outcome"]) == ("FL-10002", "offered")


async def test_back_to_the_parcel_after_another_question(chat: Chat) -> None:
    talk = await Chat.opened(chat.firstline, "ru")
    await talk.plays(
        ("посылка задерживается", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late", "utter_remedy_cancel"),
        ("как можно оплатить", "utter_payment_methods"),
        ("ну так что с моей посылкой", "utter_order_late", "utter_remedy_cancel"),
    )


async def test_never_mind_it_has_come(czat: Chat) -> None:
    await czat.plays(
        ("paczka sie spoznia", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("juz nieaktualne, wlasnie przyszla", "utter_matter_dropped"),
    )
