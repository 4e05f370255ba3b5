"""The demo shop's dates are relative to today, so its orders move on with the day."""

from datetime import datetime

import asyncpg

from actions.order_action import SHOP_ZONE, shop_now
from actions.shop.chosen import stock
from bot.settings import Settings


class Midnight:
    """Called by the clock's leader; the shop was stocked for today when the program started."""

    def __init__(self, settings: Settings, pool: asyncpg.Pool) -> None:
        self._settings = settings
        self._pool = pool
        self._day = shop_now().date()

    async def __call__(self, now: datetime) -> None:
        today = now.astimezone(SHOP_ZONE).date()
        if today != self._day:
            await stock(self._settings, self._pool, today)
            self._day = today
