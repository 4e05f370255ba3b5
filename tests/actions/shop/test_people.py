"""The named people have the orders the README introduces them with."""

from datetime import date, timedelta

import pytest

from actions.shop.interface import OrderStatus, RefundStatus
from actions.shop.payments import too_much
from actions.shop.people import people
from actions.shop.workdays import add_workdays

FRIDAY = date(2026, 11, 20)
ORDERS = {order.number: order for order in people(FRIDAY)}
WHO = {
    "anna@example.com": ("FL-10001", "FL-10002"),
    "jan@example.com": ("FL-10003", "FL-10004"),
    "ewa@example.com": ("FL-10005", "FL-10006"),
    "tom@example.com": ("FL-10007", "FL-10008"),
    "ola@example.com": ("FL-10009", "FL-10010"),
    "ida@example.com": ("FL-10012", "FL-10013"),
}


@pytest.mark.parametrize(("email", "numbers"), WHO.items())
def test_everybody_has_their_two_orders(email: str, numbers: tuple[str, ...]) -> None:
    assert tuple(order.number for order in ORDERS.values() if order.email == email) == numbers


def test_jan_was_approved_a_refund_two_days_ago_that_comes_in_three_working_days() -> None:
    (refund,) = ORDERS["FL-10004"].refunds
    assert (refund.status, refund.approved_on) == (RefundStatus.APPROVED, FRIDAY - timedelta(days=2))
    assert refund.expected_on == add_workdays(FRIDAY, 3)


def test_ewa_was_paid_a_week_ago() -> None:
    (refund,) = ORDERS["FL-10005"].refunds
    assert (refund.status, refund.paid_on) == (RefundStatus.PAID, FRIDAY - timedelta(days=7))


def test_ewa_ordered_today_and_tom_has_an_invoice_and_a_cancelled_order() -> None:
    assert ORDERS["FL-10006"].placed_at.date() == FRIDAY
    assert ORDERS["FL-10006"].status is OrderStatus.PROCESSING
    assert ORDERS["FL-10007"].invoices[0].sent_to == "tom@example.com"
    assert ORDERS["FL-10008"].status is OrderStatus.CANCELLED


def test_tom_pays_in_euro_and_reads_english_names_the_others_polish_ones() -> None:
    kettle_buyer, tom = ORDERS["FL-10001"], ORDERS["FL-10007"]
    assert (tom.total.currency, kettle_buyer.total.currency) == ("EUR", "PLN")
    assert tom.items[0].name("en") == "coffee grinder"
    assert tom.items[0].name("pl") == "młynek do kawy"
    assert tom.items[0].name("cs") == "mlýnek na kávu"
    assert tom.items[0].name("ru") == "кофемолка"


def test_ida_was_charged_twice_and_once_for_an_order_that_a_failed_payment_cancelled() -> None:
    twice, failed = ORDERS["FL-10012"], ORDERS["FL-10013"]
    assert [too_much(twice), too_much(failed)] == [twice.total, failed.total]
    assert (len(twice.payments), failed.status, failed.refunds) == (2, OrderStatus.CANCELLED, ())


def test_of_nobody_else_too_much_was_taken() -> None:
    assert [order.number for order in ORDERS.values() if too_much(order)] == ["FL-10012", "FL-10013"]
