"""A shop that hangs or is gone says so in time, and repeating the wish is safe."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg
import pytest

from actions.shop.demo import DemoShop
from actions.shop.interface import Order, ShopUnavailable

Making = Callable[..., Awaitable[Order]]


async def test_a_shop_that_hangs_is_unavailable_and_the_repeated_wish_is_done_once(
    shop: DemoShop, pool: asyncpg.Pool, placed_order: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, same = await placed_order(), uuid4().hex
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM demo_shop.orders WHERE number = $1 FOR UPDATE", order.number)
        monkeypatch.setattr("actions.shop.in_time.ANSWER_WITHIN_S", 0.2)
        with pytest.raises(ShopUnavailable):
            await shop.cancel(order.number, same)
    monkeypatch.undo()
    assert (await shop.cancel(order.number, same)).status == "done"


async def test_a_shop_that_is_gone_is_unavailable(database_url: str) -> None:
    pool = await asyncpg.create_pool(database_url, min_size=1, max_size=1)
    await pool.close()
    with pytest.raises(ShopUnavailable):
        await DemoShop(pool).find_order("FL-10001", "anna@example.com")
