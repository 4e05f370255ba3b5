"""Services for an action server that runs by itself (`rasa run actions`), from the same settings as `firstline run`."""

import asyncpg

from actions.order_action import shop_now
from actions.saying import SHOP_ZONE
from actions.services import Recovery, Services
from actions.shop.demo import DemoShop
from actions.shop.seed import seed
from bot.recovery.catalogue import load_catalogue
from bot.recovery.grants import Grants
from bot.settings import ROOT, Settings
from bot.store import embedded, postgres
from bot.waits.assumptions import Assumptions
from bot.waits.hours import Hours, load_hours
from bot.waits.phrases import load_phrases
from bot.waits.quote import Waits
from bot.waits.wording import WaitWording


async def connect() -> Services:
    settings = Settings.from_env()
    url = settings.database_url or embedded.EmbeddedPostgres(settings.var / "postgres").start()
    postgres.migrate(url)
    pool = await postgres.connect(url, settings.database_connections)
    await seed(pool, shop_now().date())
    return services_on(pool, settings)


def services_on(pool: asyncpg.Pool, settings: Settings) -> Services:
    """What actions need, on a record that is migrated and seeded."""
    hours = Hours.always() if settings.always_open else load_hours(ROOT / "data" / "opening-hours.yml")
    waits = Waits(pool, hours, Assumptions(opening_slots=settings.agent_slots))
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
    catalogue = load_catalogue(ROOT / "data" / "compensation.yml")
    shop = DemoShop(pool, now=shop_now)
    return Services(shop, waits, hours, said, Recovery(catalogue, Grants(pool, catalogue), shop))
