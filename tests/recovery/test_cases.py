import uuid
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from bot.conversation.inbox import Inbox
from bot.conversation.rates import Rates
from bot.recovery.cases import (
    Case,
    Told,
    after,
    case_id,
    case_of,
    caused_by,
    changed_cases,
    to_a_person,
    write,
)
from bot.vocabulary import CaseOutcome, Cause

BROKEN = Told("damaged_item", "the lamp arrived broken", 2, 0.3)


async def opened(pool: asyncpg.Pool) -> str:
    conversation_id = uuid.uuid4().hex
    await Inbox(pool, Rates(100, 10, 10), 2000).open(conversation_id, "web", "en")
    return conversation_id


async def stored(pool: asyncpg.Pool, conversation_id: str) -> list[dict[str, Any]]:
    rows = await pool.fetch("SELECT * FROM recovery_cases WHERE conversation_id = $1 ORDER BY id", conversation_id)
    return [dict(row) for row in rows]


def test_a_problem_opens_a_case() -> None:
    case = after(None, BROKEN, goes_on=False)
    assert (case.number, case.problem, case.happened) == (1, "damaged_item", BROKEN.text)
    assert (case.severity, case.frustration, case.outcome) == (2, 0.3, CaseOutcome.OPEN)


def test_more_of_it_is_the_same_case_and_the_worst_counts() -> None:
    case = after(after(None, BROKEN, False), Told("damaged_item", "it was a gift", 1, 0.6, occasion=True), True)
    assert (case.number, case.happened) == (1, "the lamp arrived broken\nit was a gift")
    assert (case.severity, case.frustration, case.occasion) == (2, 0.6, True)


def test_the_same_words_are_kept_once() -> None:
    assert after(after(None, BROKEN, False), BROKEN, True).happened == BROKEN.text


@pytest.mark.parametrize(
    ("outcome", "over"),
    [
        (CaseOutcome.OPEN, False),
        (CaseOutcome.OFFERED, False),
        (CaseOutcome.SETTLED, True),
        (CaseOutcome.PERSON, True),
    ],
)
def test_a_case_is_over_when_it_is_settled_or_a_persons(outcome: CaseOutcome, over: bool) -> None:
    assert Case(1, "damaged_item", outcome=outcome).over == over


def test_a_settled_case_is_over_and_the_next_problem_another() -> None:
    case = replace(after(None, BROKEN, False), outcome=CaseOutcome.SETTLED)
    assert after(case, BROKEN, True).number == 2
    assert after(after(None, BROKEN, False), Told("late_delivery", "and late"), False).number == 2


def test_a_case_survives_the_slot_and_keys_nobody_knows() -> None:
    case = replace(after(None, BROKEN, False), offered=("refund",), outcome=CaseOutcome.OFFERED)
    assert case_of({**case.slot(), "of_tomorrow": 1}) == case
    assert case_of(None) is None


def test_the_last_state_of_each_case_of_a_turn() -> None:
    first, second = Case(1, "damaged_item"), Case(2, "late_delivery")
    slots = [first.slot(), replace(first, outcome=CaseOutcome.SETTLED).slot(), second.slot(), None]
    events = [{"event": "slot", "name": "case", "value": slot} for slot in slots]
    events += [{"event": "slot", "name": "topic", "value": "x"}, {"event": "user"}]
    assert changed_cases(events) == [replace(first, outcome=CaseOutcome.SETTLED), second]


async def test_a_case_is_one_row_however_often_it_changes(pool: asyncpg.Pool) -> None:
    whose, case = await opened(pool), after(None, BROKEN, False)
    await write(pool, whose, case)
    settled = replace(
        case, wish="refund", chosen="refund", cost="129.00", outcome=CaseOutcome.SETTLED, shown=("refund",)
    )
    for _ in range(2):
        await write(pool, whose, settled)
    (row,) = await stored(pool, whose)
    assert (row["id"], row["happened"], row["wish"]) == (case_id(whose, case), BROKEN.text, "refund")
    assert (str(row["cost"]), row["outcome"], row["offered"]) == ("129.00", "settled", ["refund"])


async def test_a_hand_over_takes_what_is_not_settled_along(pool: asyncpg.Pool) -> None:
    whose = await opened(pool)
    await write(pool, whose, Case(1, "damaged_item", outcome=CaseOutcome.SETTLED))
    await write(pool, whose, Case(2, "late_delivery", outcome=CaseOutcome.OFFERED))
    await to_a_person(pool, whose)
    assert [row["outcome"] for row in await stored(pool, whose)] == ["settled", "person"]


async def test_the_person_who_closes_names_the_root_cause_of_the_latest(pool: asyncpg.Pool) -> None:
    whose = await opened(pool)
    await write(pool, whose, Case(1, "damaged_item"))
    await write(pool, whose, Case(2, "late_delivery"))
    await caused_by(pool, whose, Cause.SUPPLIER)
    assert [row["cause"] for row in await stored(pool, whose)] == ["unknown", "supplier"]
