"""Services for an action server that runs by itself (`rasa run actions`), from the same settings as `firstline run`."""

import asyncpg

from actions.order_action import SHOP_ZONE, shop_now
from actions.services import Recovery, Services
from actions.shop.chosen import chosen, stock
from bot.now import Now, utc_now
from bot.recovery.catalogue_file import load_catalogue
from bot.recovery.grants import Grants
from bot.settings import ROOT, Settings
from bot.store import embedded, postgres
from bot.waits.assumptions import Assumptions
from bot.waits.hours import Hours
from bot.waits.hours_file import load_hours
from bot.waits.phrases_file import load_phrases
from bot.waits.quote import Waits
from bot.waits.wording import WaitWording


async def connect() -> Services:
    settings = Settings.from_env()
    url = settings.database_url or embedded.EmbeddedPostgres(settings.var / "postgres").start()
    postgres.migrate(url)
    pool = await postgres.connect(url, settings.database_connections)
    await stock(settings, pool, shop_now().date())
    return services_on(pool, settings)


def services_on(pool: asyncpg.Pool, settings: Settings, now: Now = utc_now) -> Services:
    """What actions need, on a record that is migrated and seeded."""
    published = load_hours(ROOT / "data" / "opening-hours.yml")
    hours = Hours.always(published.zone.key) if settings.always_open else published
    waits = Waits(pool, hours, Assumptions(opening_slots=settings.agent_slots), now)
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), hours.zone)
    catalogue, shop = load_catalogue(ROOT / "data" / "compensation.yml"), chosen(settings, pool, SHOP_ZONE)
    return Services(shop, waits, hours, said, Recovery(catalogue, Grants(pool, catalogue), shop), now)
