"""Who is asked whether the solution worked, when, and how often: once."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.conversation.messages import Outgoing
from bot.promises.settled import Settled, plan
from bot.vocabulary import Cause
from tests.promises.settled_before import AFTER, RULES, Shop, noon

HOUR = timedelta(hours=1)


@pytest.fixture
async def shop(pool: asyncpg.Pool) -> Shop:
    """No question is left to ask from other tests."""
    await pool.execute("DELETE FROM follow_ups")
    return Shop(pool)


async def test_after_some_days_the_customer_is_asked(shop: Shop) -> None:
    whose = await shop.settled()
    await shop.follow_ups(noon(2))
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(4))
    [text] = await shop.told(whose)
    assert text.startswith("A few days ago a problem of yours was settled here. Did the solution work for you?")
    [line] = await shop.desk.lines(whose)
    assert [button["payload"] for button in line["buttons"]] == ["/affirm", "/deny"]


async def test_after_a_promised_day_it_is_asked_when_that_has_passed(shop: Shop) -> None:
    whose = await shop.settled(promised_at=noon(6))
    await shop.follow_ups(noon(4))
    await shop.follow_ups(noon(6) + HOUR)
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(6) + 3 * HOUR)
    assert (await shop.told(whose))[0].startswith("The time you were given for your problem has passed")


@pytest.mark.parametrize(
    ("language", "start"), [("pl", "Kilka dni temu"), ("cs", "Před pár dny"), ("ru", "Несколько дней назад")]
)
async def test_in_the_customers_language(shop: Shop, language: str, start: str) -> None:
    whose = await shop.settled(language=language)
    await shop.follow_ups(noon(4))
    assert (await shop.told(whose))[0].startswith(start)


async def test_it_is_asked_once(shop: Shop) -> None:
    whose = await shop.settled()
    for hours in range(0, 48, 6):
        await shop.follow_ups(noon(4) + hours * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_two_leaders_at_the_same_moment_ask_once(shop: Shop) -> None:
    all_of_them = [await shop.settled() for _ in range(5)]
    other = Shop(shop.pool)
    await asyncio.gather(*(which.follow_ups(noon(4)) for which in (shop, other, shop, other)))
    assert [len(await shop.told(whose)) for whose in all_of_them] == [1] * 5


async def test_the_clock_jumps_an_hour_forth_and_back(shop: Shop) -> None:
    """Just before it is due, so that the jump makes it due."""
    whose = await shop.settled(promised_at=noon(6) - RULES.after_promise + HOUR / 2)
    for jump in (0, 1, 0, -1, 0, 1, 0):
        await shop.follow_ups(noon(6) + jump * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_nobody_is_asked_at_night(shop: Shop) -> None:
    whose, night = await shop.settled(), noon(4).replace(hour=1)
    await shop.follow_ups(night)
    await shop.follow_ups(night + 5 * HOUR)
    assert await shop.told(whose) == []
    await shop.follow_ups(night + 8 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_night_is_where_the_customer_is(shop: Shop) -> None:
    whose = await shop.settled()
    zone = {"zone": "Pacific/Auckland"}
    await shop.pool.execute("UPDATE conversations SET customer = $2 WHERE id = $1", whose, zone)
    await shop.follow_ups(noon(4))  # after midnight there
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(4) + 12 * HOUR)
    assert len(await shop.told(whose)) == 1


@pytest.mark.parametrize("owner", ["human", "waiting", "callback"])
async def test_never_while_a_person_has_the_conversation(shop: Shop, owner: str) -> None:
    whose = await shop.settled()
    await shop.pool.execute("UPDATE conversations SET owner = $2 WHERE id = $1", whose, owner)
    await shop.follow_ups(noon(4))
    assert await shop.told(whose) == []
    await shop.pool.execute("UPDATE conversations SET owner = 'bot' WHERE id = $1", whose)
    await shop.follow_ups(noon(4) + 2 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_no_chat_is_interrupted(shop: Shop) -> None:
    whose = await shop.settled()
    await shop.wrote(whose, "check_payment_methods", ago=HOUR / 2, until=noon(4))
    await shop.follow_ups(noon(4))
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(4) + HOUR)
    assert len(await shop.told(whose)) == 1


@pytest.mark.parametrize("intent", ["late_delivery", "missing_parcel", "track_order", "complaint"])
async def test_who_has_come_back_with_it_is_not_asked(shop: Shop, intent: str) -> None:
    whose = await shop.settled("late_delivery")
    await shop.wrote(whose, intent)
    await shop.follow_ups(noon(4))
    assert (await shop.told(whose), (await shop.row(whose))["state"]) == ([], "dropped")


async def test_what_was_written_before_does_not_count(shop: Shop) -> None:
    whose = await shop.settled("late_delivery")
    await shop.wrote(whose, "late_delivery")
    await shop.pool.execute("UPDATE follow_ups SET settled_seq = 1 WHERE conversation_id = $1", whose)
    await shop.follow_ups(noon(4))
    assert len(await shop.told(whose)) == 1


async def test_a_later_promise_is_waited_for(shop: Shop) -> None:
    whose = await shop.settled()
    await shop.pool.execute(
        "INSERT INTO promises (id, conversation_id, text, due_at, made_by) VALUES ($1, $1, 'x', $2, 'ola')",
        whose,
        noon(8),
    )
    await shop.follow_ups(noon(4))
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(8) + 3 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_days_late_after_an_outage_it_owns_up_to_that(shop: Shop) -> None:
    whose = await shop.settled()
    await shop.follow_ups(noon(8))
    assert (await shop.told(whose))[0].startswith("This question should have reached you some days ago")


async def test_weeks_late_it_is_not_asked_any_more(shop: Shop) -> None:
    whose = await shop.settled()
    await shop.follow_ups(noon(30))
    assert (await shop.told(whose), (await shop.row(whose))["reason"]) == ([], "it was too late to ask")


async def test_what_piled_up_goes_out_bit_by_bit(shop: Shop) -> None:
    all_of_them = [await shop.settled() for _ in range(30)]
    await shop.follow_ups(noon(4))
    assert sum([len(await shop.told(whose)) for whose in all_of_them]) == 20
    await shop.follow_ups(noon(4))
    assert [len(await shop.told(whose)) for whose in all_of_them] == [1] * 30


async def test_a_case_that_a_person_closed_is_asked_after(shop: Shop) -> None:
    whose = await shop.desk.waiting()
    await shop.desk.handoffs.claim(whose, "ola")
    await shop.desk.handoffs.close(whose, "ola", "a new lamp is on its way", Cause.SUPPLIER)
    first = await shop.row(whose)
    assert (first["state"], first["handoff_id"], first["due_at"]) == ("planned", whose, None)
    await shop.follow_ups(noon(1))
    due = (await shop.row(whose))["due_at"]
    assert due == first["settled_at"] + AFTER


async def test_what_a_person_promised_is_waited_for(shop: Shop) -> None:
    whose, by = await shop.desk.waiting(), noon(5)
    await shop.desk.handoffs.claim(whose, "ola")
    await shop.pool.execute(
        "INSERT INTO promises (id, conversation_id, text, due_at, made_by) VALUES ($1, $1, 'x', $2, 'ola')", whose, by
    )
    await shop.desk.handoffs.close(whose, "ola", "refund", Cause.PROCESS)
    assert (await shop.row(whose))["promised_at"] == by


@pytest.mark.parametrize("step", ["give_back", "withdraw"])
async def test_what_was_not_settled_is_not_asked_after(shop: Shop, step: str) -> None:
    whose = await shop.desk.waiting()
    if step == "give_back":
        await shop.desk.handoffs.claim(whose, "ola")
        await shop.desk.handoffs.give_back(whose, "ola")
    else:
        async with shop.pool.acquire() as connection, connection.transaction():
            await shop.desk.handoffs.withdraw(connection, whose)
    assert await shop.pool.fetchval("SELECT count(*) FROM follow_ups WHERE conversation_id = $1", whose) == 0


async def test_the_same_matter_in_another_conversation_is_asked_after_there(shop: Shop) -> None:
    before = await shop.settled(customer="anna@example.com")
    other_matter = await shop.settled("damaged_item", customer="anna@example.com")
    now = await shop.settled(customer="anna@example.com")
    await shop.follow_ups(noon(4))
    assert [len(await shop.told(whose)) for whose in (before, other_matter, now)] == [0, 1, 1]


async def test_the_moment_is_reckoned_from_when_it_was_settled(shop: Shop) -> None:
    whose = await shop.settled(promised_at=datetime.now(UTC) - timedelta(days=9))
    await shop.follow_ups(noon(1))
    assert abs((await shop.row(whose))["due_at"] - datetime.now(UTC) - RULES.after_promise) < timedelta(minutes=1)


async def test_a_newer_solution_is_the_one_that_is_asked_after(shop: Shop) -> None:
    whose = await shop.settled("damaged_item")
    await shop.follow_ups(noon(1))
    async with shop.pool.acquire() as connection:
        await plan(connection, Settled(whose, "damaged_item", noon(9)))
    await shop.follow_ups(noon(4))
    assert await shop.told(whose) == []
    await shop.follow_ups(noon(9) + 3 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_whom_it_fails_for_holds_up_nobody(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    strange, others = await shop.settled(), [await shop.settled() for _ in range(2)]
    line = shop.follow_ups._line

    async def broken(row: asyncpg.Record, now: datetime) -> Outgoing:
        if row["conversation_id"] == strange:
            raise ValueError("no words for them")
        return await line(row, now)

    monkeypatch.setattr(shop.follow_ups, "_line", broken)
    await shop.follow_ups(noon(4))
    assert [len(await shop.told(whose)) for whose in (strange, *others)] == [0, 1, 1]
    monkeypatch.undo()
    await shop.follow_ups(noon(4) + HOUR / 2)
    assert await shop.told(strange) == []
    await shop.follow_ups(noon(4) + RULES.look_again)
    assert len(await shop.told(strange)) == 1
