"""A day with a morning peak, a thin desk at noon and an outage, through the real program under simulated time: the
ledger counts what the customers would count, and no promise passes its time in silence.

Smaller than the day of `python -m scripts.bench.day`, which has 300 customers.
"""

import pytest

from bot.service import Servers
from bot.settings import Settings
from bot.training import ensure_model
from scripts.bench.day.whole import WholeDay, whole_day

CUSTOMERS, SEED = 120, 1


@pytest.fixture(scope="module")
async def day(database_url: str, redis_url: str) -> WholeDay:
    model = ensure_model(Settings.from_env().var)
    return await whole_day(Servers(database_url, redis_url), model, CUSTOMERS, SEED)


async def test_everybody_who_asked_got_a_person_or_took_it_back(day: WholeDay) -> None:
    lived = day.lived
    assert (lived.wrong, lived.not_handed_over) == ([], [])
    assert lived.asked == lived.answered + lived.withdrawn >= CUSTOMERS


async def test_the_ledger_knows_every_time_that_was_named_and_judges_it_as_the_customer_would(day: WholeDay) -> None:
    assert not day.differences(), "\n".join(day.differences())


async def test_the_kept_share_of_the_ledger_is_that_of_the_outside_recount(day: WholeDay) -> None:
    assert day.own() == day.outside()
    assert day.own_first() == day.outside_first()


async def test_the_day_is_a_hard_one(day: WholeDay) -> None:
    """Some times were replaced, some passed in the outage, some people left: what is shown is not shown of nothing."""
    assert day.outside()["updated"] >= 5
    assert day.outside()["withdrawn"] >= 5
    assert day.swallowed()


async def test_no_promise_passes_its_time_in_silence(day: WholeDay) -> None:
    assert not day.silences(), "\n".join(day.silences())


async def test_after_the_outage_nobody_gets_a_burst_of_lines(day: WholeDay) -> None:
    assert not day.bursts(), "\n".join(day.bursts())


async def test_every_line_was_shown_once_and_in_the_order_of_the_record(day: WholeDay) -> None:
    assert day.not_as_recorded() == []
