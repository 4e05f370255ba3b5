"""One strong word is not frustration, and a product is no accident (the guards of EMPATHY section 2)."""

import pytest

from tests.conversations.chat import Chat

CALM = (
    "do you sell a fire TV stick?",
    "that is a killer deal, I love this shop",
    "I'm not angry, just wondering where my order FL-10001 is",
    "damn, this lamp is fucking awesome",
    'my friend said "you are idiots", but I like you. where is my order',
    "czy macie gaśnice i czujniki dymu?",
    "ale bomba, świetny sklep!",
    "nie jestem zły, tylko pytam gdzie jest zamówienie FL-10001",
    "zajebista lampa, jestem zachwycony",
    'kolega mówi "to banda idiotów", a ja was lubię. gdzie jest moje zamówienie',
)


@pytest.mark.parametrize("says", CALM)
async def test_nobody_is_called_for_this(chat: Chat, says: str) -> None:
    assert await chat.says(says)
    assert await chat.owner() == "bot", chat.transcript()


async def test_uprzejma_rozmowa_do_konca(czat: Chat) -> None:
    await czat.plays(
        ("dzień dobry", "utter_greet"),
        ("jakie są godziny otwarcia", "utter_opening_hours_always"),
        ("czy jesteś botem?", "utter_i_am_a_bot"),
        ("do widzenia", "utter_goodbye"),
    )


async def test_relief_ends_what_anger_began(chat: Chat) -> None:
    await chat.plays(
        ("this is annoying, I am waiting for my parcel", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
        ("great, thank you so much!", "utter_welcome"),
        ("which payment methods do you accept", "utter_payment_methods"),
    )


async def test_ulga_konczy_zlosc(czat: Chat) -> None:
    await czat.plays(
        ("paczka miała być w czwartek i dalej jej nie ma", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
        ("super, bardzo dziękuję za pomoc", "utter_welcome"),
        ("ile trwa dostawa", "utter_delivery_period"),
    )
