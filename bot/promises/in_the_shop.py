"""What the shop's own record says about a promise: delivered, refunded, never going to be, or expected later. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from actions.shop.delay import standing
from actions.shop.interface import Order, OrderStatus, RefundStatus
from actions.shop.payments import kept
from bot.vocabulary import PromiseKind

GONE = (OrderStatus.CANCELLED, OrderStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Found:
    """`done_on`: the day it happened. `ended`: why it will not and need not. `expected_on`: when it is expected now."""

    done_on: date | None = None
    ended: str | None = None
    expected_on: date | None = None


def delivered(order: Order, now: datetime) -> Found:
    """`now` in the shop's zone."""
    if order.status in GONE:
        return Found(ended=f"the order was {order.status}")
    stands = standing(order, now)
    if order.refunds and not stands.delivered_on and kept(order).amount <= 0:
        return Found(ended="the order was called off on its way and its price paid back")
    return Found(done_on=stands.delivered_on, expected_on=stands.expected_on)


def refunded(order: Order, now: datetime) -> Found:
    if not order.refunds:
        return Found()
    refund = order.refunds[-1]
    if refund.status is RefundStatus.PAID and refund.paid_on:
        return Found(done_on=refund.paid_on)
    return Found(expected_on=refund.expected_on if refund.expected_on >= now.date() else None)


EVIDENCE: Mapping[str, Callable[[Order, datetime], Found]] = {
    PromiseKind.DELIVERY: delivered,
    PromiseKind.REFUND: refunded,
    PromiseKind.MESSAGE: delivered,  # our word to write about a parcel, unless it comes before
}
HAPPENED = {**{kind: str(kind) for kind in EVIDENCE}, PromiseKind.MESSAGE: str(PromiseKind.DELIVERY)}
"""What is found done, by the promise's kind."""
