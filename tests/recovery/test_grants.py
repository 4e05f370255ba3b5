import asyncio
import random
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from bot.recovery.grants import Grants, OverLimit, customer_key
from bot.store import postgres
from bot.store.postgres import OUTAGE
from bot.vocabulary import GrantState
from tests.recovery.books import balanced, spent
from tests.recovery.wanting import catalogue, own_month, wanted

CUSTOMERS = 50
WORKERS = 3
KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'worker' AND state <> 'idle' LIMIT 1
"""


@pytest.fixture
async def workers(database_url: str) -> AsyncIterator[list[asyncpg.Pool]]:
    """Several processes of Firstline, as the record sees them."""
    named = f"{database_url}{'&' if '?' in database_url else '?'}application_name=worker"
    pools = [await postgres.connect(named, connections=8) for _ in range(WORKERS)]
    yield pools
    for pool in pools:
        await pool.close()


async def test_a_grant_is_booked_against_customer_month_and_budget(pool: asyncpg.Pool) -> None:
    at, grants = own_month(2001), Grants(pool, catalogue())
    grant = await grants.book(wanted("20.00"), at)
    assert (grant.state, grant.cost, grant.month) == (GrantState.BOOKED, Decimal("20.00"), date(2001, 3, 1))
    assert [row["id"] for row in await balanced(pool, catalogue(), at)] == [grant.id]


async def test_the_same_wish_is_one_grant_however_often_it_comes(pool: asyncpg.Pool) -> None:
    at, grants, wish = own_month(2002), Grants(pool, catalogue()), wanted()
    booked = await asyncio.gather(*(grants.book(wish, at) for _ in range(10)))
    assert len(set(booked)) == 1
    assert await spent(pool, date(2002, 3, 1)) == Decimal("20.00")


async def test_two_choices_for_one_order_are_one_grant(pool: asyncpg.Pool) -> None:
    at, grants = own_month(2003), Grants(pool, catalogue())
    first = await grants.book(wanted("20.00", order="FL-1"), at)
    second = await grants.book(wanted("30.00", order="FL-1"), at)
    assert second == first
    assert len(await balanced(pool, catalogue(), at)) == 1


@pytest.mark.parametrize(
    ("year", "limits", "broken"),
    [
        (2004, {"case": "10"}, "per_case"),
        (2005, {"customer": "30"}, "customer"),
        (2006, {"grants": 1}, "customer"),
        (2007, {"budget": "30"}, "budget"),
        (2008, {"grants": 0}, "customer"),
        (2009, {"budget": "10"}, "budget"),
    ],
)
async def test_over_a_limit_nothing_at_all_is_booked(
    pool: asyncpg.Pool, year: int, limits: dict[str, str], broken: str
) -> None:
    at, mine = own_month(year), catalogue(**limits)
    grants, granted = Grants(pool, mine), 0
    with pytest.raises(OverLimit) as over:
        for _ in range(2):
            await grants.book(wanted("20.00", customer="iga@example.com"), at)
            granted += 1
    assert over.value.limit == broken
    assert len(await balanced(pool, mine, at)) == granted


async def test_a_new_month_is_a_new_budget(pool: asyncpg.Pool) -> None:
    at, grants = own_month(2010), Grants(pool, catalogue(budget="20", grants=1))
    await grants.book(wanted(customer="iga@example.com"), at)
    await grants.book(wanted(customer="iga@example.com"), at + timedelta(days=31))
    with pytest.raises(OverLimit):
        await grants.book(wanted(), at)


async def test_what_the_shop_refused_gives_its_money_back_and_leaves_the_order_free(pool: asyncpg.Pool) -> None:
    at, mine, wish = own_month(2011), catalogue(budget="20"), wanted("20.00", order="FL-2")
    grants = Grants(pool, mine)
    await grants.book(wish, at)
    settled = [await grants.settle(wish.key, GrantState.REFUSED, None, None) for _ in range(2)]
    assert [grant.state for grant in settled] == [GrantState.REFUSED] * 2
    assert await balanced(pool, mine, at) == []
    assert (await grants.book(wish, at)).state is GrantState.REFUSED, "the same wish hears the same"
    assert (await grants.book(wanted("20.00", order="FL-2"), at)).state is GrantState.BOOKED
    await balanced(pool, mine, at)


async def test_the_first_answer_of_the_shop_counts(pool: asyncpg.Pool) -> None:
    at, grants, wish = own_month(2012), Grants(pool, catalogue()), wanted()
    await grants.book(wish, at)
    await grants.settle(wish.key, GrantState.DONE, "VC-1", date(2012, 3, 20))
    late = await grants.settle(wish.key, GrantState.REFUSED, None, None)
    assert (late.state, late.reference, late.due_on) == (GrantState.DONE, "VC-1", date(2012, 3, 20))
    assert len(await balanced(pool, catalogue(), at)) == 1


async def test_what_a_customer_had_before_is_known_before_something_is_offered(pool: asyncpg.Pool) -> None:
    at, grants = own_month(2013), Grants(pool, catalogue(budget="100"))
    await grants.book(wanted("20.00", customer="ola@example.com", order="FL-3"), at)
    standing = await grants.standing(customer_key(" OLA@example.com"), "a new case", "FL-4", at)
    assert (standing.history.granted, standing.history.grants, standing.budget_left) == (20, 1, 80)
    assert not standing.history.same_order
    again = await grants.standing(customer_key("ola@example.com"), "a new case", "FL-3", at)
    assert again.history.same_order


async def test_fifty_customers_at_once_never_pass_a_limit(workers: list[asyncpg.Pool]) -> None:
    """Each presses several times, for several orders, in several windows, for what they can get."""
    at, mine = own_month(2014), catalogue(budget="500", customer="60", case="45", grants=3)
    dice = random.Random(20261122)
    desks = [Grants(pool, mine) for pool in workers]

    async def customer(name: str) -> int:
        granted = 0
        for number in range(4):
            wish = wanted(f"{dice.randint(1, 5000) / 100:.2f}", customer=name, order=f"{name}-{number % 3}")
            for result in await asyncio.gather(
                *(dice.choice(desks).book(wish, at) for _ in range(3)), return_exceptions=True
            ):
                assert isinstance(result, OverLimit) or result.order_number == wish.order_number
                granted += not isinstance(result, OverLimit)
        return granted

    heard = await asyncio.gather(*(customer(f"customer {n}") for n in range(CUSTOMERS)))
    grants = await balanced(workers[0], mine, at)
    assert sum(heard) >= len(grants) > 10
    left = mine.limits.budget_month - await spent(workers[0], date(2014, 3, 1))
    assert left < 45, "the budget was there for the asking"


async def test_connections_that_die_in_the_middle_leave_the_books_balanced(
    pool: asyncpg.Pool, workers: list[asyncpg.Pool]
) -> None:
    """A backend killed at random moments is what the record sees of a worker that was killed with -9."""
    at, mine = own_month(2015), catalogue(budget="400", customer="200", grants=9)
    dice, over, deaths = random.Random(7), asyncio.Event(), 0
    desks = [Grants(worker, mine) for worker in workers]

    async def killer() -> None:
        while not over.is_set():
            await pool.execute(KILL)
            await asyncio.sleep(0.01)

    async def customer(name: str) -> None:
        nonlocal deaths
        wish = wanted(f"{dice.randint(5, 30)}.00", customer=name)
        while True:
            try:
                grant = await dice.choice(desks).book(wish, at)
                await dice.choice(desks).settle(
                    grant.id, dice.choice((GrantState.DONE, GrantState.REFUSED)), None, None
                )
                return
            except OverLimit:
                return
            except OUTAGE:
                deaths += 1
                await asyncio.sleep(0.01)

    task = asyncio.create_task(killer())
    await asyncio.gather(*(customer(f"somebody {n}") for n in range(CUSTOMERS)))
    over.set()
    await task
    assert deaths, "nobody died"
    await balanced(pool, mine, at)
