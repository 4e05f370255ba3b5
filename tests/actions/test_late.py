"""A late order that has come, or that nobody has a new day for: two or more ways out, each granted once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions.conversation import Acknowledge
from actions.late import ARRIVED, LATE, WITHOUT_DAY, as_it_stands
from actions.order_action import shop_now
from actions.orders import TrackOrder
from actions.remedies import GrantRemedy
from actions.shop.interface import Money, Order, OrderStatus, Return, ReturnStatus
from actions.shop.scenes import days, delivered, shipped
from actions.shop.workdays import add_workdays
from bot.recovery.cases import Case
from tests.actions.stage import TODAY, Played, Shelf, an_order, play

CAME = Case(1, LATE, "it came five days late", severity=1, frustration=0.1)
NOT_THERE = Case(1, LATE, "where is it", severity=1, frustration=0.1)


def on_its_way(estimated: int | None = None) -> Order:
    """Two days late."""
    order = shipped(
        an_order(on=8, promised=-2),
        TODAY - days(6),
        TODAY - days(1),
        TODAY + days(estimated) if estimated is not None else None,
    )
    return replace(order, email=f"{uuid4().hex}@example.com")


def came_late(ago: int = 1) -> Order:
    order = shipped(an_order(on=60, promised=-5 - ago), TODAY - days(50), TODAY - days(ago + 1), None)
    return replace(delivered(order, TODAY - days(ago)), email=f"{uuid4().hex}@example.com")


async def known(shelf: Shelf, order: Order, case: Case) -> dict[str, Any]:
    return {**await shelf.put(order), "topic": LATE, "case": case.slot()}


@pytest.fixture
async def arrived(shelf: Shelf) -> dict[str, Any]:
    return await known(shelf, came_late(), CAME)


@pytest.fixture
async def without_day(shelf: Shelf) -> dict[str, Any]:
    return await known(shelf, on_its_way(), NOT_THERE)


async def chosen(known: dict[str, Any], message_id: str = "", **wish: Any) -> Played:
    offered = await play(TrackOrder(), **known)
    slots = {**known, "case": offered.slots["case"], "offer": offered.slots["offer"]}
    return await play(GrantRemedy(), message_id=message_id, wish={"wishes": [], **wish}, **slots)


async def grants(pool: asyncpg.Pool, known: dict[str, Any]) -> list[str]:
    rows = await pool.fetch("SELECT kind FROM grants WHERE order_number = $1", known["order_number"])
    return [row["kind"] for row in rows]


def test_what_a_late_order_turns_out_to_be() -> None:
    now = shop_now()
    assert as_it_stands("damaged_item", on_its_way(), now) == "damaged_item"
    assert as_it_stands(LATE, on_its_way(2), now) == LATE
    assert as_it_stands(LATE, on_its_way(), now) == WITHOUT_DAY
    assert as_it_stands(LATE, came_late(), now) == ARRIVED
    assert as_it_stands(LATE, replace(came_late(), status=OrderStatus.RETURNED), now) is None
    opened = Return("RT-1", "late", ReturnStatus.OPEN, TODAY, TODAY + days(14))
    assert as_it_stands(LATE, replace(came_late(), returns=(opened,)), now) is None


async def test_who_has_it_hears_that_it_was_late_and_may_choose(arrived: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **arrived)
    assert (played.said, played.slots["offer"]) == (["utter_order_came_late"], "compensation")
    assert played.values["then"] == [
        "utter_remedy_voucher",
        "utter_remedy_delivery_back",
        "utter_remedy_return",
        "utter_obstacle_bank",
        "utter_remedy_question",
    ]
    assert played.values["until"] and played.values["return_within"] == "5 working days"
    assert "due" not in played.values
    assert played.slots["case"]["offered"] == ["voucher", "delivery_back", "send_back"]


async def test_after_a_birthday_it_is_more(arrived: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **{**arrived, "case": replace(CAME, occasion=True).slot()})
    assert played.slots["case"]["offered"] == ["large_voucher", "part_refund", "send_back"]


async def test_who_does_not_say_that_it_came_may_have_nothing(arrived: dict[str, Any]) -> None:
    for told in ({"case": NOT_THERE.slot()}, {"topic": "track_order", "case": None}):
        assert (await play(TrackOrder(), **{**arrived, **told})).said == ["utter_order_delivered"]


async def test_too_long_there_to_go_back_two_ways_are_left(shelf: Shelf) -> None:
    played = await play(TrackOrder(), **await known(shelf, came_late(40), CAME))
    assert played.slots["case"]["offered"] == ["voucher", "delivery_back"]


@pytest.mark.parametrize(
    ("wish", "response", "kinds"),
    [
        ({"wishes": ["voucher"]}, "utter_granted_voucher", ["voucher"]),
        ({"option": "delivery_back"}, "utter_granted_partial_refund", ["partial_refund"]),
        ({"option": "send_back"}, "utter_return_opened", []),
        ({"wishes": ["refund"]}, "utter_return_opened", []),
        ({"wishes": ["return"]}, "utter_return_opened", []),
    ],
)
async def test_each_way_out_is_granted_once(
    arrived: dict[str, Any], pool: asyncpg.Pool, wish: dict[str, Any], response: str, kinds: list[str]
) -> None:
    """The same message done again after a crash is one grant, one return, one reference."""
    message, offered = uuid4().hex, (await play(TrackOrder(), **arrived)).slots
    slots = {**arrived, "case": offered["case"], "offer": offered["offer"], "wish": {"wishes": [], **wish}}
    first, again = [await play(GrantRemedy(), message_id=message, **slots) for _ in range(2)]
    assert first.said == again.said == [response]
    assert first.values["reference"] == again.values["reference"]
    assert (first.slots["case"]["outcome"], first.slots["offer"]) == ("settled", "solution")
    assert await grants(pool, arrived) == kinds
    returns = "SELECT count(*) FROM demo_shop.returns WHERE order_number = $1"
    assert await pool.fetchval(returns, arrived["order_number"]) == (response == "utter_return_opened")


async def test_a_return_after_a_voucher_and_the_other_way_round_is_no_second_settlement(
    arrived: dict[str, Any], pool: asyncpg.Pool
) -> None:
    sent_back = await chosen(arrived, option="send_back")
    slots = {**arrived, "case": replace(CAME, offered=("voucher", "send_back")).slot(), "wish": {"wishes": ["voucher"]}}
    second = await play(GrantRemedy(), **slots)
    assert (sent_back.said, second.said) == (["utter_return_opened"], [])
    assert second.slots["needs_person"]["kind"] == "authority"
    assert await grants(pool, arrived) == []


async def test_without_a_new_day_there_is_a_choice_and_no_day(without_day: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **without_day)
    assert played.said == ["utter_order_late_no_day"]
    assert played.values["then"] == [
        "utter_remedy_wait_for_news",
        "utter_remedy_voucher_beside",
        "utter_remedy_cancel",
        "utter_obstacle_bank",
        "utter_remedy_question",
    ]
    assert played.values["wait_day"] and "due" not in played.values


async def test_a_question_about_it_gets_the_wait_and_the_way_out(without_day: dict[str, Any]) -> None:
    played = await play(TrackOrder(), **{**without_day, "topic": "track_order", "case": None})
    assert played.said == ["utter_acknowledge_found_late", "utter_order_late_no_day"]
    assert played.slots["case"]["offered"] == ["wait_for_news", "cancel"]
    severe = {"topic": "track_order", "case": replace(NOT_THERE, severity=3).slot()}
    calm = await play(TrackOrder(), **{**without_day, **severe})
    assert (calm.said[-1], calm.slots["offer"]) == ("utter_order_late_unknown", "person")


@pytest.mark.parametrize(
    ("wish", "response", "kinds"),
    [
        ({"wishes": ["wait"]}, "utter_order_stays", []),
        ({"option": "wait_for_news"}, "utter_order_stays", []),
        ({"wishes": ["voucher"]}, "utter_granted_voucher", ["voucher"]),
    ],
)
async def test_who_waits_is_promised_a_line_by_a_day(
    without_day: dict[str, Any], pool: asyncpg.Pool, wish: dict[str, Any], response: str, kinds: list[str]
) -> None:
    played = await chosen(without_day, **wish)
    assert (played.said, played.values["then"]) == ([response], ["utter_news_promised", "utter_solution_question"])
    by = add_workdays(TODAY, 2)
    assert played.values["due"].startswith(by.isoformat()) and played.values["news_by"]
    assert (played.values["kind"], played.values["about"]["order_number"]) == ("message", without_day["order_number"])
    assert await grants(pool, without_day) == kinds


async def test_called_off_needs_no_line(without_day: dict[str, Any], pool: asyncpg.Pool) -> None:
    played = await chosen(without_day, wishes=["cancel"])
    assert (played.said, played.values["kind"]) == (["utter_granted_cancel"], "refund")
    assert await grants(pool, without_day) == ["cancel"]


async def test_a_discount_is_a_voucher_to_some_so_it_is_asked_back_once(without_day: dict[str, Any]) -> None:
    assert (await chosen(without_day, wishes=["partial_refund"])).said == ["utter_remedy_which"]
    again = await chosen(without_day, wishes=["partial_refund"], again=True)
    assert (again.said, again.slots["needs_person"]["kind"]) == ([], "authority")


async def test_what_is_dear_is_a_persons_here_too(shelf: Shelf) -> None:
    order = replace(on_its_way(), total=Money(Decimal(2000), "PLN"))
    played = await play(TrackOrder(), **await known(shelf, order, NOT_THERE))
    assert (played.said, played.slots["needs_person"]["kind"]) == (["utter_order_late_no_day"], "authority")


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("it came five days late", "utter_acknowledge_came_late"),
        ("my parcel is late", "utter_acknowledge_late_delivery"),
    ],
)
async def test_who_has_it_is_not_told_that_they_still_wait(text: str, response: str) -> None:
    played = await play(Acknowledge(), text=text, topic=LATE)
    assert played.said == [response]
