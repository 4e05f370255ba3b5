from dataclasses import replace
from decimal import Decimal

from actions.shop.catalogue import PRODUCTS
from actions.shop.generated import generated
from actions.shop.interface import Item, Money, OrderStatus, Payment
from actions.shop.payments import kept, taken, too_much
from actions.shop.scenes import cancelled, charged_again, days, payment_failed
from tests.actions.stage import TODAY, an_order

ORDER = an_order()
PRICE = ORDER.total


def test_paid_once_is_not_too_much() -> None:
    assert (taken(ORDER), kept(ORDER), too_much(ORDER)) == (PRICE, PRICE, None)


def test_charged_twice_is_too_much_by_the_second() -> None:
    assert too_much(charged_again(ORDER, TODAY)) == PRICE


def test_money_for_an_order_that_a_failed_payment_cancelled() -> None:
    assert too_much(payment_failed(ORDER)) == PRICE


def test_what_was_paid_back_is_not_too_much_any_more() -> None:
    assert too_much(cancelled(ORDER, TODAY, paid_on=None)) is None
    assert too_much(cancelled(charged_again(ORDER, TODAY), TODAY, paid_on=None)) == PRICE


def test_a_shop_that_keeps_no_payments_cannot_tell() -> None:
    unknown = replace(ORDER, payments=(), status=OrderStatus.CANCELLED)
    assert (taken(unknown), too_much(unknown)) == (PRICE, None)


def test_a_charge_above_the_price() -> None:
    more = Money(PRICE.amount + Decimal("0.50"), PRICE.currency)
    assert too_much(replace(ORDER, payments=(Payment("P", more, TODAY),))) == Money(Decimal("0.50"), PRICE.currency)


def test_nobody_of_the_many_was_charged_too_much() -> None:
    assert [order.number for order in generated(TODAY - days(3)) if too_much(order)] == []


def test_all_goods_have_a_name_in_all_four_languages() -> None:
    for sku, *names, _ in PRODUCTS:
        assert len(set(names)) == len(names) == 4, sku


def test_a_shop_with_one_name_for_a_thing_says_that_one() -> None:
    kettle = Item("K", "Kettle", "Kettle", 1, PRICE)
    assert {kettle.name(language) for language in ("en", "pl", "cs", "ru")} == {"Kettle"}
