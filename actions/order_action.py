"""What all actions about an order share: both order number and e-mail must match before anything is said."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.saying import SHOP_ZONE, language_of
from actions.shop.interface import Order, Payment
from bot.policy.topics import TOPICS
from bot.recovery.cases import case_of
from bot.recovery.grants import customer_key

Events = list[dict[str, Any]]


class OrderAction(Action, ABC):
    """Subclasses say what they do in `settle`."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        await services.ready()
        order = await services.shop().find_order(tracker.get_slot("order_number"), tracker.get_slot("email"))
        if order is None:
            return _not_found(tracker)
        events = await self.settle(dispatcher, tracker, order)
        found = [SlotSet("order_facts", facts(order)), SlotSet("lookups_failed", 0)]
        return [*found, *_whose(tracker, order), *events]

    @abstractmethod
    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        """The rest of the turn, once the order is the customer's own. Gives the events."""


def _whose(tracker: Tracker, order: Order) -> Events:
    """The case of the problem under way knows its customer and order as soon as we do."""
    topic, case = TOPICS.get(tracker.get_slot("topic") or ""), case_of(tracker.get_slot("case"))
    if topic is None or not topic.problem or case is None or case.over:
        return []
    known = replace(case, customer=customer_key(order.email), order_number=order.number)
    return [] if known == case else [SlotSet("case", known.slot())]


def _not_found(tracker: Tracker) -> Events:
    """Says nothing: whether to ask again or to call a person is the policy's decision (bot/policy/decision.py)."""
    failed = int(tracker.get_slot("lookups_failed") or 0) + 1
    return [SlotSet("order_facts", None), SlotSet("lookups_failed", failed)]


def facts(order: Order) -> list[dict[str, str]]:
    """What the person at the desk should not have to look up again."""
    parcel = order.parcels[-1] if order.parcels else None
    found = {
        "order_number": order.number,
        "order_status": order.status.value,
        "placed_on": order.placed_at.date().isoformat(),
        "total": f"{order.total.amount} {order.total.currency}",
        "payments": ", ".join(_paid(one) for one in order.payments),
        "items": ", ".join(f"{i.quantity} x {i.name_en}" for i in order.items),
        "promised_on": parcel.promised_on.isoformat() if parcel else "",
        "parcel_status": parcel.status.value.replace("_", " ") if parcel else "",
        "tracking_number": (parcel.tracking_number or "") if parcel else "",
    }
    return [{"name": name, "value": value, "source": "shop"} for name, value in found.items() if value]


def _paid(payment: Payment) -> str:
    return f"{payment.amount.amount} {payment.amount.currency} on {payment.taken_on.isoformat()} ({payment.reference})"


def shop_now() -> datetime:
    return datetime.now(SHOP_ZONE)


def first_item(order: Order, tracker: Tracker) -> str:
    return order.items[0].name(language_of(tracker)) if order.items else order.number
