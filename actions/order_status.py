"""Which sentence tells the truth about an order. Pure."""

from datetime import date
from typing import NamedTuple

from actions.late import LATE
from actions.shop.delay import Doubt, Standing
from actions.shop.interface import Order, OrderStatus, ParcelStatus


class Status(NamedTuple):
    """A response, the days it names, the day it promises, and what it offers (slot `offer`).

    problem: of data/compensation.yml, whose ways out follow the response.
    """

    response: str
    days: dict[str, date]
    due: date | None = None
    offer: str | None = None
    problem: str | None = None

    @property
    def bad_news(self) -> bool:
        """Something went wrong, whatever the customer asked: a person or a way out is offered."""
        return self.offer is not None or self.problem is not None


def describe(order: Order, stands: Standing, topic: str, has_it: bool = False) -> Status:
    """`topic`: what the customer came with; the same facts sound different to one who complains.

    has_it: they say that the parcel has come.
    """
    if order.status is OrderStatus.CANCELLED:
        return Status("utter_order_is_cancelled", {})
    if order.status is OrderStatus.RETURNED:
        return Status("utter_order_is_returned", {})
    if stands.doubt:
        return _doubtful(stands.doubt)
    if stands.delivered_on:
        return _arrived(stands, topic == LATE and has_it)
    if stands.late or stands.slipping:
        return _late(stands)
    return _on_time(order, stands, topic)


def _doubtful(doubt: Doubt) -> Status:
    if doubt is Doubt.CARRIER_LOST:
        return Status("utter_remedy_parcel_lost", {}, problem="missing_parcel")
    responses = {
        Doubt.DELIVERED_NOT_RECEIVED: "utter_parcel_not_received",
        Doubt.NO_SCAN: "utter_parcel_silent",
    }
    return Status(responses[doubt], {}, offer="person")


def _arrived(stands: Standing, complains: bool) -> Status:
    """That it came too late is said to who complains of it; who has nothing must be able to say so."""
    days = {name: at for name, at in (("promised", stands.promised_on), ("delivered", stands.delivered_on)) if at}
    if complains and stands.late:
        return Status("utter_order_came_late", days, problem=LATE)
    return Status("utter_order_delivered", {"delivered": days["delivered"]})


def _late(stands: Standing) -> Status:
    if not stands.promised_on:
        return Status("utter_order_late_unknown", {}, offer="person")
    if not stands.expected_on:
        return Status("utter_order_late_no_day", {"promised": stands.promised_on}, problem=LATE)
    days = {"promised": stands.promised_on, "expected": stands.expected_on}
    return Status("utter_order_late", days, due=stands.expected_on, problem=LATE)


def _on_time(order: Order, stands: Standing, topic: str) -> Status:
    day = stands.expected_on or stands.promised_on
    if day is None:
        return Status("utter_order_preparing", {})
    preparing = order.parcels and order.parcels[-1].status is ParcelStatus.PREPARING
    name = "utter_order_preparing_until" if preparing else "utter_order_on_time"
    name = "utter_order_not_late" if topic == LATE else name
    return Status(name, {"expected": day}, due=day)
