"""Every method of the shop interface against a WooCommerce, and the two ways out beyond it."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from actions.shop.interface import Address, KeyReused, Money, OrderStatus, ParcelStatus, RefundStatus
from actions.shop.woocommerce.shop import WooCommerceShop
from tests.actions.shop.woocommerce_server import FakeWooCommerce, gmt

IGA = "iga@example.com"
ELSEWHERE = Address("Iga Wrona", "Nowa 9", "00-001", "Warszawa", "PL")
TOTAL = Money(Decimal("108.40"), "PLN")


def key() -> str:
    return uuid4().hex


def delivered(woo: FakeWooCommerce, days_ago: int = 3) -> dict:
    at = gmt(datetime.now(UTC) - timedelta(days=days_ago))
    return woo.put_order(status="delivered", date_completed_gmt=at)


async def test_an_order_is_found_by_number_and_billing_email(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    woo.put_order(id=723)
    order = await shop.find_order(" #723 ", "IGA@example.com")
    assert order is not None
    assert (order.number, order.email, order.status, order.total) == ("723", IGA, OrderStatus.PROCESSING, TOTAL)
    assert (order.items[0].name_en, order.items[0].price.amount) == ("Kettle \u2013 red", Decimal("49.20"))
    assert order.address == Address("Iga Wrona", "Polna 1", "90-954", "Łódź", "PL")
    assert order.parcels[0].status is ParcelStatus.PREPARING and order.parcels[0].carrier == "InPost"


async def test_an_order_with_a_number_of_its_own_is_searched_for_on_every_page(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    woo.page_size = 2
    for number in ("FL-10", "FL-11", "FL-12", "FL-13", "FL-1"):
        woo.put_order(number=number)
    woo.put_order(id=1004, number="FL-9")
    assert (found := await shop.find_order("fl-1", IGA)) is not None and found.number == "FL-1"
    assert woo.count("GET /orders$") == 3
    assert await shop.find_order("1004", IGA) is None  # an id is no number where numbers are others


@pytest.mark.parametrize("email", ["", " ", "anna@example.com", "%", "iga@example.co", "iga\0"])
async def test_a_wrong_email_shows_what_an_unknown_number_shows(
    shop: WooCommerceShop, woo: FakeWooCommerce, email: str
) -> None:
    woo.put_order(id=723)
    woo.put_order(id=724)["billing"]["email"] = ""
    for number in ("723", "724", "999"):
        assert await shop.find_order(number, email) is None


@pytest.mark.parametrize("number", ["", "#", "7\0", "\ud800", "9" * 30, "9" * 10_000, "../orders", "%", "723/notes"])
async def test_hostile_numbers_find_nothing_and_change_nothing(
    shop: WooCommerceShop, woo: FakeWooCommerce, number: str
) -> None:
    woo.put_order(id=723)
    assert await shop.find_order(number, IGA) is None
    assert (await shop.cancel(number, key())).status == "not_allowed"
    assert woo.count("^(PUT|POST)") == 0


async def test_tracking_numbers_completion_and_refunds_are_read(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order = woo.put_order(status="completed", date_completed_gmt=gmt())
    tracked = {"tracking_provider": "DHL", "tracking_number": "RR1", "custom_tracking_provider": ""}
    order["meta_data"].append({"id": 2, "key": "_wc_shipment_tracking_items", "value": [tracked]})
    await shop.refund(order["number"], Money(Decimal("5.00"), "PLN"), key())
    found = await shop.find_order(order["number"], IGA)
    assert found is not None and found.status is OrderStatus.SHIPPED
    parcel, refund = found.parcels[0], found.refunds[0]
    assert (parcel.carrier, parcel.tracking_number, parcel.status) == ("DHL", "RR1", ParcelStatus.IN_TRANSIT)
    assert (parcel.promised_on - found.placed_at.date()).days in (7, 8)
    assert (refund.amount.amount, refund.status, refund.paid_on) == (Decimal("5.00"), RefundStatus.PAID, date.today())


async def test_cancelling_a_paid_order_gives_the_money_back_in_one_request(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    order = woo.put_order(id=723)
    done = await shop.cancel("723", key())
    assert (done.status, done.reference, done.refund) == ("done", "CN-723", TOTAL)
    assert done.refund_by is not None and done.refund_by > date.today()
    assert (order["status"], woo.paid_out, woo.count("^(PUT|POST)")) == ("refunded", [TOTAL.amount], 1)
    after = await shop.find_order("723", IGA)
    assert after is not None and (after.status, after.cancellation_reference) == (OrderStatus.CANCELLED, "CN-723")
    assert after.parcels[0].status is ParcelStatus.STOPPED


async def test_cancelling_an_unpaid_order_promises_no_money(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same = woo.put_order(status="pending", date_paid_gmt=None), key()
    done = await shop.cancel(order["number"], same)
    assert (done.status, done.refund, order["status"]) == ("done", None, "cancelled")
    assert done == await shop.cancel(order["number"], same)
    other = await shop.cancel(order["number"], key())
    assert (other.status, other.reference) == ("already_done", done.reference)


async def test_where_the_payment_cannot_be_refunded_the_shop_is_told_to_pay_by_hand(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    woo.gateway = False
    order, same = woo.put_order(), key()
    first, again = await shop.cancel(order["number"], same), await shop.cancel(order["number"], same)
    assert first == again and (first.status, first.refund) == ("done", TOTAL)
    assert [one["note"].split(":")[0] for one in woo.notes[order["id"]]] == [first.reference]
    assert woo.paid_out == [] and len(woo.refunds[order["id"]]) == 1
    found = await shop.find_order(order["number"], IGA)
    assert found is not None and found.refunds[0].status is RefundStatus.APPROVED


async def test_twenty_cancels_at_once_are_one(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same = woo.put_order(), key()
    outcomes = await asyncio.gather(*(shop.cancel(order["number"], same) for _ in range(10)))
    assert set(outcomes) == {outcomes[0]}
    others = await asyncio.gather(*(shop.cancel(order["number"], key()) for _ in range(10)))
    assert {one.status for one in others} == {"already_done"} and {one.reference for one in others} == {
        outcomes[0].reference
    }
    assert woo.paid_out == [TOTAL.amount]


async def test_a_refusal_is_remembered_when_the_order_has_moved_on(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same = woo.put_order(status="completed"), key()
    first = await shop.cancel(order["number"], same)
    order["status"] = "processing"
    assert first == await shop.cancel(order["number"], same) and first.status == "too_late"
    assert woo.paid_out == []


async def test_a_key_does_not_answer_for_another_wish(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same = woo.put_order(), key()
    await shop.change_address(order["number"], ELSEWHERE, same)
    with pytest.raises(KeyReused):
        await shop.cancel(order["number"], same)
    paid = key()
    await shop.refund(order["number"], Money(Decimal("5"), "PLN"), paid)
    with pytest.raises(KeyReused):
        await shop.refund(order["number"], Money(Decimal("6"), "PLN"), paid)
    assert order["status"] == "processing" and woo.paid_out == [Decimal("5")]


async def test_the_address_changes_until_the_order_is_shipped(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order = woo.put_order()
    order["shipping"]["state"] = "PL-LD"
    done = await shop.change_address(order["number"], ELSEWHERE, key())
    again = await shop.change_address(order["number"], ELSEWHERE, key())
    assert (done.status, again.status) == ("done", "already_done")
    assert (order["shipping"]["address_1"], order["shipping"]["state"]) == ("Nowa 9", "")
    assert order["billing"]["address_1"] == "Polna 1"
    order["status"] = "completed"
    assert (
        await shop.change_address(order["number"], Address("A B", "C 1", "1", "D", "PL"), key())
    ).status == "too_late"


async def test_a_return_opens_once_and_mails_one_label_in_the_customers_language(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    order = delivered(woo)
    outcomes = await asyncio.gather(*(shop.open_return(order["number"], "too small", key()) for _ in range(4)))
    assert sorted(one.status for one in outcomes) == ["already_done"] * 3 + ["done"]
    assert len({(one.reference, one.send_by, one.sent_to) for one in outcomes}) == 1 and outcomes[0].sent_to == IGA
    assert len(woo.mails) == 1 and woo.mails[0][1].startswith("Etykieta zwrotna do zamówienia")
    assert f"RT-{order['id']}" in woo.mails[0][1] and "Polna 3" in woo.mails[0][1]
    found = await shop.find_order(order["number"], IGA)
    assert found is not None and (found.returns[0].reason, found.returns[0].reference) == (
        "too small",
        f"RT-{order['id']}",
    )


async def test_what_has_not_arrived_or_came_too_long_ago_is_not_returned(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    assert (await shop.open_return(woo.put_order()["number"], "", key())).status == "not_allowed"
    assert (await shop.open_return(delivered(woo, days_ago=32)["number"], "", key())).status == "too_late"
    assert woo.mails == []


async def test_an_invoice_is_mailed_once_per_wish(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same = woo.put_order(), key()
    sent = [await shop.send_invoice(order["number"], wish) for wish in (same, same, key())]
    assert [(one.status, one.sent_to) for one in sent] == [("done", IGA)] * 3 and sent[0] == sent[1]
    assert len(woo.mails) == 2
    unpaid = woo.put_order(status="pending", date_paid_gmt=None)
    assert (await shop.send_invoice(unpaid["number"], key())).status == "not_allowed"


async def test_a_password_link_goes_once_and_only_to_a_customers_account(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    woo.put_customer(IGA)
    woo.put_customer("owner@example.com", role="administrator")
    same = key()
    outcomes = [await shop.send_password_link("Iga@Example.com", same) for _ in range(2)]
    for stranger in ("owner@example.com", "nobody@example.com"):
        outcomes.append(await shop.send_password_link(stranger, key()))
    assert {one.status for one in outcomes} == {"done"} and all(str(one.reference)[:3] == "PW-" for one in outcomes)
    assert woo.mails == [(IGA, "password link")]


async def test_money_back_is_paid_once_and_never_more_than_was_paid(
    shop: WooCommerceShop, woo: FakeWooCommerce
) -> None:
    order, same = woo.put_order(), key()
    part = Money(Decimal("60.00"), "PLN")
    first, again = [await shop.refund(order["number"], part, same) for _ in range(2)]
    assert first == again and (first.status, first.amount) == ("done", part)
    assert (await shop.refund(order["number"], part, key())).status == "not_allowed"
    assert (await shop.refund(order["number"], Money(Decimal("1"), "EUR"), key())).status == "not_allowed"
    assert (woo.paid_out, order["status"]) == ([Decimal("60.00")], "processing")
    rest = await shop.cancel(order["number"], key())
    assert rest.refund == Money(Decimal("48.40"), "PLN") and order["status"] == "refunded"


async def test_a_voucher_is_one_coupon_for_one_customer(shop: WooCommerceShop, woo: FakeWooCommerce) -> None:
    order, same, until = woo.put_order(), key(), date(2027, 5, 31)
    amount = Money(Decimal("20"), "PLN")
    first, again = [await shop.voucher(order["number"], amount, until, same) for _ in range(2)]
    assert first == again and first.code is not None
    coupon = woo.coupons[0]
    assert len(woo.coupons) == 1 and (coupon["code"], coupon["amount"]) == (first.code, "20.00")
    assert (coupon["email_restrictions"], coupon["usage_limit"]) == ([IGA], 1)
    with pytest.raises(KeyReused):
        await shop.voucher(order["number"], Money(Decimal("30"), "PLN"), until, same)
    assert (await shop.voucher(order["number"], Money(Decimal("1"), "EUR"), until, key())).status == "not_allowed"
