"""The demo shop is stocked anew once a day, by the shop's own midnight."""

from datetime import date, timedelta
from typing import Any

import pytest

from actions.order_action import shop_now
from bot.midnight import Midnight
from bot.settings import Settings


async def test_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    stocked: list[date] = []

    async def stock(settings: Settings, pool: Any, today: date) -> None:
        stocked.append(today)

    monkeypatch.setattr("bot.midnight.stock", stock)
    midnight, now = Midnight(Settings(), None), shop_now()
    for moment in (now, now + timedelta(days=1), now + timedelta(days=1), now + timedelta(days=2)):
        await midnight(moment)
    assert stocked == [(now + timedelta(days=n)).date() for n in (1, 2)]
