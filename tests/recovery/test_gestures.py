"""Who gets something unasked, when, and how often: once, and not again in the period."""

import asyncio
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from actions.shop.interface import ShopUnavailable
from bot.recovery.granting import Carried
from bot.recovery.grants import Grant, Grants, OverLimit, customer_key
from bot.settings import ROOT
from bot.vocabulary import GrantState
from tests.recovery.books import balanced
from tests.recovery.content import ANSWERED, ASKING, RULES, Content
from tests.recovery.wanting import an_offer, catalogue, own_month, wanted

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LOOKS = 50
Making = Callable[..., Content]


@pytest.fixture
async def content(pool: asyncpg.Pool) -> Making:
    """Nobody is left to give something to from other tests."""
    await pool.execute("DELETE FROM gestures")
    await pool.execute("DELETE FROM follow_ups")
    return lambda year, *mine, **rules: Content(pool, own_month(year), *mine, **rules)


async def test_some_days_after_the_answer_the_customer_gets_a_voucher_of_the_shop(content: Making) -> None:
    shop = content(2201)
    whose = await shop.ended(answered=RULES.after - HOUR)
    await shop.look()
    assert (await shop.told(whose), await shop.row(whose)) == ([], {})
    await shop.look(shop.at + 2 * HOUR)
    [text], [code] = await shop.told(whose), await shop.vouchers(whose)
    assert text.endswith(f"So here is a voucher for 20.00\N{NO-BREAK SPACE}PLN: {code}. It comes off your next order.")
    assert (await shop.row(whose))["rule"] == "our_mistake"
    [grant] = await balanced(shop.pool, shop.catalogue, shop.at)
    assert (grant["gesture"], grant["state"], grant["reference"]) == (True, "done", code)


@pytest.mark.parametrize(
    ("language", "start", "amount"),
    [
        ("en", "The problem with your order", "20.00\N{NO-BREAK SPACE}PLN"),
        ("pl", "Kłopot z zamówieniem", "20,00\N{NO-BREAK SPACE}zł"),
        ("cs", "Potíže s objednávkou", "20,00\N{NO-BREAK SPACE}PLN"),
        ("ru", "Неполадки с заказом", "20,00\N{NO-BREAK SPACE}PLN"),
    ],
)
async def test_in_the_customers_language(content: Making, language: str, start: str, amount: str) -> None:
    shop = content(2202)
    whose = await shop.ended(language)
    await shop.look()
    [text], [code] = await shop.told(whose), await shop.vouchers(whose)
    assert text.startswith(start) and amount in text and code in text and "{" not in text


@pytest.mark.parametrize(
    "ended",
    [
        {"cause": "supplier"},
        {"severity": 3},
        {"score": 3},
        {"worked": False, "score": 1},
        {"worked": None, "score": None},
        {"answered": RULES.drop_after + HOUR},
        {"email": "somebody"},
    ],
)
async def test_who_is_not_meant_gets_nothing(content: Making, ended: dict[str, Any]) -> None:
    shop = content(2203)
    whose = await shop.ended(**ended)
    await shop.look()
    assert (await shop.told(whose), shop.asked, await balanced(shop.pool, shop.catalogue, shop.at)) == ([], [], [])


OPT_OUT = "INSERT INTO follow_up_opt_outs (customer, conversation_id) VALUES ($1, $1)"
AGAIN = """
INSERT INTO recovery_cases (id, conversation_id, problem, customer, opened_at)
SELECT id || ' again', conversation_id, problem, customer, opened_at + interval '5 days' FROM recovery_cases
WHERE conversation_id = $1
"""
SETTLED_AGAIN = """
INSERT INTO follow_ups (id, conversation_id, customer, settled_at, settled_seq)
SELECT id || ' again', conversation_id, customer, settled_at + interval '1 day', 0 FROM follow_ups
WHERE conversation_id = $1
"""
NO_ORDER = "UPDATE recovery_cases SET order_number = NULL WHERE conversation_id = $1"
ANOTHERS = "UPDATE follow_ups SET customer = 'anna@example.com' WHERE conversation_id = $1"


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        (OPT_OUT, "the customer wishes no such messages"),
        (AGAIN, "the customer has had a problem since"),
        (SETTLED_AGAIN, "the customer has had a problem since"),
        (NO_ORDER, "nobody knows which order it was about"),
        (ANOTHERS, "the order gives no small_voucher"),
    ],
)
async def test_what_speaks_against_it_is_noted(content: Making, happened: str, reason: str) -> None:
    shop = content(2204)
    whose = await shop.ended()
    await shop.pool.execute(happened, whose)
    for day in range(3):
        await shop.look(shop.at + day * DAY)
    assert (await shop.told(whose), shop.asked, (await shop.row(whose))["reason"]) == ([], [], reason)


