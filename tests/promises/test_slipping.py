"""Days of orders and words of persons: told before they pass, at most twice with a new time, then another way."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import asyncpg
import pytest

from actions.saying import SHOP_ZONE
from bot.promises.settling import Passing
from bot.promises.slipping import Slipping
from bot.vocabulary import PromiseKind
from bot.waits.hours import Hours
from tests.handoff.handed_over import Desk

DAY = date(2026, 11, 23)
MADE = """
INSERT INTO promises (id, conversation_id, text, due_at, made_by, kind, about, created_at, checked_at, expected_on,
    updates) VALUES ($1, $1, 'by then', $2, 'ola', $3, $4, $5, $6, $7, $8)
"""


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), SHOP_ZONE)


async def made(desk: Desk, kind: PromiseKind, due: datetime, language: str = "en", **more: Any) -> str:
    whose = uuid.uuid4().hex
    opened = "INSERT INTO conversations (id, channel, language) VALUES ($1, 'web', $2)"
    await desk.pool.execute(opened, whose, language)
    about = None if kind == PromiseKind.MESSAGE else {"order_number": "FL-10001", "email": "iga@example.com"}
    created, checked = due - timedelta(hours=more.get("hours", 48)), due - timedelta(hours=2)
    rest = (about, created, checked, more.get("expected_on"), more.get("updates", 0))
    await desk.pool.execute(MADE, whose, due, kind, *rest)
    return whose


async def tick(desk: Desk, now: datetime) -> None:
    slipping = Slipping(desk.pool, Hours.always(), desk.wait_wording, SHOP_ZONE, desk.wording, desk.announcer)
    await slipping(now)


async def rows(desk: Desk, whose: str) -> list[dict[str, Any]]:
    statement = "SELECT * FROM promises WHERE conversation_id = $1 ORDER BY due_at"
    return [dict(row) for row in await desk.pool.fetch(statement, whose)]


async def test_a_new_day_of_the_carrier_is_told_and_promised(desk: Desk) -> None:
    end = datetime.combine(DAY, time.max, SHOP_ZONE)
    whose = await made(desk, PromiseKind.DELIVERY, end, expected_on=DAY + timedelta(days=2))
    await tick(desk, at(10))
    [line] = await desk.lines(whose)
    assert "FL-10001" in line["text"] and "Wednesday 25 November" in line["text"]
    assert line["buttons"] and line["author"] == "system"
    old, new = await rows(desk, whose)
    assert (old["state"], old["owed"], new["state"], new["updates"]) == ("updated", False, "open", 1)
    assert (new["about"], new["kind"], new["due_at"].date()) == (old["about"], "delivery", date(2026, 11, 25))


async def test_without_a_new_day_it_says_so_on_the_last_evening_and_stays_owed(desk: Desk) -> None:
    end = datetime.combine(DAY, time.max, SHOP_ZONE)
    whose = await made(desk, PromiseKind.REFUND, end)
    await desk.pool.execute("UPDATE promises SET checked_at = $2 WHERE id = $1", whose, at(20, 5))
    await tick(desk, at(12))
    assert await desk.lines(whose) == []
    await tick(desk, at(20, 10))
    await tick(desk, at(20, 11))
    [line] = await desk.lines(whose)
    assert "new day" in line["text"]
    [row] = await rows(desk, whose)
    assert (row["state"], row["owed"]) == ("updated", True)


async def test_nobody_is_told_about_a_parcel_at_night(desk: Desk) -> None:
    whose = await made(desk, PromiseKind.DELIVERY, at(23, 59), expected_on=DAY + timedelta(days=1))
    await tick(desk, at(3))
    assert await desk.lines(whose) == []


@pytest.mark.parametrize(
    ("language", "by"), [("en", "by 14:00"), ("pl", "do 14:00"), ("cs", "do 14:00"), ("ru", "до 14:00")]
)
async def test_a_persons_word_gets_as_long_again(desk: Desk, language: str, by: str) -> None:
    whose = await made(desk, PromiseKind.MESSAGE, at(13), language, hours=1)
    await tick(desk, at(12, 57))
    assert await desk.lines(whose) == []
    await tick(desk, at(12, 59))
    [line] = await desk.lines(whose)
    assert by in line["text"] and "ola" in line["text"]
    old, new = await rows(desk, whose)
    assert (old["state"], new["due_at"], new["made_by"]) == ("updated", at(14), "ola")


async def test_the_third_time_another_way_is_offered(desk: Desk) -> None:
    whose = await made(desk, PromiseKind.MESSAGE, at(13), updates=2)
    await tick(desk, at(12, 59))
    [line] = await desk.lines(whose)
    assert "e-mail" in line["text"] and len(await rows(desk, whose)) == 1


async def test_a_moment_that_passed_breaks_what_is_open(desk: Desk) -> None:
    whose = await made(desk, PromiseKind.MESSAGE, at(13))
    await Passing(desk.pool)(at(13).astimezone(UTC) + timedelta(seconds=1))
    [row] = await rows(desk, whose)
    assert (row["state"], row["owed"]) == ("broken", True)
    await tick(desk, at(13, 1))
    assert len(await desk.lines(whose)) == 1
