"""Customers change their mind, mistype and mean the other order."""

from tests.conversations.chat import Chat


async def test_no_the_other_order(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10001", "utter_ask_email"),
        ("anna@example.com", "FL-10001"),
        ("no, the other order FL-10002", "utter_order_late"),
    )


async def test_nie_to_drugie_zamowienie(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest zamówienie FL-10001", "utter_ask_email"),
        ("anna@example.com", "FL-10001"),
        ("nie, chodzi o to drugie, FL-10002", "utter_order_late"),
    )


async def test_the_other_order_while_a_question_is_open(chat: Chat) -> None:
    await chat.plays(
        ("please cancel my order FL-10007", "utter_ask_email"),
        ("sorry, FL-10006", "utter_ask_email"),
        ("ewa@example.com", "I can cancel order FL-10006"),
    )


async def test_the_other_order_instead_of_yes_or_no(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10009 ola@example.com", "utter_remedy_parcel_lost"),
        ("no, the other order FL-10010", "utter_order_delivered"),
    )


async def test_a_mistyped_address_is_asked_for_again(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("FL-10001 anna@example.com", "utter_order_on_time"),
    )


async def test_another_question_in_between(chat: Chat) -> None:
    await chat.plays(
        ("where is my order", "utter_ask_order_number"),
        ("are you a bot?", "utter_i_am_a_bot"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
    )


async def test_literowka_w_adresie(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest zamówienie FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("anna@example.com", "utter_order_on_time"),
    )
