from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import asyncpg

from actions.shop.delay import standing
from actions.shop.demo import DemoShop
from actions.shop.interface import Money, Order, OutcomeStatus, ParcelStatus
from actions.shop.scenes import cancelled, lost, shipped
from tests.actions.shop.conftest import NOW, Making

TODAY = NOW.date()
SOON = TODAY + timedelta(days=4)


async def read(shop: DemoShop, order: Order) -> Order:
    found = await shop.find_order(order.number, order.email)
    assert found is not None
    return found


async def test_a_part_is_paid_back_once(shop: DemoShop, delivered_order: Making) -> None:
    order, key = await delivered_order(2), uuid4().hex
    part = Money(Decimal("20.00"), order.total.currency)
    first, again = [await shop.refund(order.number, part, key) for _ in range(2)]
    assert (first.status, first.amount, first.by) == (
        OutcomeStatus.DONE,
        part,
        (await read(shop, order)).refunds[0].expected_on,
    )
    assert again == first
    assert len((await read(shop, order)).refunds) == 1


async def test_never_more_than_was_paid(shop: DemoShop, delivered_order: Making) -> None:
    order = await delivered_order(2)
    whole = await shop.refund(order.number, order.total, uuid4().hex)
    more = await shop.refund(order.number, Money(Decimal("0.01"), order.total.currency), uuid4().hex)
    other = await shop.refund(order.number, Money(Decimal(1), "USD"), uuid4().hex)
    assert [one.status for one in (whole, more, other)] == ["done", "not_allowed", "not_allowed"]


async def test_a_voucher_is_mailed_once(shop: DemoShop, delivered_order: Making, pool: asyncpg.Pool) -> None:
    order, key = await delivered_order(2), uuid4().hex
    amount = Money(Decimal(40), order.total.currency)
    first, again = [await shop.voucher(order.number, amount, SOON, key) for _ in range(2)]
    assert again == first
    assert (first.status, first.valid_until) == (OutcomeStatus.DONE, SOON)
    mails = await pool.fetch("SELECT kind, subject FROM demo_shop.outgoing_mail WHERE operation_key = $1", key)
    assert [tuple(mail) for mail in mails] == [("voucher", first.code)]


async def test_a_delivered_order_gets_a_second_parcel(shop: DemoShop, delivered_order: Making) -> None:
    order, key = await delivered_order(2), uuid4().hex
    sent = [await shop.send_again(order.number, SOON, key) for _ in range(2)]
    assert sent[0] == sent[1]
    parcels = (await read(shop, order)).parcels
    assert [parcel.status for parcel in parcels] == [ParcelStatus.DELIVERED, ParcelStatus.PREPARING]
    assert standing(await read(shop, order), NOW).expected_on == SOON


async def test_a_lost_parcel_is_packed_anew(shop: DemoShop, fresh_order: Order, write_order: Making) -> None:
    order = await write_order(lost(shipped(fresh_order, TODAY, TODAY, None), TODAY))
    await shop.send_again(order.number, SOON, uuid4().hex)
    now = await read(shop, order)
    assert [(p.status, p.promised_on, p.events) for p in now.parcels] == [(ParcelStatus.PREPARING, SOON, ())]
    assert standing(now, NOW).doubt is None


async def test_a_cancelled_order_is_not_sent_again(shop: DemoShop, fresh_order: Order, write_order: Making) -> None:
    order = await write_order(cancelled(fresh_order, TODAY, None))
    assert (await shop.send_again(order.number, SOON, uuid4().hex)).status is OutcomeStatus.NOT_ALLOWED
