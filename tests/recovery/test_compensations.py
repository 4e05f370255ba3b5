from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg

from bot.recovery.cases import Case
from bot.recovery.compensations import Compensations
from bot.recovery.grants import Grants, customer_key
from bot.vocabulary import GrantState
from tests.recovery.wanting import catalogue, wanted


async def test_nothing_offered_is_nothing_to_tell(pool: asyncpg.Pool) -> None:
    assert await Compensations(Grants(pool, catalogue()), catalogue()).of(uuid4().hex, {}) is None


async def test_what_was_offered_granted_and_could_still_be(pool: asyncpg.Pool) -> None:
    mine, email, conversation = catalogue(budget="100000", customer="150", case="100"), uuid4().hex, uuid4().hex
    grants = Grants(pool, mine)
    wish = replace(wanted("80.00", customer=email, order="FL-20001"), conversation_id=conversation)
    await grants.book(wish, datetime.now(UTC))
    case = Case(1, "damaged_item", customer=customer_key(email), order_number="FL-20002", shown=("voucher 80.00 PLN",))
    told = await Compensations(grants, mine).of(conversation, {"case": case.slot()})
    assert told is not None
    assert (told["offered"], told["authority_left"]) == (["voucher 80.00 PLN"], "70.00 PLN")
    assert [granted["text"] for granted in told["granted"]] == ["voucher, 80.00 PLN (FL-20001, booked)"]
    told = await Compensations(grants, mine, lambda: datetime.now(UTC) + timedelta(days=40)).of(
        conversation, {"case": case.slot()}
    )
    assert told is not None and told["authority_left"] == "100.00 PLN"
    await grants.settle(wish.key, GrantState.DONE, "VC-7", date(2026, 12, 1))
    told = await Compensations(grants, mine).of(conversation, {"case": None})
    assert told is not None
    assert [granted["text"] for granted in told["granted"]] == ["voucher, 80.00 PLN, VC-7 (FL-20001, done)"]
    assert told["authority_left"] is None


async def test_what_the_same_order_got_in_another_conversation(pool: asyncpg.Pool) -> None:
    grants, order, email = Grants(pool, catalogue(budget="100000")), uuid4().hex, uuid4().hex
    await grants.book(wanted("20.00", customer=email, order=order), datetime.now(UTC))
    mine = Case(2, "damaged_item", customer=customer_key(email), order_number=order)
    for case, granted in ((mine, 1), (replace(mine, customer=customer_key("somebody else")), 0)):
        told = await Compensations(grants, catalogue()).of(uuid4().hex, {"case": case.slot()})
        assert told is not None and len(told["granted"]) == granted


async def test_nobody_knows_the_authority_left_for_a_stranger(pool: asyncpg.Pool) -> None:
    told = await Compensations(Grants(pool, catalogue()), catalogue()).of(uuid4().hex, {"case": Case(1, "x").slot()})
    assert told == {"offered": [], "granted": [], "authority_left": None}
