from datetime import date
from decimal import Decimal

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import Promised, day, far_day, language_of, money, promise, say, wish_key
from actions.shop.interface import Money
from bot.vocabulary import PromiseKind
from tests.actions.stage import an_order


def tracker(message_id: str = "m-1", **slots: str) -> Tracker:
    return Tracker("c-1", slots, {"message_id": message_id}, [], False, None, {}, None)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 24 November"),
        ("pl", "24 listopada (wtorek)"),
        ("cs", "24. listopadu (úterý)"),
        ("ru", "24 ноября (вторник)"),
    ],
)
def test_a_day(language: str, said: str) -> None:
    assert day(date(2026, 11, 24), language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "22 November 2027"),
        ("pl", "22 listopada 2027 roku"),
        ("cs", "22. listopadu 2027"),
        ("ru", "22 ноября 2027 года"),
    ],
)
def test_a_day_next_year_comes_with_its_year(language: str, said: str) -> None:
    """ "Until Monday 22 November", said on the 22nd of November, would be a voucher of one day."""
    assert far_day(date(2027, 11, 22), language) == said


def test_an_amount() -> None:
    amount = Money(Decimal("1329.50"), "PLN")
    said = [money(amount, language).replace("\xa0", " ") for language in ("pl", "en")]
    assert said == ["1 329,50 zł", "1,329.50 PLN"]


def test_english_until_we_know_better() -> None:
    assert language_of(tracker()) == "en"
    assert language_of(tracker(language="pl")) == "pl"


def test_a_wish_is_named_by_its_message() -> None:
    assert wish_key(tracker("m-1")) == wish_key(tracker("m-1")) != wish_key(tracker("m-2"))


def test_a_response_with_its_values() -> None:
    dispatcher = CollectingDispatcher()
    say(dispatcher, "utter_wait_if_handover", then=["utter_wait_now"], upper="within 2 minutes")
    message = dispatcher.messages[0]
    assert (message["response"], message["then"], message["upper"]) == (
        "utter_wait_if_handover",
        ["utter_wait_now"],
        "within 2 minutes",
    )


def test_a_promised_day_ends_at_midnight_in_the_shop() -> None:
    dispatcher = CollectingDispatcher()
    promised = Promised(PromiseKind.DELIVERY, an_order(), date(2026, 11, 24))
    promise(dispatcher, "utter_order_late", promised, expected="Tuesday")
    assert dispatcher.messages[0]["due"].startswith("2026-11-24T23:59:59")
    assert dispatcher.messages[0]["due"].endswith("+01:00")


def test_a_promise_says_what_keeps_it_and_where_that_is_looked_up() -> None:
    dispatcher, order = CollectingDispatcher(), an_order()
    promise(dispatcher, "utter_refund_coming", Promised(PromiseKind.REFUND, order, date(2026, 11, 24)))
    [said] = dispatcher.messages
    assert (said["kind"], said["about"]) == ("refund", {"order_number": order.number, "email": order.email})


def test_without_a_day_nothing_is_promised() -> None:
    dispatcher = CollectingDispatcher()
    promise(dispatcher, "utter_parcel_silent", None)
    assert "due" not in dispatcher.messages[0]
