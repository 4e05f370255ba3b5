"""A fake WooCommerce of each test's own, and the shop in front of it."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from actions.saying import SHOP_ZONE
from actions.shop.interface import OrderStatus
from actions.shop.woocommerce.client import Client
from actions.shop.woocommerce.reading import Terms
from actions.shop.woocommerce.returns import load_labels
from actions.shop.woocommerce.shop import WooCommerceShop
from actions.shop.woocommerce.signing import Keys
from bot.settings import ROOT
from tests.actions.shop.woocommerce_server import FakeWooCommerce

LABELS: Path = ROOT / "data" / "woocommerce" / "return-label.yml"


@pytest.fixture
async def woo() -> AsyncIterator[FakeWooCommerce]:
    server = await FakeWooCommerce().start()
    yield server
    await server.stop()


def shop_at(woo: FakeWooCommerce, secret: str = FakeWooCommerce.secret) -> WooCommerceShop:
    """As another process would have it: nothing is shared but the shop itself."""
    terms = Terms(SHOP_ZONE, OrderStatus.SHIPPED, delivery_days=7, return_address="Firstline, Polna 3, Łódź")
    client = Client(woo.url, Keys(FakeWooCommerce.key, secret))
    return WooCommerceShop(client, terms, load_labels(LABELS), lambda: datetime.now(SHOP_ZONE))


@pytest.fixture
async def shop(woo: FakeWooCommerce) -> AsyncIterator[WooCommerceShop]:
    mine = shop_at(woo)
    yield mine
    await mine.close()
