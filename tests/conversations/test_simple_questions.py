"""Simple questions are answered at once: empathy is not padding."""

import pytest

from tests.conversations.chat import Chat

ENGLISH = {
    "hi": "utter_greet",
    "what are your opening hours": "utter_opening_hours_always",
    "how long does delivery take": "utter_delivery_period",
    "what delivery options do you have": "utter_delivery_options",
    "which payment methods do you accept": "utter_payment_methods",
    "what is your refund policy": "utter_refund_policy",
    "is there a cancellation fee": "utter_cancellation_fee",
    "how do I place an order": "utter_place_order",
    "how do I create an account": "utter_create_account",
    "delete my account": "utter_delete_account",
    "how do I unsubscribe from the newsletter": "utter_newsletter",
    "are you a bot?": "utter_i_am_a_bot",
    "what's the weather like in Paris": "utter_out_of_scope",
    "bye": "utter_goodbye",
}
POLISH = {
    "dzień dobry": "utter_greet",
    "jakie są godziny otwarcia": "utter_opening_hours_always",
    "ile trwa dostawa": "utter_delivery_period",
    "jakie są sposoby dostawy": "utter_delivery_options",
    "jak mogę zapłacić": "utter_payment_methods",
    "jakie są zasady zwrotu pieniędzy": "utter_refund_policy",
    "ile kosztuje anulowanie zamówienia": "utter_cancellation_fee",
    "jak złożyć zamówienie": "utter_place_order",
    "jak założyć konto": "utter_create_account",
    "jak usunąć konto": "utter_delete_account",
    "chcę zrezygnować z newslettera": "utter_newsletter",
    "czy jesteś botem?": "utter_i_am_a_bot",
    "dziękuję": "utter_welcome",
}


@pytest.mark.parametrize(("question", "answer"), ENGLISH.items())
async def test_one_question_one_answer(chat: Chat, question: str, answer: str) -> None:
    await chat.plays((question, answer))
    assert await chat.owner() == "bot"


@pytest.mark.parametrize(("pytanie", "odpowiedz"), POLISH.items())
async def test_jedno_pytanie_jedna_odpowiedz(czat: Chat, pytanie: str, odpowiedz: str) -> None:
    await czat.plays((pytanie, odpowiedz))
    assert await czat.owner() == "bot"


async def test_a_second_greeting_uses_other_words(chat: Chat) -> None:
    await chat.plays(("hi", "utter_greet"), ("hello", "utter_greet"))


async def test_the_language_follows_the_customer(chat: Chat) -> None:
    await chat.plays(
        ("hello", "Hello"),
        ("gdzie jest moje zamówienie?", "Proszę podać numer zamówienia"),
        ("FL-10001", "Proszę jeszcze o adres e-mail"),
    )


async def test_a_number_or_a_stray_word_does_not_change_the_language(chat: Chat) -> None:
    await chat.plays(
        ("gdzie jest moje zamówienie?", "Proszę podać numer zamówienia"),
        ("FL-10001", "Proszę jeszcze o adres e-mail"),
    )
    assert "адрес" not in (await chat.says("спасибо"))[0]["text"]


async def test_a_customer_asks_for_another_language(chat: Chat) -> None:
    await chat.plays(
        ("where is my order", "utter_ask_order_number"),
        ("можно по-русски?", "по-русски"),
        ("FL-10001", "И ещё"),
        ("can we speak English please", "English"),
    )
    assert await chat.owner() == "bot"


async def test_a_button_leads_where_it_says(chat: Chat) -> None:
    await chat.plays(
        ("how long does delivery take", "utter_delivery_period"),
        ("[Check my order]", "utter_ask_order_number"),
    )


async def test_a_slash_is_no_command(chat: Chat) -> None:
    await chat.plays(("where is my order", "utter_ask_order_number"))
    assert await chat.says("/restart")
    await chat.plays(("FL-10001", "utter_ask_email"))
