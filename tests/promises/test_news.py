"""Our own word to write about a parcel without a new day: kept by a line, by the parcel, never by silence."""

import uuid
from datetime import date, datetime, time
from typing import Any

import asyncpg
import pytest

from actions.saying import SHOP_ZONE
from actions.shop.catalogue import item
from actions.shop.interface import Order, ShopUnavailable
from actions.shop.scenes import days, delivered, lost, placed, preparing, shipped
from bot.promises.news import News
from bot.promises.settling import Passing, Settling
from bot.promises.shop_check import ShopCheck
from bot.promises.slipping import Slipping
from bot.waits.hours import Hours
from tests.actions.stage import IGA
from tests.handoff.handed_over import Desk

DAY = date(2026, 11, 24)
END = datetime.combine(DAY, time.max, SHOP_ZONE)
MADE = """
INSERT INTO promises (id, conversation_id, text, due_at, made_by, kind, about, created_at, checked_at)
VALUES ($1, $2, 'by then', $3, 'bot', 'message', $4, $5, $5)
"""
DAY_TOLD = """
INSERT INTO promises (id, conversation_id, message_id, text, due_at, made_by, kind, about, created_at)
VALUES ($1, $2, 'm1', 'on friday', $3, 'bot', 'delivery', $4, $5)
"""


class OneOrder:
    """A shop with one late order; `order` None: it does not answer."""

    def __init__(self, estimated_on: date | None = None) -> None:
        late = placed("FL-70001", IGA, (item(0, "pl"),), DAY - days(9), preparing("DHL", DAY - days(4)))
        self.order: Order | None = shipped(late, DAY - days(7), DAY - days(1), estimated_on)

    async def find_order(self, number: str, email: str) -> Order | None:
        if self.order is None:
            raise ShopUnavailable("down")
        return self.order


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), SHOP_ZONE)


async def given(desk: Desk, language: str = "en") -> str:
    whose = uuid.uuid4().hex
    await desk.pool.execute("INSERT INTO conversations (id, channel, language) VALUES ($1, 'web', $2)", whose, language)
    about = {"order_number": "FL-70001", "email": IGA.email}
    await desk.pool.execute(MADE, whose, whose, END, about, at(9, day=DAY - days(2)))
    return whose


async def tick(desk: Desk, shop: Any, now: datetime) -> None:
    """As the clock does it (bot/service.py)."""
    await Settling(desk.pool, ShopCheck(desk.pool, shop, SHOP_ZONE))(now)
    await Slipping(desk.pool, Hours.always(), desk.wait_wording, SHOP_ZONE, desk.wording, desk.announcer)(now)
    await News(desk.pool, SHOP_ZONE, desk.wording, desk.announcer)(now)
    await Passing(desk.pool)(now)


async def rows(desk: Desk, whose: str) -> list[dict[str, Any]]:
    statement = "SELECT * FROM promises WHERE conversation_id = $1 ORDER BY created_at"
    return [dict(row) for row in await desk.pool.fetch(statement, whose)]


@pytest.mark.parametrize("language", ["en", "pl", "cs", "ru"])
async def test_a_new_day_is_written_at_once_and_promised(desk: Desk, language: str) -> None:
    whose, shop = await given(desk, language), OneOrder(DAY + days(3))
    for hour in (3, 10, 11):  # nobody is written to at night, and nobody twice
        await tick(desk, shop, at(hour, day=DAY - days(1)))
    [line] = await desk.lines(whose)
    assert "FL-70001" in line["text"] and "27" in line["text"]
    word, new = await rows(desk, whose)
    assert (word["state"], word["owed"], word["evidence"]) == ("kept", False, f"message {line['id']}")
    assert (new["kind"], new["state"], new["due_at"].astimezone(SHOP_ZONE).date()) == (
        "delivery",
        "open",
        DAY + days(3),
    )


@pytest.mark.parametrize("language", ["en", "pl", "cs", "ru"])
async def test_without_a_day_it_is_written_on_the_last_evening(desk: Desk, language: str) -> None:
    whose, shop = await given(desk, language), OneOrder()
    for hour in (10, 19):
        await tick(desk, shop, at(hour))
    assert await desk.lines(whose) == []
    await tick(desk, shop, at(20, 30))
    await tick(desk, shop, at(21))
    await tick(desk, shop, at(9, day=DAY + days(1)))
    [line] = await desk.lines(whose)
    assert "FL-70001" in line["text"] and [button["payload"] for button in line["buttons"]] == ["/contact_human_agent"]
    [word] = await rows(desk, whose)
    assert (word["state"], word["owed"]) == ("kept", False)


async def test_a_shop_that_is_down_is_no_reason_for_silence(desk: Desk) -> None:
    whose, shop = await given(desk), OneOrder()
    shop.order = None
    await tick(desk, shop, at(20, 30))
    assert await desk.lines(whose) == []
    await tick(desk, shop, at(21, 30))
    assert len(await desk.lines(whose)) == 1
    assert [row["state"] for row in await rows(desk, whose)] == ["kept"]


async def test_a_lost_parcel_has_no_day(desk: Desk) -> None:
    whose, shop = await given(desk), OneOrder()
    assert shop.order
    shop.order = lost(shop.order, DAY)
    await tick(desk, shop, at(20, 30))
    assert len(await desk.lines(whose)) == 1


async def test_a_parcel_that_came_before_keeps_it(desk: Desk) -> None:
    whose, shop = await given(desk), OneOrder()
    assert shop.order
    shop.order = delivered(shop.order, DAY - days(1))
    await tick(desk, shop, at(10))
    await tick(desk, shop, at(20, 30))
    [word] = await rows(desk, whose)
    assert (word["state"], word["owed"], word["evidence"]) == ("kept", False, "delivery on 2026-11-23")
    assert await desk.lines(whose) == []


async def test_a_day_that_was_told_meanwhile_is_not_told_twice(desk: Desk) -> None:
    whose, shop = await given(desk), OneOrder(DAY + days(3))
    due = datetime.combine(DAY + days(3), time.max, SHOP_ZONE)
    about = {"order_number": "FL-70001", "email": IGA.email}
    await desk.pool.execute(DAY_TOLD, uuid.uuid4().hex, whose, due, about, at(8))
    await tick(desk, shop, at(10))
    assert await desk.lines(whose) == []
    word, told = await rows(desk, whose)
    assert (word["state"], word["evidence"], told["state"]) == ("kept", "message m1", "open")


async def test_after_a_night_without_us_it_is_written_late_and_counts_as_broken(desk: Desk) -> None:
    whose, shop = await given(desk), OneOrder()
    await tick(desk, shop, at(9, day=DAY + days(1)))
    assert len(await desk.lines(whose)) == 1
    assert [(row["state"], row["owed"]) for row in await rows(desk, whose)] == [("broken", False)]
