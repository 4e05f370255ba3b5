"""A late order: explained, two or more ways out, one granted once; and no second complaint is the assistant's."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions.orders import TrackOrder
from actions.remedies import GrantRemedy
from actions.settlements import OfferSettlement
from actions.shop.interface import Order
from actions.shop.scenes import days, delivered, processing, shipped
from bot.recovery.cases import Case, write
from bot.recovery.grants import customer_key
from bot.vocabulary import CaseOutcome
from tests.actions.stage import TODAY, Played, Shelf, an_order, play

LATE = Case(1, "late_delivery", "where is it", severity=1, frustration=0.1)
CONVERSATION = "INSERT INTO conversations (id, channel, owner, language) VALUES ($1, 'web', 'bot', 'en')"


def stranger(order: Order) -> Order:
    """Of a customer nobody knows from before."""
    return replace(order, email=f"{uuid4().hex}@example.com")


def late_order() -> Order:
    """Two days late, expected in two days."""
    return stranger(shipped(an_order(on=8, promised=-2), TODAY - days(6), TODAY - days(1), TODAY + days(2)))


@pytest.fixture
async def late(shelf: Shelf) -> dict[str, Any]:
    return {**await shelf.put(late_order()), "topic": "late_delivery", "case": LATE.slot()}


async def offered(known: dict[str, Any], **told: Any) -> Played:
    return await play(TrackOrder(), **{**known, "case": replace(LATE, **told).slot()})


async def chosen(known: dict[str, Any], wish: str) -> Played:
    slots = {**known, **{name: (await offered(known)).slots[name] for name in ("case", "offer")}}
    return await play(GrantRemedy(), wish={"wishes": [wish]}, **slots)


async def test_late_is_explained_promised_and_followed_by_ways_out(late: dict[str, Any]) -> None:
    played = await offered(late)
    assert (played.said, played.slots["offer"]) == (["utter_order_late"], "compensation")
    assert played.values["due"].startswith((TODAY + days(2)).isoformat())
    assert played.values["then"] == [
        "utter_remedy_while_waiting",
        "utter_remedy_voucher",
        "utter_remedy_delivery_back",
        "utter_remedy_cancel",
        "utter_obstacle_bank",
        "utter_remedy_question",
    ]


async def test_a_spoilt_occasion_is_made_good_with_more(late: dict[str, Any]) -> None:
    usual, birthday = await offered(late), await offered(late, occasion=True)
    assert usual.values["voucher_amount"] != birthday.values["voucher_amount"]
    assert birthday.slots["case"]["offered"][0] == "large_voucher"


async def test_a_question_about_a_late_order_gets_its_day_and_the_way_out(late: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **{**late, "topic": "track_order", "case": None})
    assert played.values["then"][:2] == ["utter_remedy_wait", "utter_remedy_cancel"]


async def test_a_question_calls_nobody_where_nothing_may_be_offered(late: dict[str, Any]) -> None:
    severe = replace(LATE, severity=3).slot()
    played = await play(TrackOrder(), **{**late, "topic": "track_order", "case": severe})
    assert (played.said, played.values["then"]) == (
        ["utter_acknowledge_found_late", "utter_order_late"],
        ["utter_late_choice"],
    )
    assert (played.slots["offer"], "needs_person" in played.slots) == ("person", False)


async def test_a_complaint_is_explained_and_a_person_takes_over(late: dict[str, Any]) -> None:
    played = await offered(late, preventable=True)
    assert (played.said, played.slots["needs_person"]["kind"]) == (["utter_order_late"], "authority")
    assert played.values["due"] and "then" not in played.values


async def test_called_off_on_its_way_the_whole_price_comes_back(late: dict[str, Any], pool: asyncpg.Pool) -> None:
    played = await chosen(late, "cancel")
    assert (played.said, played.values["kind"]) == (["utter_granted_cancel"], "refund")
    assert played.values["due"] and played.values["reference"]
    refunds = await pool.fetchval(
        "SELECT count(*) FROM demo_shop.refunds WHERE order_number = $1", late["order_number"]
    )
    assert (refunds, played.slots["case"]["outcome"]) == (1, "settled")


async def test_called_off_before_it_left_the_order_is_cancelled(shelf: Shelf, pool: asyncpg.Pool) -> None:
    order = processing(an_order(on=8, promised=-2))
    slipping = replace(order.parcels[0], estimated_on=TODAY + days(2))
    known = await shelf.put(stranger(replace(order, parcels=(slipping,))))
    played = await chosen({**known, "topic": "late_delivery", "case": LATE.slot()}, "cancel")
    assert played.said == ["utter_granted_cancel"]
    status = await pool.fetchval("SELECT status FROM demo_shop.orders WHERE number = $1", known["order_number"])
    assert status == "cancelled"


async def test_who_waits_is_thanked_and_nothing_is_booked(late: dict[str, Any], pool: asyncpg.Pool) -> None:
    played = await chosen(late, "wait")
    assert (played.said, played.slots["case"]["outcome"]) == (["utter_granted_wait"], "settled")
    grants = await pool.fetchval("SELECT count(*) FROM grants WHERE order_number = $1", late["order_number"])
    assert grants == 0


async def test_what_arrived_meanwhile_is_not_late_any_more(shelf: Shelf, late: dict[str, Any]) -> None:
    slots = {**late, **{name: (await offered(late)).slots[name] for name in ("case", "offer")}}
    arrived = delivered(late_order(), TODAY - days(1))
    there = await shelf.put(replace(arrived, email=late["email"]))
    played = await play(GrantRemedy(), wish={"wishes": ["cancel"]}, **{**slots, **there})
    assert (played.said, played.slots["needs_person"]["kind"]) == ([], "authority")


@pytest.fixture
async def told_before(pool: asyncpg.Pool, late: dict[str, Any]) -> dict[str, Any]:
    """In another conversation ways out were offered for this order, and none was chosen."""
    elsewhere = f"web:{uuid4().hex}"
    await pool.execute(CONVERSATION, elsewhere)
    whose = {"customer": customer_key(late["email"]), "order_number": late["order_number"]}
    async with pool.acquire() as connection:
        await write(connection, elsewhere, replace(LATE, outcome=CaseOutcome.OFFERED, **whose))
    return late


@pytest.mark.parametrize(
    ("action", "topic"),
    [(TrackOrder(), "late_delivery"), (TrackOrder(), "missing_parcel"), (OfferSettlement(), "payment_issue")],
)
async def test_a_second_complaint_is_a_persons_at_once(told_before: dict[str, Any], action: Any, topic: str) -> None:
    played = await play(action, **{**told_before, "topic": topic, "case": Case(1, topic).slot()})
    assert (played.said, played.slots["needs_person"]["kind"]) == ([], "repeat_failure")
    assert played.slots["case"]["order_number"] == told_before["order_number"]


async def test_a_second_question_is_answered(told_before: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **{**told_before, "topic": "track_order", "case": None})
    assert played.said == ["utter_acknowledge_found_late", "utter_order_late"]


async def test_somebody_elses_claim_makes_no_second_complaint(pool: asyncpg.Pool, late: dict[str, Any]) -> None:
    elsewhere = f"web:{uuid4().hex}"
    await pool.execute(CONVERSATION, elsewhere)
    async with pool.acquire() as connection:
        await write(connection, elsewhere, replace(LATE, order_number=late["order_number"]))
    assert (await offered(late)).slots["offer"] == "compensation"


async def test_the_case_knows_customer_and_order_as_soon_as_we_do(late: dict[str, Any], shelf: Shelf) -> None:
    known = await shelf.put(stranger(an_order()))
    case = (await play(TrackOrder(), **{**late, **known})).slots["case"]
    assert (case["order_number"], case["customer"]) == (known["order_number"], customer_key(known["email"]))
