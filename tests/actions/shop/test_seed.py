"""The demo's days move with the calendar, and what a customer did stays done."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg

from actions.shop.catalogue import Buyer
from actions.shop.demo import DemoShop
from actions.shop.generated import generated
from actions.shop.interface import Address, Order, OrderStatus
from actions.shop.people import bought, people
from actions.shop.scenes import days, delivered, shipped
from actions.shop.seed import seed, write

TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(days=1)
ELSEWHERE = Address("Iga Wrona", "Nowa 9", "00-001", "Warszawa", "PL")


def as_of(order: Order, day: date) -> Order:
    """The order as a seed of that day writes it: promised three days ago, on its way."""
    again = bought(order.number, buyer_of(order), 0, on=day - days(8), promised=day - days(3))
    return shipped(again, day - days(6), day - days(1), day + days(2))


def buyer_of(order: Order) -> Buyer:
    return Buyer(order.email, order.language, order.address)


async def found(shop: DemoShop, order: Order) -> Order:
    again = await shop.find_order(order.number, order.email)
    assert again is not None
    return again


async def test_seeding_puts_everybody_into_the_shop(pool: asyncpg.Pool, shop: DemoShop) -> None:
    await seed(pool, TODAY)
    for order in people(TODAY)[:2] + generated(TODAY)[:20]:
        assert await shop.find_order(order.number, order.email) is not None


async def test_seeding_twice_and_at_the_same_time_writes_everything_once(pool: asyncpg.Pool) -> None:
    await asyncio.gather(*(seed(pool, TODAY) for _ in range(4)))
    count = "SELECT count(*) FROM demo_shop.items WHERE order_number BETWEEN 'FL-11000' AND 'FL-11199'"
    assert await pool.fetchval(count) == sum(len(order.items) for order in generated(TODAY))


async def test_three_days_late_is_still_three_days_late_tomorrow(
    pool: asyncpg.Pool, shop: DemoShop, fresh_order: Order
) -> None:
    for day in (TODAY, TOMORROW):
        await write(pool, [as_of(fresh_order, day)], day)
        after = await found(shop, fresh_order)
        assert after == as_of(fresh_order, day)


async def test_an_order_the_customer_cancelled_stays_cancelled(
    pool: asyncpg.Pool, shop: DemoShop, fresh_order: Order
) -> None:
    await write(pool, [fresh_order], TODAY)
    await shop.cancel(fresh_order.number, uuid4().hex)
    await write(pool, [as_of(fresh_order, TOMORROW)], TOMORROW)
    after = await found(shop, fresh_order)
    assert after.status is OrderStatus.CANCELLED and len(after.refunds) == 1


async def test_an_address_the_customer_changed_stays_changed(
    pool: asyncpg.Pool, shop: DemoShop, fresh_order: Order
) -> None:
    await write(pool, [fresh_order], TODAY)
    await shop.change_address(fresh_order.number, ELSEWHERE, uuid4().hex)
    await write(pool, [as_of(fresh_order, TOMORROW)], TOMORROW)
    assert (await found(shop, fresh_order)).address == ELSEWHERE


async def test_a_return_the_customer_opened_stays_open(pool: asyncpg.Pool, fresh_order: Order) -> None:
    shop, arrived = DemoShop(pool), delivered(as_of(fresh_order, TODAY), TODAY)
    await write(pool, [arrived], TODAY)
    label = await shop.open_return(arrived.number, "too small", uuid4().hex)
    await write(pool, [as_of(fresh_order, TOMORROW)], TOMORROW)
    after = await found(shop, arrived)
    assert [one.reference for one in after.returns] == [label.reference]


async def test_a_cancel_that_races_the_midnight_seed_is_neither_lost_nor_doubled(
    pool: asyncpg.Pool, shop: DemoShop, fresh_order: Order
) -> None:
    await write(pool, [fresh_order], TODAY)
    again = bought(fresh_order.number, buyer_of(fresh_order), 0, on=TOMORROW, promised=TOMORROW + days(3))
    outcome, _ = await asyncio.gather(shop.cancel(fresh_order.number, uuid4().hex), write(pool, [again], TOMORROW))
    after = await found(shop, fresh_order)
    assert (outcome.status, after.status, len(after.refunds)) == ("done", OrderStatus.CANCELLED, 1)
