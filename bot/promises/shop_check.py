"""Asks the shop whether what it was to do by a day has been done: now and then, closely at the end, once after it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from actions.shop.interface import Order, Shop, ShopUnavailable
from bot.promises.in_the_shop import EVIDENCE, HAPPENED, Found
from bot.promises.ledger import OWN_WORD

SELDOM = timedelta(hours=6)  # orders move a few times a day
OFTEN = timedelta(minutes=30)  # on the last evening
LAST = timedelta(hours=4)  # before the moment: late enough to know, early enough to say so ...
LEAD = "least($4::interval, (due_at - created_at) / 4)"  # ... or the last quarter of a promise shorter than that
GIVEN_UP = timedelta(days=60)  # after the moment; a person has long taken over
BATCH, AT_ONCE = 500, 6  # rows a round, and questions to the shop at the same time
BUDGET_S = 6.0  # of one look: stated waits, which come after it, are replaced half a minute ahead
DUE = f"""
SELECT id, kind, about, due_at, state FROM promises p
WHERE owed AND ((kind IN ('refund', 'delivery') AND about IS NOT NULL) OR ({OWN_WORD}))
    AND due_at > $1::timestamptz - $2::interval
    AND (checked_at < $1 - $3::interval
        OR (due_at < $1 + {LEAD} AND (checked_at < due_at - {LEAD} OR checked_at < $1 - $5::interval))
        OR (due_at < $1 AND state = 'open' AND checked_at <= due_at))
ORDER BY due_at LIMIT $6
"""
SETTLE = """
UPDATE promises p SET checked_at = $2, expected_on = f.expected_on, owed = p.owed AND f.owed,
    state = CASE WHEN p.state = 'open' THEN f.state ELSE p.state END,
    evidence = coalesce(f.evidence, p.evidence),
    settled_at = CASE WHEN p.settled_at IS NULL AND f.state <> 'open' THEN $2 ELSE p.settled_at END
FROM jsonb_to_recordset($1) AS f(id text, state text, owed boolean, evidence text, expected_on date)
WHERE p.id = f.id AND p.owed
"""
Row = dict[str, Any]


class ShopCheck:
    """Called by the clock's leader. Where the shop does not answer nothing is settled: not known is not broken."""

    def __init__(self, pool: asyncpg.Pool, shop: Shop, zone: ZoneInfo) -> None:
        self._pool = pool
        self._shop = shop
        self._zone = zone

    async def __call__(self, now: datetime) -> None:
        ends = time.monotonic() + BUDGET_S
        while time.monotonic() < ends:
            rows = await self._pool.fetch(DUE, now, GIVEN_UP, SELDOM, LAST, OFTEN, BATCH)
            found = await self._ask_all([dict(row) for row in rows], now)
            await self._pool.execute(SETTLE, found, now)
            if len(rows) < BATCH or len(found) < len(rows):
                return

    async def _ask_all(self, rows: list[Row], now: datetime) -> list[Row]:
        """Without those the shop had no answer to: they come again with the next look."""
        turn, down = asyncio.Semaphore(AT_ONCE), asyncio.Event()
        answers = await asyncio.gather(*(self._ask(row, now, turn, down) for row in rows))
        return [answer for answer in answers if answer is not None]

    async def _ask(self, row: Row, now: datetime, turn: asyncio.Semaphore, down: asyncio.Event) -> Row | None:
        """A shop that is down is not asked again in this round."""
        async with turn:
            if down.is_set():
                return None
            try:
                order = await self._shop.find_order(row["about"]["order_number"], row["about"]["email"])
            except ShopUnavailable:
                down.set()
                return None
        return verdict(row, order, now, self._zone)


def verdict(row: Row, order: Order | None, now: datetime, zone: ZoneInfo) -> Row:
    """The promise after a look at its order. An order that is not there any more proves nothing."""
    found = EVIDENCE[row["kind"]](order, now.astimezone(zone)) if order else Found()
    day = row["due_at"].astimezone(zone).date()
    expected = found.expected_on.isoformat() if found.expected_on else None
    judged = {"id": row["id"], "state": "open", "owed": True, "evidence": None, "expected_on": expected}
    if found.done_on:
        state = "kept" if found.done_on <= day else "broken"
        return judged | {
            "state": state,
            "owed": False,
            "evidence": f"{HAPPENED[row['kind']]} on {found.done_on.isoformat()}",
        }
    if found.ended:
        return judged | {"state": "updated", "owed": False, "evidence": found.ended}
    if row["state"] == "open" and row["due_at"] < now.astimezone(UTC):
        return judged | {"state": "broken", "evidence": "its time passed without it"}
    return judged
