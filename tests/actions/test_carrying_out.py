from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions.carrying_out import Unfinished, carry_out
from actions.order_action import shop_now
from actions.services import Services
from actions.shop.interface import Order
from actions.shop.scenes import days, delivered, shipped
from bot.recovery.authority import Offer
from bot.recovery.grants import Grant, Grants, Wanted, customer_key
from bot.vocabulary import GrantState, Remedy
from tests.actions.stage import TODAY, Shelf, an_order


async def booked(shelf: Shelf, given: Services, kind: Remedy) -> Grant:
    order: Order = delivered(shipped(an_order(on=6), TODAY - days(4), TODAY - days(3), None), TODAY - days(2))
    await shelf.put(order)
    offer = Offer(kind.value, kind, order.total, order.total.amount, 0, "none")
    key = uuid4().hex
    return await given.recovery.grants.book(Wanted(key, key, key, customer_key(key), order.number, offer), shop_now())


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Remedy.REFUND, "refunds"),
        (Remedy.PARTIAL_REFUND, "refunds"),
        (Remedy.REPLACEMENT, "parcels"),
        (Remedy.RESEND, "parcels"),
    ],
)
async def test_the_shop_does_it_once_under_the_grants_key(
    shelf: Shelf, given: Services, pool: asyncpg.Pool, kind: Remedy, table: str
) -> None:
    grant, ask = await booked(shelf, given, kind), carry_out(given.recovery.remedies, shop_now)
    rows = f"SELECT count(*) FROM demo_shop.{table} WHERE order_number = $1"
    before = await pool.fetchval(rows, grant.order_number)
    first, again = [await ask(grant) for _ in range(2)]
    assert first == again
    assert first.state is GrantState.DONE and first.reference and first.due_on
    assert await pool.fetchval(rows, grant.order_number) - before == 1


@pytest.mark.parametrize("on_its_way", [False, True])
async def test_called_off_once_whether_it_has_left_or_not(
    shelf: Shelf, given: Services, pool: asyncpg.Pool, on_its_way: bool
) -> None:
    order = an_order(on=6)
    order = shipped(order, TODAY - days(4), TODAY - days(3), None) if on_its_way else order
    await shelf.put(order)
    offer, key = Offer("cancel", Remedy.CANCEL, order.total, order.total.amount, 5, "bank"), uuid4().hex
    wish = Wanted(key, key, key, customer_key(key), order.number, offer)
    grant = await given.recovery.grants.book(wish, shop_now())
    first, again = [await carry_out(given.recovery.remedies, shop_now)(grant) for _ in range(2)]
    assert first == again and first.state is GrantState.DONE and first.reference and first.due_on
    refunds = await pool.fetch("SELECT amount FROM demo_shop.refunds WHERE order_number = $1", order.number)
    assert [row["amount"] for row in refunds] == [order.total.amount]


async def test_a_voucher_has_its_code_and_its_last_day(shelf: Shelf, given: Services) -> None:
    carried = await carry_out(given.recovery.remedies, shop_now)(await booked(shelf, given, Remedy.VOUCHER))
    assert carried.reference and carried.due_on and carried.due_on - date.today() > timedelta(days=300)


async def test_what_no_shop_can_do_is_refused(shelf: Shelf, given: Services) -> None:
    grant = await booked(shelf, given, Remedy.SPEED)
    assert (await carry_out(given.recovery.remedies, shop_now)(grant)).state is GrantState.REFUSED


async def test_the_clock_finishes_what_a_dead_worker_left(shelf: Shelf, given: Services, pool: asyncpg.Pool) -> None:
    grant = await booked(shelf, given, Remedy.REFUND)
    unfinished: Any = Unfinished(Grants(pool, given.recovery.catalogue), given.recovery.remedies, shop_now)
    await unfinished(datetime.now(UTC) + timedelta(minutes=5))
    assert (await given.recovery.grants.find(grant.id)).state is GrantState.DONE
