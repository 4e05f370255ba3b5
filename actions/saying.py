"""Dates and amounts in the customer's language, and one way for actions to say a response."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shop.interface import Money

SHOP_ZONE = ZoneInfo("Europe/Warsaw")
DAY_PATTERNS = {"en": "EEEE d MMMM", "pl": "d MMMM (EEEE)", "cs": "d. MMMM (EEEE)", "ru": "d MMMM (EEEE)"}
"""The weekday stands in brackets where a preposition before it would need another case ("we wtorek")."""


MONEY_PATTERNS = {"en": "#,##0.00\u00a0¤¤"}
"""CLDR's English pattern would write "PLN329.00"."""


def day(value: date, language: str) -> str:
    return format_date(value, DAY_PATTERNS[language], locale=language)


def money(value: Money, language: str) -> str:
    return format_currency(value.amount, value.currency, MONEY_PATTERNS.get(language), locale=language)


def language_of(tracker: Tracker) -> str:
    return tracker.get_slot("language") or "en"


def wish_key(tracker: Tracker) -> str:
    """Names one wish: the same message retried after a crash gives the same key."""
    return f"{tracker.sender_id}:{tracker.latest_message.get('message_id')}"


def say(dispatcher: CollectingDispatcher, response: str, **values: Any) -> None:
    """One response with the values of its gaps; the responses in `then` follow in the same message."""
    dispatcher.utter_message(response=response, **values)


def promise(dispatcher: CollectingDispatcher, response: str, due: date | None, **values: Any) -> None:
    """A response that promises something by the day `due`, so it gets a row in the promise ledger."""
    moment = {"due": datetime.combine(due, time.max, SHOP_ZONE).isoformat()} if due else {}
    dispatcher.utter_message(response=response, **moment, **values)
