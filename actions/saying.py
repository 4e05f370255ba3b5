"""Dates and amounts in the customer's language, and one way for actions to say a response."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shop.interface import Money, Order
from bot.vocabulary import PromiseKind

SHOP_ZONE = ZoneInfo("Europe/Warsaw")
DAY_PATTERNS = {"en": "EEEE d MMMM", "pl": "d MMMM (EEEE)", "cs": "d. MMMM (EEEE)", "ru": "d MMMM (EEEE)"}
"""The weekday stands in brackets where a preposition before it would need another case ("we wtorek")."""
FAR_PATTERNS = {"en": "d MMMM y", "pl": "d MMMM y 'roku'", "cs": "d. MMMM y", "ru": "d MMMM y 'года'"}
"""A day so far away that its year is what one needs to know, not its weekday."""
MONEY_PATTERNS = {"en": "#,##0.00\u00a0¤¤"}
"""CLDR's English pattern would write "PLN329.00"."""


def day(value: date, language: str) -> str:
    return format_date(value, DAY_PATTERNS[language], locale=language)


def far_day(value: date, language: str) -> str:
    return format_date(value, FAR_PATTERNS[language], locale=language)


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


@dataclass(frozen=True)
class Promised:
    """What the shop will have done with `order` by the end of the day `by`, and where the ledger looks that up."""

    kind: PromiseKind
    order: Order
    by: date

    def row(self) -> dict[str, Any]:
        about = {"order_number": self.order.number, "email": self.order.email}
        return {
            "due": datetime.combine(self.by, time.max, SHOP_ZONE).isoformat(),
            "kind": self.kind.value,
            "about": about,
        }


def promise(dispatcher: CollectingDispatcher, response: str, promised: Promised | None, /, **values: Any) -> None:
    """A response that promises something by a day, so it gets a row in the promise ledger."""
    dispatcher.utter_message(response=response, **(promised.row() if promised else {}), **values)
