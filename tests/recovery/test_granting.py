import asyncio
import random
import signal
import sys
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from actions.shop.interface import ShopUnavailable
from bot.recovery.granting import Carried, finish_all, grant_once
from bot.recovery.grants import Grant, Grants, OverLimit
from bot.settings import ROOT
from bot.vocabulary import GrantState
from tests.recovery.books import balanced
from tests.recovery.carrier import SHOP
from tests.recovery.wanting import catalogue, own_month, wanted

PROCESSES = 6  # at once; each imports for a second
LATER = timedelta(minutes=2)


class Shop:
    """Answers under the key it was asked with; `down` as long as it says so."""

    def __init__(self, *, down: bool = False, refuses: bool = False) -> None:
        self.down, self.refuses = down, refuses
        self.did: dict[str, int] = {}

    async def __call__(self, grant: Grant) -> Carried:
        if self.down:
            raise ShopUnavailable("down")
        if self.refuses:
            return Carried(GrantState.REFUSED)
        self.did[grant.id] = self.did.get(grant.id, 0) + 1
        return Carried(GrantState.DONE, f"VC-{len(self.did)}", date(2026, 12, 1))


async def test_a_wish_is_booked_carried_out_and_settled(pool: asyncpg.Pool) -> None:
    at, grants, shop, wish = own_month(2101), Grants(pool, catalogue()), Shop(), wanted()
    granted = [await grant_once(grants, wish, shop, at) for _ in range(2)]
    assert granted[0] == granted[1]
    assert (granted[0].state, granted[0].reference) == (GrantState.DONE, "VC-1")
    assert shop.did == {wish.key: 1}, "the shop is not asked again for what it has done"


async def test_what_is_over_a_limit_never_reaches_the_shop(pool: asyncpg.Pool) -> None:
    shop = Shop()
    with pytest.raises(OverLimit):
        await grant_once(Grants(pool, catalogue(budget="10")), wanted("20.00"), shop, own_month(2102))
    assert shop.did == {}


async def test_what_the_shop_refuses_costs_nothing(pool: asyncpg.Pool) -> None:
    at, mine = own_month(2103), catalogue()
    grant = await grant_once(Grants(pool, mine), wanted(), Shop(refuses=True), at)
    assert grant.state is GrantState.REFUSED
    assert await balanced(pool, mine, at) == []


async def test_a_shop_that_was_down_is_asked_again_by_the_clock(pool: asyncpg.Pool) -> None:
    at, mine, shop, wish = own_month(2104), catalogue(), Shop(down=True), wanted()
    grants = Grants(pool, mine)
    with pytest.raises(ShopUnavailable):
        await grant_once(grants, wish, shop, at)
    later = datetime.now(UTC) + LATER
    assert await finish_all(grants, shop, later) == 0
    shop.down = False
    assert await finish_all(grants, shop, datetime.now(UTC)) == 0, "somebody may still be at it"
    assert await finish_all(grants, shop, later) >= 1
    assert shop.did[wish.key] == 1
    assert (await balanced(pool, mine, at))[0]["state"] == GrantState.DONE


async def test_another_choice_for_the_order_hears_of_the_first(pool: asyncpg.Pool) -> None:
    at, grants, shop = own_month(2105), Grants(pool, catalogue()), Shop()
    first = await grant_once(grants, wanted("20.00", order="FL-9"), shop, at)
    second = await grant_once(grants, wanted("30.00", order="FL-9"), shop, at)
    assert second == first
    assert len(shop.did) == 1


async def carrier(url: str, year: int, die_at: str, key: str, cost: str = "20.00", customer: str = "") -> int:
    """A real process; its return code: 0, or -9 when it was killed."""
    arguments = ("-m", "tests.recovery.carrier", url, str(year), die_at, key, cost, customer or key)
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
    return await process.wait()


@pytest.fixture
async def shop_table(pool: asyncpg.Pool) -> None:
    await pool.execute(SHOP)


@pytest.mark.parametrize(
    ("year", "die_at", "left_behind"),
    [(2106, "booking", None), (2107, "booked", "booked"), (2108, "carried", "booked"), (2109, "settled", "done")],
)
async def test_killed_between_any_two_steps_and_done_again(
    pool: asyncpg.Pool, database_url: str, shop_table: None, year: int, die_at: str, left_behind: str | None
) -> None:
    at, mine, key = own_month(year), catalogue(), uuid4().hex
    assert await carrier(database_url, year, die_at, key) == -signal.SIGKILL
    left = await balanced(pool, mine, at)
    assert [grant["state"] for grant in left] == ([left_behind] if left_behind else [])
    assert await carrier(database_url, year, "never", key) == 0
    assert [(grant["id"], grant["state"]) for grant in await balanced(pool, mine, at)] == [(key, "done")]
    assert await pool.fetchval("SELECT count(*) FROM test_shop WHERE key = $1", key) == 1


async def test_processes_killed_at_random_never_pass_the_budget(
    pool: asyncpg.Pool, database_url: str, shop_table: None
) -> None:
    """Whoever was killed comes back with the same wish; the budget holds 1000, so not all of them get theirs."""
    at, mine, dice = own_month(2110), catalogue(case="400", customer="400"), random.Random(20261122)
    wishes = [(uuid4().hex, f"{dice.randint(150, 390)}.00") for _ in range(PROCESSES)]

    async def customer(key: str, cost: str) -> None:
        for die_at in (dice.choice(("booking", "booked", "carried", "settled")), "never"):
            await carrier(database_url, 2110, die_at, key, cost)

    await asyncio.gather(*(customer(*wish) for wish in wishes))
    granted = await balanced(pool, mine, at)
    assert all(grant["state"] == "done" for grant in granted)
    sold = await pool.fetch("SELECT key FROM test_shop WHERE key = ANY($1)", [key for key, _ in wishes])
    assert {row["key"] for row in sold} == {grant["id"] for grant in granted}
