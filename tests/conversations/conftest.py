"""A chat of its own for every dialogue, in a shop where nobody has changed anything yet."""

import time
from datetime import timedelta

import pytest

from actions.order_action import shop_now
from actions.shop.people import people
from actions.shop.seed import write
from bot.service import Firstline
from bot.settings import Settings
from bot.training import ensure_model
from tests.conversations.chat import Chat
from tests.conversations.stopwatch import Stopwatch

STOPWATCH = Stopwatch()
UNCHANGED = "UPDATE demo_shop.orders SET seeded_on = $1 WHERE number = ANY($2)"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(STOPWATCH, "stopwatch")


@pytest.fixture(scope="session", autouse=True)
def trained() -> None:
    """Before the stopwatch counts: a stale model takes a minute."""
    wall, cpu = time.monotonic(), time.process_time()
    ensure_model(Settings.from_env().var)
    STOPWATCH.trained(time.monotonic() - wall, time.process_time() - cpu)


@pytest.fixture
async def shop_as_new(firstline: Firstline) -> None:
    """And customers who never had a problem before."""
    today = shop_now().date()
    orders = people(today)
    await firstline.pool.execute(UNCHANGED, today - timedelta(days=1), [order.number for order in orders])
    await write(firstline.pool, orders, today)
    await firstline.pool.execute("TRUNCATE grants, grant_accounts, grant_budgets, recovery_cases")


@pytest.fixture
async def nobody_at_the_desk(firstline: Firstline) -> None:
    """No agent and no queue left over by other tests."""
    await firstline.pool.execute("DELETE FROM agent_presence")
    await firstline.pool.execute("UPDATE handoffs SET state = 'closed' WHERE state IN ('waiting', 'callback')")


@pytest.fixture
async def somebody_is_free(firstline: Firstline, nobody_at_the_desk: None) -> None:
    await firstline.pool.execute("INSERT INTO agent_presence VALUES ('ola', now(), true, 3)")


@pytest.fixture
async def chat(firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None) -> Chat:
    return await Chat.opened(firstline, "en")


@pytest.fixture
async def czat(firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None) -> Chat:
    """The same, opened on the Polish page."""
    return await Chat.opened(firstline, "pl")


@pytest.fixture
async def hovor(firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None) -> Chat:
    """The same, opened on the Czech page."""
    return await Chat.opened(firstline, "cs")


@pytest.fixture
async def razgovor(firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None) -> Chat:
    """The same, opened on the Russian page."""
    return await Chat.opened(firstline, "ru")
