"""Which shop stands behind the actions: the settings say it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import asyncpg

from actions.shop.demo import DemoShop
from actions.shop.interface import OrderStatus, Shop
from actions.shop.remedies import ShopWithRemedies
from actions.shop.seed import seed
from actions.shop.woocommerce.client import Client
from actions.shop.woocommerce.reading import Terms
from actions.shop.woocommerce.returns import load_labels
from actions.shop.woocommerce.shop import WooCommerceShop
from actions.shop.woocommerce.signing import Keys
from bot.errors import Misconfigured
from bot.settings import ROOT, Settings

DEMO, WOOCOMMERCE = "demo", "woocommerce"
COMPLETED = {"shipped": OrderStatus.SHIPPED, "delivered": OrderStatus.DELIVERED}
LABELS = ROOT / "data" / "woocommerce" / "return-label.yml"


def chosen(settings: Settings, pool: asyncpg.Pool, zone: ZoneInfo) -> ShopWithRemedies:
    """Raises Misconfigured, naming what is missing. Asks the shop nothing yet: it may be down when we start."""
    if settings.shop == DEMO:
        return DemoShop(pool, now=lambda: datetime.now(zone))
    if settings.shop == WOOCOMMERCE:
        return woocommerce(settings, zone)
    raise Misconfigured(f"FIRSTLINE_SHOP={settings.shop!r} is neither {DEMO} nor {WOOCOMMERCE}")


def woocommerce(settings: Settings, zone: ZoneInfo) -> WooCommerceShop:
    if not settings.woocommerce_url.startswith(("https://", "http://")):
        raise Misconfigured(f"FIRSTLINE_WOOCOMMERCE_URL={settings.woocommerce_url!r} is no address of a shop")
    if not settings.woocommerce_key or not settings.woocommerce_secret:
        raise Misconfigured("FIRSTLINE_WOOCOMMERCE_KEY and FIRSTLINE_WOOCOMMERCE_SECRET are both needed")
    if settings.woocommerce_completed not in COMPLETED:
        value = settings.woocommerce_completed
        raise Misconfigured(f"FIRSTLINE_WOOCOMMERCE_COMPLETED={value!r} is none of {', '.join(COMPLETED)}")
    keys = Keys(settings.woocommerce_key, settings.woocommerce_secret)
    terms = Terms(
        zone=zone,
        completed=COMPLETED[settings.woocommerce_completed],
        delivery_days=settings.woocommerce_delivery_days,
        return_address=settings.woocommerce_return_address,
    )
    client = Client(settings.woocommerce_url, keys)
    return WooCommerceShop(client, terms, load_labels(LABELS), lambda: datetime.now(zone))


async def stock(settings: Settings, pool: asyncpg.Pool, today: date) -> None:
    """The demo shop gets its orders; a real one has its own."""
    if settings.shop == DEMO:
        await seed(pool, today)


async def leave(shop: Shop) -> None:
    if isinstance(shop, WooCommerceShop):
        await shop.close()
