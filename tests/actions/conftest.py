"""The demo shop and a desk round the clock behind the actions."""

from collections.abc import Iterator

import asyncpg
import pytest

from actions import services
from actions.order_action import SHOP_ZONE, shop_now
from actions.services import Recovery, Services
from actions.shop.demo import DemoShop
from bot.recovery.catalogue_file import load_catalogue
from bot.recovery.grants import Grants
from bot.settings import ROOT
from bot.waits.hours import Hours
from bot.waits.phrases_file import load_phrases
from bot.waits.quote import Waits
from bot.waits.wording import WaitWording
from tests.actions.stage import Shelf


@pytest.fixture
def given(pool: asyncpg.Pool) -> Iterator[Services]:
    """What the actions of this test may ask."""
    hours = Hours.always()
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
    catalogue = load_catalogue(ROOT / "data" / "compensation.yml")
    shop = DemoShop(pool, now=shop_now)
    recovery = Recovery(catalogue, Grants(pool, catalogue), shop)
    mine = Services(shop, Waits(pool, hours), hours, said, recovery)
    before = services.use(mine)
    yield mine
    services.use(before)


@pytest.fixture
def shelf(pool: asyncpg.Pool, given: Services) -> Shelf:
    return Shelf(pool)
