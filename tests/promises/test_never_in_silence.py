"""A simulated hour of promises, kept and not: of whatever was not done in time the customer was told before."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions.saying import SHOP_ZONE
from actions.shop.interface import Order
from actions.shop.scenes import days, repaid
from bot.promises.settling import Passing, Settling
from bot.promises.shop_check import ShopCheck
from bot.promises.slipping import Slipping
from bot.promises.updates import Updates
from bot.vocabulary import PromiseKind
from bot.waits.hours import Hours
from tests.actions.stage import an_order
from tests.handoff.handed_over import Desk
from tests.handoff.quoted import Quoted

DAY = date(2026, 11, 23)
START = datetime.combine(DAY, time(12), SHOP_ZONE)
STEP = timedelta(seconds=20)
MADE = """
INSERT INTO promises (id, conversation_id, handoff_id, text, due_at, made_by, kind, about, created_at, checked_at)
VALUES ($1, $2, $3, 'by then', $4, 'ola', $5, $6, $7, $7)
"""
TWICE = "SELECT FROM messages WHERE conversation_id = ANY($1) GROUP BY conversation_id, text HAVING count(*) > 1"


class Later(Quoted):
    """Always ten minutes more."""

    async def quote(self, lane: str, language: str | None, now: Any = None, handoff_id: Any = None) -> dict[str, Any]:
        due = (now + timedelta(minutes=10)).isoformat(timespec="seconds")
        values = {"point_s": 300.0, "upper_s": 600.0, "due_at": due}
        return {**await super().quote(lane, language, now, handoff_id), **values}


class Refunds:
    """Orders by number, and since when each is paid."""

    def __init__(self) -> None:
        self.paid_at: dict[str, datetime | None] = {}
        self.now = START

    async def find_order(self, number: str, email: str) -> Order | None:
        paid_at = self.paid_at.get(number)
        paid_on = DAY if paid_at and paid_at <= self.now else None
        return repaid(an_order(), DAY - days(1), DAY - days(1), paid_on)


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


async def promised(desk: Desk, kind: PromiseKind, minutes: float, about: dict[str, str] | None = None) -> str:
    whose = await desk.waiting(due_in_s=None)
    handoff_id = whose if kind == PromiseKind.START else None
    made = (str(uuid4()), whose, handoff_id, START + timedelta(minutes=minutes), kind, about, START)
    await desk.pool.execute(MADE, *made)
    return whose


async def test_no_promise_passes_its_time_in_silence(desk: Desk) -> None:
    chance, shop = random.Random(5), Refunds()
    customers = []
    for n in range(30):
        kind = (PromiseKind.START, PromiseKind.MESSAGE, PromiseKind.REFUND)[n % 3]
        number = f"FL-{uuid4().hex[:6]}"
        shop.paid_at[number] = START + timedelta(minutes=chance.uniform(0, 5)) if chance.random() < 0.5 else None
        about = {"order_number": number, "email": "iga@example.com"} if kind == PromiseKind.REFUND else None
        customers.append(await promised(desk, kind, chance.uniform(5, 60), about))
    duties = (
        Settling(desk.pool, ShopCheck(desk.pool, shop, SHOP_ZONE)),  # type: ignore[arg-type]  # only find_order
        Updates(desk.pool, Later("open"), desk.wait_wording, desk.wording, desk.announcer),  # type: ignore[arg-type]
        Slipping(desk.pool, Hours.always(), desk.wait_wording, SHOP_ZONE, desk.wording, desk.announcer),
        Passing(desk.pool),
    )
    while shop.now < START + timedelta(minutes=75):
        shop.now += STEP
        for duty in duties:
            await duty(shop.now)
    await check(desk, customers, shop.now)


async def check(desk: Desk, customers: list[str], now: datetime) -> None:
    statement = "SELECT * FROM promises WHERE conversation_id = ANY($1)"
    rows = [dict(row) for row in await desk.pool.fetch(statement, customers)]
    assert len(rows) > len(customers)
    passed = [row for row in rows if row["due_at"] < now]
    silent = [r for r in passed if r["state"] != "kept" and (r["told_at"] is None or r["told_at"] > r["due_at"])]
    assert [(row["kind"], row["due_at"], row["told_at"], row["state"]) for row in silent] == []
    assert max(row["updates"] for row in rows) == 2
    assert {row["state"] for row in rows if row["kind"] == "refund"} == {"kept", "updated"}
    assert await desk.pool.fetch(TWICE, customers) == []
