"""A shop that hangs is a shop that does not answer."""

import asyncio

import pytest

from actions.shop.in_time import in_time
from actions.shop.interface import ShopUnavailable


async def test_what_takes_too_long_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.shop.in_time.ANSWER_WITHIN_S", 0.01)
    with pytest.raises(ShopUnavailable):
        async with in_time():
            await asyncio.sleep(5)


async def test_what_is_quick_is_left_alone() -> None:
    async with in_time():
        await asyncio.sleep(0)
