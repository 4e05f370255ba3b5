"""What the shop was to do by a day is settled by what the shop's own record shows."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import asyncpg
import pytest

from actions.saying import SHOP_ZONE
from actions.shop.interface import Order, ShopUnavailable
from actions.shop.scenes import cancelled, days, delivered, repaid, shipped
from bot.promises.in_the_shop import Found, refunded
from bot.promises.in_the_shop import delivered as is_delivered
from bot.promises.shop_check import ShopCheck
from bot.vocabulary import PromiseKind
from tests.actions.stage import TODAY, an_order

NOON = datetime.combine(TODAY, time(12), SHOP_ZONE)
MADE = """
INSERT INTO promises (id, conversation_id, text, due_at, made_by, kind, about, checked_at)
VALUES ($1, $1, 'by then', $2, 'bot', $3, $4, $5)
"""


class Shelf:
    """A shop of one order; `down` it does not answer."""

    def __init__(self, order: Order | None, down: bool = False) -> None:
        self.order, self.down, self.asked = order, down, 0

    async def find_order(self, number: str, email: str) -> Order | None:
        self.asked += 1
        if self.down:
            raise ShopUnavailable
        return self.order if self.order and number == self.order.number else None


def an_end(day: date) -> datetime:
    return datetime.combine(day, time.max, SHOP_ZONE)


async def look(
    pool: asyncpg.Pool, shop: Shelf, due: date, now: datetime = NOON, kind: str = PromiseKind.DELIVERY
) -> dict[str, Any]:
    """The promise's row after one look at a promise that was made long ago."""
    promise_id = uuid.uuid4().hex
    await pool.execute("INSERT INTO conversations (id, channel) VALUES ($1, 'web')", promise_id)
    about = {"order_number": shop.order.number if shop.order else "FL-1", "email": "iga@example.com"}
    await pool.execute(MADE, promise_id, an_end(due), kind, about, datetime(2020, 1, 1, tzinfo=UTC))
    await ShopCheck(pool, shop, SHOP_ZONE)(now)  # type: ignore[arg-type]  # only what is asked of a shop
    row = await pool.fetchrow("SELECT * FROM promises WHERE id = $1", promise_id)
    await pool.execute("DELETE FROM conversations WHERE id = $1", promise_id)
    assert row is not None
    return dict(row)


def on_its_way(estimated_on: date | None = None) -> Order:
    return shipped(an_order(on=4, promised=0), TODAY - days(2), TODAY - days(1), estimated_on)


@pytest.mark.parametrize(
    ("on", "due", "state"),
    [(TODAY, TODAY, "kept"), (TODAY - days(1), TODAY, "kept"), (TODAY, TODAY - days(1), "broken")],
)
async def test_a_delivery_keeps_it_on_the_day(pool: asyncpg.Pool, on: date, due: date, state: str) -> None:
    row = await look(pool, Shelf(delivered(on_its_way(), on)), due)
    assert (row["state"], row["owed"], row["evidence"]) == (state, False, f"delivery on {on.isoformat()}")


async def test_what_is_not_there_yet_stays_open_with_the_day_the_shop_expects(pool: asyncpg.Pool) -> None:
    row = await look(pool, Shelf(on_its_way(TODAY + days(2))), TODAY)
    assert (row["state"], row["owed"], row["expected_on"]) == ("open", True, TODAY + days(2))


async def test_after_the_day_it_is_broken_and_still_owed(pool: asyncpg.Pool) -> None:
    row = await look(pool, Shelf(on_its_way()), TODAY - days(1))
    assert (row["state"], row["owed"]) == ("broken", True)


async def test_a_cancelled_order_owes_no_delivery(pool: asyncpg.Pool) -> None:
    row = await look(pool, Shelf(cancelled(an_order(), TODAY, None)), TODAY)
    assert (row["state"], row["owed"]) == ("updated", False)


@pytest.mark.parametrize(("paid_on", "state"), [(TODAY, "kept"), (None, "open")])
async def test_a_refund_is_kept_when_it_is_booked(pool: asyncpg.Pool, paid_on: date | None, state: str) -> None:
    order = repaid(an_order(), TODAY - days(1), TODAY, paid_on)
    assert (await look(pool, Shelf(order), TODAY, kind=PromiseKind.REFUND))["state"] == state


async def test_a_shop_that_does_not_answer_breaks_nothing(pool: asyncpg.Pool) -> None:
    row = await look(pool, Shelf(on_its_way(), down=True), TODAY - days(1))
    assert (row["state"], row["owed"]) == ("open", True)


async def test_an_order_that_is_not_there_proves_nothing(pool: asyncpg.Pool) -> None:
    assert (await look(pool, Shelf(None), TODAY))["state"] == "open"
    assert (await look(pool, Shelf(None), TODAY - days(1)))["state"] == "broken"


def test_a_refund_that_is_late_already_names_no_day() -> None:
    assert refunded(repaid(an_order(), TODAY - days(9), TODAY - days(1), None), NOON) == Found()
    assert refunded(an_order(), NOON) == Found()


def test_one_of_two_parcels_is_not_the_delivery() -> None:
    order = delivered(on_its_way(), TODAY)
    other = replace(on_its_way().parcels[0], tracking_number="X2")
    assert is_delivered(replace(order, parcels=(*order.parcels, other)), NOON + timedelta(0)).done_on is None
