"""Whether promises were kept is looked up, never assumed: one module per kind of evidence, run by the clock."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg

from bot.promises.passed import break_passed
from bot.promises.shop_check import ShopCheck
from bot.promises.started import settle_started
from bot.promises.written import settle_written

Settle = Callable[[asyncpg.Pool, datetime], Awaitable[None]]
IN_THE_RECORD: tuple[Settle, ...] = (settle_started, settle_written)


class Settling:
    """Evidence. Runs before anybody is told that something is late: what happened is not late."""

    def __init__(self, pool: asyncpg.Pool, shop_check: ShopCheck) -> None:
        self._pool = pool
        self._shop_check = shop_check

    async def __call__(self, now: datetime) -> None:
        for settle in IN_THE_RECORD:
            await settle(self._pool, now)
        await self._shop_check(now)


class Passing:
    """The end. Runs last: whoever could be told in time has been told."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def __call__(self, now: datetime) -> None:
        await break_passed(self._pool, now)
