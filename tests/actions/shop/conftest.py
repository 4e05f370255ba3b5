"""A demo shop on real PostgreSQL, and orders that no other test knows."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count

import asyncpg
import pytest

from actions.shop.catalogue import Buyer
from actions.shop.demo import DemoShop
from actions.shop.interface import Address, Order
from actions.shop.people import bought
from actions.shop.scenes import days, delivered, shipped
from actions.shop.seed import write

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday
NUMBERS = count(90000)

Making = Callable[..., Awaitable[Order]]


@pytest.fixture
def shop(pool: asyncpg.Pool) -> DemoShop:
    return DemoShop(pool, now=lambda: NOW)


@pytest.fixture
def buyer() -> Buyer:
    return Buyer("iga@example.com", "pl", Address("Iga Wrona", "Polna 1", "90-954", "Łódź", "PL"))


@pytest.fixture
def fresh_order(buyer: Buyer) -> Order:
    """Placed today, promised in three days; not in the shop yet."""
    return bought(f"FL-{next(NUMBERS)}", buyer, 0, on=NOW.date(), promised=NOW.date() + days(3))


@pytest.fixture
def write_order(pool: asyncpg.Pool) -> Making:
    async def _write(order: Order) -> Order:
        await write(pool, [order], NOW.date())
        return order

    return _write


@pytest.fixture
def placed_order(fresh_order: Order, write_order: Making) -> Making:
    async def make() -> Order:
        return await write_order(fresh_order)

    return make


@pytest.fixture
def shipped_order(fresh_order: Order, write_order: Making) -> Making:
    async def make() -> Order:
        return await write_order(shipped(fresh_order, NOW.date(), NOW.date(), None))

    return make


@pytest.fixture
def delivered_order(fresh_order: Order, write_order: Making) -> Making:
    async def make(days_ago: int) -> Order:
        day = NOW.date() - days(days_ago)
        return await write_order(delivered(shipped(fresh_order, day - days(2), day - days(1), None), day))

    return make