async def test_the_order_of_a_case_that_a_person_settled_is_in_the_hand_over(content: Making) -> None:
    shop = content(2205)
    whose, handoff = await shop.ended(), await shop.desk.waiting()
    number = await shop.pool.fetchval("SELECT order_number FROM recovery_cases WHERE conversation_id = $1", whose)
    facts = {"summary": {"facts": [{"name": "order_number", "value": number, "source": "shop"}]}}
    await shop.pool.execute("UPDATE handoffs SET contract = contract || $2 WHERE id = $1", handoff, facts)
    await shop.pool.execute("UPDATE follow_ups SET handoff_id = $2 WHERE conversation_id = $1", whose, handoff)
    await shop.pool.execute(NO_ORDER, whose)
    await shop.look()
    assert len(await shop.told(whose)) == 1


@pytest.mark.parametrize("owner", ["human", "waiting", "callback"])
async def test_not_while_a_person_has_the_customer_in_any_conversation(content: Making, owner: str) -> None:
    shop, email = content(2206), f"{owner}@example.com"
    whose = await shop.ended(email=email, answered=ANSWERED - HOUR)
    elsewhere = await shop.ended(email=email, answered=ANSWERED + 9 * DAY, worked=False)
    for busy in (whose, elsewhere):
        await shop.pool.execute("UPDATE conversations SET owner = $2 WHERE id = $1", busy, owner)
        await shop.look()
        assert (await shop.told(whose), shop.asked) == ([], [])
        await shop.pool.execute("UPDATE conversations SET owner = 'bot' WHERE id = $1", busy)
        await shop.pool.execute("UPDATE gestures SET look_at = $1", shop.at)
    await shop.look(shop.at + 2 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_not_at_night_nor_into_a_chat_nor_before_a_promise_has_passed(content: Making) -> None:
    shop = content(2207)
    whose, night = await shop.ended(), shop.at.replace(hour=1)
    await shop.look(night)
    promise = "INSERT INTO promises (id, conversation_id, text, due_at, made_by) VALUES ($1, $1, 'x', $2, 'ola')"
    await shop.pool.execute(promise, whose, shop.at)
    await shop.look(night + 8 * HOUR)
    message = """INSERT INTO messages (id, conversation_id, seq, author, text, delivery, at)
        VALUES ($1, $1, 1, 'customer', 'hello', 'handled', $2)"""
    await shop.pool.execute(message, whose, shop.at + 2 * HOUR)
    await shop.pool.execute("UPDATE conversations SET last_seq = 1 WHERE id = $1", whose)
    await shop.look(shop.at + 2 * HOUR)
    assert (await shop.told(whose), shop.asked) == ([], [])
    await shop.look(shop.at + 4 * HOUR)
    assert len(await shop.told(whose)) == 1


async def test_fifty_looks_at_once_give_each_customer_one(content: Making) -> None:
    """Each customer has two cases that would fit."""
    shop = content(2208)
    emails = [f"customer-{n}@example.com" for n in range(5)]
    cases = [(email, await shop.ended(email=email)) for email in emails for _ in range(2)]
    workers = [shop.gestures() for _ in range(LOOKS)]
    await asyncio.gather(*(worker(shop.at) for worker in workers))
    await shop.look(shop.at + HOUR)
    told = [email for email, whose in cases for _ in await shop.told(whose)]
    assert sorted(told) == sorted(emails)
    assert len(await balanced(shop.pool, shop.catalogue, shop.at)) == len(emails)
    reasons = [row["reason"] for row in [await shop.row(whose) for _, whose in cases] if row["state"] == "dropped"]
    assert reasons == ["nothing is left within the limit period"] * len(emails)


async def test_another_one_only_when_the_period_has_passed(content: Making) -> None:
    shop = content(2209)
    first = await shop.ended(email="iga@example.com")
    await shop.look()
    soon = Content(shop.pool, shop.at + RULES.period - HOUR)
    second = await soon.ended(email="iga@example.com")
    await soon.look()
    later = Content(shop.pool, shop.at + RULES.period)
    third = await later.ended(email="IGA@example.com")
    await later.look()
    assert [len(await shop.told(whose)) for whose in (first, second, third)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("year", "limits", "broken"),
    [
        (2211, {"budget": "19.99"}, "budget"),
        (2212, {"customer": "19.99"}, "customer"),
        (2213, {"grants": 0}, "customer"),
        (2214, {"case": "19.99"}, "per_case"),
    ],
)
async def test_over_a_limit_nothing_is_given(content: Making, year: int, limits: dict[str, Any], broken: str) -> None:
    shop = content(year, catalogue(**limits))
    whose = await shop.ended(email=f"{broken}-{year}@example.com")
    await shop.look()
    assert (await shop.told(whose), shop.asked, await balanced(shop.pool, shop.catalogue, shop.at)) == ([], [], [])
    assert (await shop.row(whose))["reason"] == f"nothing is left within the limit {broken}"
    assert not await shop.pool.fetchval("SELECT count(*) FROM gesture_customers WHERE case_id = $1", f"{whose}:1")


async def test_a_budget_for_three_gives_three_of_ten(content: Making) -> None:
    shop = content(2215, catalogue(budget="70"))
    everybody = [await shop.ended() for _ in range(10)]
    await asyncio.gather(*(shop.gestures()(shop.at) for _ in range(4)))
    await shop.look(shop.at + HOUR)
    assert sum([len(await shop.told(whose)) for whose in everybody]) == 3
    assert len(await balanced(shop.pool, shop.catalogue, shop.at)) == 3


async def test_it_comes_beside_what_was_granted_and_takes_nothing_from_the_order(content: Making) -> None:
    shop = content(2216)
    whose = await shop.ended(email="ola@example.com")
    number = await shop.pool.fetchval("SELECT order_number FROM recovery_cases WHERE conversation_id = $1", whose)
    chosen = await shop.grants.book(wanted("30.00", customer="ola@example.com", order=number), shop.at)
    await shop.look()
    assert len(await shop.told(whose)) == 1
    assert {row["id"] for row in await balanced(shop.pool, shop.catalogue, shop.at)} == {
        chosen.id,
        f"gesture:{whose}:1",
    }
    standing = await shop.grants.standing(customer_key("ola@example.com"), "a new case", number, shop.at)
    assert (standing.history.granted, standing.history.grants) == (50, 2)


async def test_an_order_with_a_gesture_can_still_be_granted_what_the_customer_chooses(content: Making) -> None:
    shop = content(2217)
    whose = await shop.ended(email="jan@example.com")
    await shop.look()
    number = await shop.pool.fetchval("SELECT order_number FROM recovery_cases WHERE conversation_id = $1", whose)
    standing = await shop.grants.standing(customer_key("jan@example.com"), "a new case", number, shop.at)
    assert not standing.history.same_order
    wish = wanted("30.00", customer="jan@example.com", order=number)
    assert (await shop.grants.book(wish, shop.at)).id == wish.key
    await balanced(shop.pool, shop.catalogue, shop.at)


async def test_the_case_limit_counts_what_was_granted_for_the_case_before(pool: asyncpg.Pool) -> None:
    grants, at = Grants(pool, catalogue(case="45", customer="900", grants=9)), own_month(2218)
    first = wanted("30.00", customer="ewa@example.com")
    await grants.book(first, at)
    second = replace(first, key="a gesture", offer=an_offer("20.00"), gesture=True)
    with pytest.raises(OverLimit, match="per_case"):
        await grants.book(second, at)


async def test_what_the_shop_refuses_is_not_told_and_does_not_count(content: Making) -> None:
    shop = content(2219)

    async def refuses(grant: Grant) -> Carried:
        return Carried(GrantState.REFUSED)

    really, shop.carry_out = shop.carry_out, refuses
    first = await shop.ended(email="tom@example.com")
    await shop.look()
    assert (await shop.told(first), await balanced(shop.pool, shop.catalogue, shop.at)) == ([], [])
    assert (await shop.row(first))["reason"] == "the shop could not do the small_voucher"
    shop.carry_out = really
    await shop.pool.execute("DELETE FROM recovery_cases WHERE conversation_id = $1", first)
    second = await shop.ended(email="tom@example.com")
    await shop.look()
    assert len(await shop.told(second)) == 1


async def test_a_shop_that_is_down_is_asked_again_later(content: Making) -> None:
    shop = content(2220)

    async def down(grant: Grant) -> Carried:
        raise ShopUnavailable("down")

    really, shop.carry_out = shop.carry_out, down
    whose = await shop.ended()
    await shop.look()
    assert (await shop.told(whose), (await shop.row(whose))["state"]) == ([], "granted")
    shop.carry_out = really
    await shop.look(shop.at + HOUR)
    assert (len(await shop.told(whose)), len(await shop.vouchers(whose))) == (1, 1)


async def test_what_was_granted_is_told_however_late_but_not_against_the_customers_wish(content: Making) -> None:
    shop = content(2221)

    async def down(grant: Grant) -> Carried:
        raise ShopUnavailable("down")

    really, shop.carry_out = shop.carry_out, down
    late, opted_out = await shop.ended(), await shop.ended()
    for hours in range(2):
        await shop.look(shop.at + hours * HOUR)
    shop.carry_out = really
    await shop.pool.execute(OPT_OUT, opted_out)
    await shop.look(shop.at + RULES.drop_after)
    assert [len(await shop.told(whose)) for whose in (late, opted_out)] == [1, 0]


async def test_one_worker_looks_once_a_minute(content: Making) -> None:
    shop = content(2222)
    worker = shop.gestures()
    await worker(shop.at)
    whose = await shop.ended()
    await worker(shop.at + timedelta(seconds=30))
    assert await shop.row(whose) == {}
    await worker(shop.at + timedelta(seconds=60))
    assert len(await shop.told(whose)) == 1


@pytest.mark.parametrize(
    ("year", "die_at", "left_behind"),
    [
        (2231, "booking", ("planned", None)),
        (2232, "booked", ("granted", "booked")),
        (2233, "carried", ("granted", "booked")),
        (2234, "settled", ("granted", "done")),
        (2235, "telling", ("granted", "done")),
        (2236, "told", ("told", "done")),
    ],
)
async def test_killed_between_any_two_steps_it_is_granted_once_and_told_once(
    content: Making, database_url: str, year: int, die_at: str, left_behind: tuple[str, str | None]
) -> None:
    shop = content(year)
    whose = await shop.ended()
    command = (sys.executable, "-W", "ignore", "-m", "tests.recovery.giver", database_url, str(year), die_at)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await process.wait() == -signal.SIGKILL
    states = [grant["state"] for grant in await balanced(shop.pool, shop.catalogue, shop.at)]
    assert ((await shop.row(whose))["state"], states[0] if states else None) == left_behind
    for hours in range(3):
        await shop.look(shop.at + hours * HOUR)
    assert (len(await shop.told(whose)), len(await shop.vouchers(whose))) == (1, 1)
    assert [row["state"] for row in await balanced(shop.pool, shop.catalogue, shop.at)] == ["done"]


async def test_whom_it_fails_for_holds_up_nobody_and_is_tried_again_later(content: Making) -> None:
    shop = content(2223)
    first, second = await shop.ended(), await shop.ended()
    numbers = {whose: await shop.order_of(whose) for whose in (first, second)}
    find_order = shop.shop.find_order

    async def broken(number: str, email: str) -> Any:
        if number == numbers[first]:
            raise ValueError(email)
        return await find_order(number, email)

    shop.shop.find_order = broken  # type: ignore[method-assign]
    await shop.look()
    assert [len(await shop.told(whose)) for whose in (first, second)] == [0, 1]
    assert (await shop.row(first))["look_at"] == shop.at + ASKING.look_again
    shop.shop.find_order = find_order  # type: ignore[method-assign]
    await shop.look(shop.at + ASKING.look_again)
    assert len(await shop.told(first)) == 1
