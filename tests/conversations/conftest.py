"""A chat of its own for every dialogue, in a shop where nobody has changed anything yet."""

from datetime import timedelta

import asyncpg
import pytest

from actions.order_action import shop_now
from actions.shop.people import people
from actions.shop.seed import write
from bot.service import Firstline
from tests.conversations.chat import Chat

UNCHANGED = "UPDATE demo_shop.orders SET seeded_on = $1 WHERE number = ANY($2)"


@pytest.fixture
async def shop_as_new(firstline: Firstline) -> None:
    today = shop_now().date()
    orders = people(today)
    await firstline.pool.execute(UNCHANGED, today - timedelta(days=1), [order.number for order in orders])
    await write(firstline.pool, orders, today)


@pytest.fixture
async def chat(firstline: Firstline, shop_as_new: None) -> Chat:
    return Chat(firstline, await firstline.conversations.open("web", "en"))


@pytest.fixture
async def czat(firstline: Firstline, shop_as_new: None) -> Chat:
    """The same, opened on the Polish page."""
    return Chat(firstline, await firstline.conversations.open("web", "pl"))


@pytest.fixture(autouse=True)
async def nobody_at_the_desk(pool: asyncpg.Pool) -> None:
    """Other tests of the session claim hand-overs, which makes somebody present for a minute."""
    await pool.execute("DELETE FROM agent_presence")
