"""Customers whose problem ended well some days ago, in the real record, with an order in the demo shop."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import asyncpg

from actions.carrying_out import carry_out
from actions.order_action import shop_now
from actions.shop.catalogue import Buyer
from actions.shop.demo import DemoShop
from actions.shop.interface import Address
from actions.shop.people import bought
from actions.shop.scenes import days
from actions.shop.seed import write
from bot.promises.follow_up_rules import load_rules
from bot.recovery.catalogue import Catalogue
from bot.recovery.gesture_rules import GestureRules, load_gestures
from bot.recovery.gestures import Gestures, Till
from bot.recovery.granting import Carried
from bot.recovery.grants import Grant, Grants, customer_key
from bot.settings import ROOT
from tests.handoff.handed_over import OPEN, Desk
from tests.recovery.wanting import catalogue

NUMBERS = count(60000)
ASKING = load_rules(ROOT / "data" / "follow-ups.yml")
RULES = load_gestures(ROOT / "data" / "gestures.yml", catalogue().options)
ANSWERED = RULES.after + timedelta(days=1)
"""How long before the look the customer answered."""
USUAL = {
    "problem": "late_delivery",
    "cause": "process",
    "severity": 1,
    "frustration": 0.1,
    "worked": True,
    "score": 5,
    "answered": ANSWERED,
}
CASE = """
INSERT INTO recovery_cases (id, conversation_id, customer, order_number, problem, cause, severity, frustration, outcome,
    opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'settled', $9)
"""
ANSWER = """
INSERT INTO follow_ups (id, conversation_id, customer, topic, state, settled_at, settled_seq, worked, score,
    asked_at, asked_seq, answered_at) VALUES ($1, $2, $3, $4, 'answered', $5, 0, $6, $7, $8, 1, $8)
"""


class Content:
    """`at`: the moment of the look, in a month that no other test uses."""

    def __init__(self, pool: asyncpg.Pool, at: datetime, mine: Catalogue | None = None, **rules: Any) -> None:
        self.pool, self.at, self.desk = pool, at, Desk(pool)
        self.catalogue = mine or catalogue()
        self.shop = DemoShop(pool, now=shop_now)
        self.grants = Grants(pool, self.catalogue)
        self.asked: list[str] = []
        self.rules: GestureRules = replace(RULES, **rules)
        self.carry_out: Callable[[Grant], Awaitable[Carried]] = carry_out(self.shop, shop_now)

    def gestures(self) -> Gestures:
        """Another worker's clock."""
        till = Till(self.catalogue, self.grants, self.shop.find_order, self._carry_out)
        return Gestures(self.pool, self.rules, ASKING, till, self.desk.announcer)

    async def look(self, at: datetime | None = None) -> None:
        await self.gestures()(at or self.at)

    async def _carry_out(self, grant: Grant) -> Carried:
        self.asked.append(grant.id)
        return await self.carry_out(grant)

    async def order(self, email: str) -> str:
        """Its number."""
        buyer = Buyer(email.lower(), "pl", Address("Iga Wrona", "Polna 1", "90-954", "Łódź", "PL"))
        today = shop_now().date()
        order = bought(f"FL-{next(NUMBERS)}", buyer, 0, on=today - days(9), promised=today - days(5))
        await write(self.pool, [order], today)
        return order.number

    async def ended(self, language: str = "en", email: str = "", **other: Any) -> str:
        """The conversation; its case is `{conversation}:1`. `other`: what differs from USUAL."""
        whose, email, end = uuid4().hex, email or f"{uuid4().hex}@example.com", {**USUAL, **other}
        moment = self.at - end["answered"]
        opened, settled = moment - timedelta(days=4), moment - timedelta(days=3)
        felt = [end[name] for name in ("problem", "cause", "severity", "frustration")]
        order = await self.order(email)
        await self.pool.execute(OPEN, whose, language)
        await self.pool.execute(CASE, f"{whose}:1", whose, customer_key(email), order, *felt, opened)
        answer = (end["problem"], settled, end["worked"], end["score"], moment)
        await self.pool.execute(ANSWER, uuid4().hex, whose, email, *answer)
        return whose

    async def told(self, whose: str) -> list[str]:
        return [line["text"] for line in await self.desk.lines(whose) if line["author"] == "bot"]

    async def row(self, whose: str) -> dict[str, Any]:
        found = await self.pool.fetchrow("SELECT * FROM gestures WHERE conversation_id = $1", whose)
        return dict(found) if found else {}

    async def order_of(self, whose: str) -> str:
        """The number of the order it was about."""
        statement = "SELECT order_number FROM recovery_cases WHERE conversation_id = $1"
        return str(await self.pool.fetchval(statement, whose))

    async def vouchers(self, whose: str) -> list[str]:
        """Codes in the shop's own books."""
        statement = "SELECT reference FROM demo_shop.operations WHERE key = $1 AND kind = 'VO'"
        return [row["reference"] for row in await self.pool.fetch(statement, f"gesture:{whose}:1")]
