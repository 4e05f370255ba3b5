"""Two wishes in one message: the first is dealt with, the second is kept and dealt with after it.

Customers of other bots write the second half again, or give up: the bot answered whichever half it heard.
"""

from tests.conversations.chat import Chat


async def test_two_questions_are_answered_one_after_the_other(chat: Chat) -> None:
    question = "How long does delivery take? And how can I pay?"
    await chat.plays((question, "utter_delivery_period", "utter_payment_methods"))


async def test_a_wish_that_needs_a_question_comes_first_and_the_other_waits_for_it(chat: Chat) -> None:
    await chat.plays(
        ("Where is my parcel? And how do I unsubscribe from the newsletter?", "utter_ask_order_number"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "on time", "utter_newsletter"),
    )


async def test_a_hand_over_leaves_the_second_wish_to_the_person(chat: Chat) -> None:
    heard = await chat.says("I want to talk to a person. And how do I pay by card?")
    assert await chat.owner() != "bot"
    assert not any("card" in line["text"] for line in heard)
    assert "pay by card" in (await chat.handoff())["contract"]["transcript"][0]["text"]


async def test_po_polsku(czat: Chat) -> None:
    await czat.plays(("Ile trwa dostawa? I jak mogę zapłacić?", "utter_delivery_period", "utter_payment_methods"))
