"""The generated orders are the same everywhere, varied, and make sense as lives of orders."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from actions.shop.delay import Doubt, standing
from actions.shop.generated import generated
from actions.shop.interface import OrderStatus, RefundStatus

TODAY = date(2026, 11, 20)
END_OF_TODAY = datetime.combine(TODAY, time(23, 59), UTC)
ORDERS = generated(TODAY)


def test_there_are_two_hundred_with_the_agreed_numbers() -> None:
    assert [order.number for order in ORDERS] == [f"FL-{number}" for number in range(11000, 11200)]


def test_the_same_day_gives_the_same_orders() -> None:
    assert generated(TODAY) == ORDERS


def test_the_next_day_gives_the_same_orders_one_day_on() -> None:
    for before, after in zip(ORDERS, generated(TODAY + timedelta(days=1)), strict=True):
        assert after.placed_at - before.placed_at == timedelta(days=1)
        assert (after.email, after.items, after.total) == (before.email, before.items, before.total)


def test_every_situation_a_customer_can_write_about_is_there() -> None:
    statuses = Counter(order.status for order in ORDERS)
    facts = [standing(order, END_OF_TODAY) for order in ORDERS]
    assert set(statuses) == set(OrderStatus) and min(statuses.values()) >= 5
    assert {fact.doubt for fact in facts} == {None, Doubt.NO_SCAN, Doubt.CARRIER_LOST}
    assert any(fact.late and fact.expected_on for fact in facts)
    assert {refund.status for order in ORDERS for refund in order.refunds} == set(RefundStatus)
    assert {order.total.currency for order in ORDERS} == {"PLN", "EUR"}


def test_the_total_is_what_the_items_cost() -> None:
    for order in ORDERS:
        cost = sum((item.price.amount * item.quantity for item in order.items), Decimal(0))
        assert order.total.amount == cost, order.number


def test_nothing_happens_in_the_future_or_before_the_order() -> None:
    for order in ORDERS:
        seen = [order.placed_at, *(scan.at for parcel in order.parcels for scan in parcel.events)]
        assert seen == sorted(seen) and seen[-1] <= END_OF_TODAY, order.number
        assert all(parcel.promised_on >= order.placed_at.date() for parcel in order.parcels), order.number


def test_money_is_paid_by_today_and_what_is_not_paid_is_still_to_come() -> None:
    for refund in (refund for order in ORDERS for refund in order.refunds):
        assert refund.paid_on <= TODAY if refund.paid_on else refund.expected_on > TODAY, refund


def test_emails_can_be_typed_on_any_keyboard() -> None:
    assert all(order.email.isascii() and order.email == order.email.lower() for order in ORDERS)
