"""What an order of WooCommerce is to the assistant, and that its facts never say more than the shop knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.saying import SHOP_ZONE
from actions.shop.delay import standing
from actions.shop.interface import Money, OrderStatus, ParcelStatus, RefundStatus
from actions.shop.payments import too_much
from actions.shop.woocommerce.client import Failure
from actions.shop.woocommerce.reading import Kept, Repaid, Terms, read_kept, understood
from tests.actions.shop.woocommerce_server import an_order, gmt

TERMS = Terms(SHOP_ZONE, delivery_days=7)
NOW = datetime.now(SHOP_ZONE)


def kept(terms: Terms = TERMS, **given: Any) -> Kept:
    return read_kept({**an_order(723), **given}, terms)


def test_one_payment_is_all_that_the_shop_knows() -> None:
    order = kept(status="processing").order
    assert [(one.amount, one.reference != "") for one in order.payments] == [(order.total, True)]
    assert too_much(order) is None


@pytest.mark.parametrize("given", [{"date_paid_gmt": None}, {"status": "cancelled"}, {"status": "failed"}])
def test_of_what_is_unpaid_or_over_it_cannot_tell(given: dict[str, Any]) -> None:
    assert kept(**given).order.payments == ()


def test_goods_have_the_shops_own_name_in_every_language() -> None:
    item = kept().order.items[0]
    assert {item.name(language) for language in ("en", "pl", "cs", "ru")} == {item.name_en}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pending", OrderStatus.PLACED),
        ("on-hold", OrderStatus.PLACED),
        ("processing", OrderStatus.PROCESSING),
        ("completed", OrderStatus.SHIPPED),
        ("delivered", OrderStatus.DELIVERED),
        ("cancelled", OrderStatus.CANCELLED),
        ("failed", OrderStatus.CANCELLED),
        ("refunded", OrderStatus.CANCELLED),
        ("packing-at-the-mill", OrderStatus.PROCESSING),
    ],
)
def test_statuses(said: str, meant: OrderStatus) -> None:
    assert kept(status=said).order.status is meant


def test_completed_is_what_the_shop_says_it_is() -> None:
    terms = replace(TERMS, completed=OrderStatus.DELIVERED)
    order = kept(terms, status="completed", date_completed_gmt=gmt()).order
    assert order.status is OrderStatus.DELIVERED and order.parcels[0].delivered_at is not None
    assert standing(order, NOW).return_until is not None


def test_money_back_after_the_parcel_left_is_a_return() -> None:
    assert kept(status="refunded", date_completed_gmt=gmt()).order.status is OrderStatus.RETURNED


def test_cash_that_comes_with_the_parcel_is_not_paid_before() -> None:
    assert kept(payment_method="cod").left == Money(Decimal(0), "PLN")
    assert kept(payment_method="cod", status="completed", date_completed_gmt=gmt()).left.amount == Decimal("108.40")


def test_a_shop_without_scans_makes_no_parcel_silent_or_lost() -> None:
    long_ago = gmt(datetime.now(UTC) - timedelta(days=6))
    stands = standing(kept(status="completed", date_created_gmt=long_ago).order, NOW)
    assert (stands.days_without_scan, stands.doubt, stands.days_late) == (None, None, 0)
    late = gmt(datetime.now(UTC) - timedelta(days=10))
    stands = standing(kept(status="completed", date_created_gmt=late).order, NOW)
    assert stands.days_late >= 2 and stands.expected_on is None


def test_an_order_without_a_shipping_address_goes_to_the_billing_one() -> None:
    nowhere = dict.fromkeys(an_order(1)["shipping"], "")
    assert kept(shipping=nowhere).order.address.street == "Polna 1"


def test_a_refund_is_paid_only_where_the_provider_agreed() -> None:
    day = NOW.date()
    by_hand = Repaid("", Money(Decimal(5), "PLN"), day, sent=False).as_refund()
    sent = Repaid("", Money(Decimal(5), "PLN"), day, sent=True).as_refund()
    assert (by_hand.status, by_hand.paid_on) == (RefundStatus.APPROVED, None) and by_hand.expected_on > day
    assert (sent.status, sent.paid_on) == (RefundStatus.PAID, day)


def test_parcels_stop_with_the_order() -> None:
    assert kept(status="cancelled").order.parcels[0].status is ParcelStatus.STOPPED


@pytest.mark.parametrize("data", [None, [], "", 1, {}, {"number": None}, {**an_order(1), "total": "much"}])
def test_what_cannot_be_read_is_no_order(data: Any) -> None:
    with pytest.raises(Failure):
        understood(read_kept, data, TERMS)
