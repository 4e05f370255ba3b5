"""The settings choose the shop, and say what is missing."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from actions.shop.chosen import chosen, leave, stock
from actions.shop.demo import DemoShop
from actions.shop.interface import ShopUnavailable
from actions.shop.woocommerce.shop import WooCommerceShop
from bot.errors import Misconfigured
from bot.settings import Settings

ZONE = ZoneInfo("Europe/Warsaw")
REAL = Settings(
    shop="woocommerce",
    woocommerce_url="http://127.0.0.1:9",
    woocommerce_key="ck_1",
    woocommerce_secret="cs_1",
)


def test_without_settings_it_is_the_demo_shop(pool: asyncpg.Pool) -> None:
    assert isinstance(chosen(Settings(), pool, ZONE), DemoShop)


async def test_a_real_shop_may_be_down_when_we_start(pool: asyncpg.Pool) -> None:
    shop = chosen(REAL, pool, ZONE)
    assert isinstance(shop, WooCommerceShop)
    with pytest.raises(ShopUnavailable):
        await shop.find_order("1", "iga@example.com")
    await leave(shop)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shop", "magento"),
        ("woocommerce_url", "shop.example"),
        ("woocommerce_key", ""),
        ("woocommerce_secret", ""),
        ("woocommerce_completed", "done"),
    ],
)
def test_what_is_missing_is_named_and_secrets_are_not(pool: asyncpg.Pool, name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"FIRSTLINE_{name.upper()}") as error:
        chosen(replace(REAL, **{name: value}), pool, ZONE)
    assert "cs_1" not in str(error.value)


async def test_a_real_shop_gets_no_demo_orders(pool: asyncpg.Pool) -> None:
    before = await pool.fetchval("SELECT count(*) FROM demo_shop.orders")
    await stock(REAL, pool, date(2031, 1, 1))
    assert await pool.fetchval("SELECT count(*) FROM demo_shop.orders") == before
