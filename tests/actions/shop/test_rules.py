"""The demo shop's rules, as a table a shopkeeper could read."""

from datetime import UTC, date, datetime

import pytest

from actions.shop import rules
from actions.shop.interface import Address, Order
from actions.shop.scenes import cancelled, delivered, processing, sent_back, shipped

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
ELSEWHERE = Address("Iga Wrona", "Nowa 9", "00-001", "Warszawa", "PL")


def lives(order: Order) -> dict[str, Order]:
    sent = shipped(order, TODAY, TODAY, None)
    arrived = delivered(sent, TODAY)
    return {
        "placed": order,
        "processing": processing(order),
        "shipped": sent,
        "delivered": arrived,
        "cancelled": cancelled(order, TODAY, None),
        "returned": sent_back(arrived, "too small", TODAY, TODAY),
    }


@pytest.mark.parametrize(
    ("status", "cancel", "address", "send_back", "invoice"),
    [
        ("placed", "done", "done", "not_allowed", "not_allowed"),
        ("processing", "done", "done", "not_allowed", "not_allowed"),
        ("shipped", "too_late", "too_late", "not_allowed", "done"),
        ("delivered", "too_late", "too_late", "done", "done"),
        ("cancelled", "already_done", "not_allowed", "not_allowed", "not_allowed"),
        ("returned", "not_allowed", "not_allowed", "already_done", "done"),
    ],
)
def test_what_is_possible_follows_from_the_status(
    fresh_order: Order, status: str, cancel: str, address: str, send_back: str, invoice: str
) -> None:
    order = lives(fresh_order)[status]
    assert rules.cancelling(order) == cancel
    assert rules.changing_address(order, ELSEWHERE) == address
    assert rules.opening_return(order, NOW) == send_back
    assert rules.sending_invoice(order) == invoice


def test_money_comes_within_five_working_days_and_a_label_is_good_for_two_weeks() -> None:
    assert rules.refund_by(date(2026, 11, 20)) == date(2026, 11, 27)
    assert rules.send_back_by(date(2026, 11, 20)) == date(2026, 12, 4)
