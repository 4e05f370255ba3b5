from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions import services
from actions.orders import TrackOrder
from actions.remedies import GrantRemedy
from actions.services import Services
from actions.settlements import OfferSettlement
from actions.shop.interface import ShopUnavailable
from actions.shop.scenes import days, delivered, lost, shipped
from bot.recovery.cases import Case
from bot.recovery.grants import Grants
from tests.actions.stage import TODAY, Played, Shelf, an_order, play

BROKEN = Case(1, "damaged_item", "it is broken", severity=2, frustration=0.2)


@pytest.fixture
async def known(shelf: Shelf, pool: asyncpg.Pool) -> dict[str, Any]:
    """A customer nobody knows from before, whose delivered order is broken."""
    order = an_order(on=6)
    received = delivered(shipped(order, TODAY - days(4), TODAY - days(3), None), TODAY - days(2))
    stranger = replace(received, email=f"{uuid4().hex}@example.com")
    return {**await shelf.put(stranger), "topic": "damaged_item", "case": BROKEN.slot()}


async def chosen(known: dict[str, Any], *wishes: str, message_id: str = "", **wish: str) -> Played:
    offered = await play(OfferSettlement(), **known)
    slots = {**known, "case": offered.slots["case"], "offer": offered.slots["offer"]}
    return await play(GrantRemedy(), message_id=message_id, wish={"wishes": list(wishes), **wish}, **slots)


async def grants(pool: asyncpg.Pool, known: dict[str, Any]) -> list[tuple[str, str]]:
    rows = await pool.fetch("SELECT kind, state FROM grants WHERE order_number = $1", known["order_number"])
    return [tuple(row) for row in rows]


async def test_two_or_more_ways_out_are_one_message_with_one_question(known: dict[str, Any]) -> None:
    played = await play(OfferSettlement(), **known)
    assert played.said == ["utter_remedy_opening"]
    assert played.values["then"] == [
        "utter_remedy_replacement",
        "utter_obstacle_stock",
        "utter_remedy_partial_refund",
        "utter_remedy_refund",
        "utter_obstacle_bank",
        "utter_remedy_question",
    ]
    assert played.values["replacement_within"] == "4 working days"
    assert played.slots["offer"] == "compensation"
    assert (played.slots["case"]["outcome"], len(played.slots["case"]["offered"])) == ("offered", 3)


@pytest.mark.parametrize(
    ("wish", "kind"), [("replacement", "replacement"), ("refund", "refund"), ("partial_refund", "partial_refund")]
)
async def test_what_was_chosen_is_granted_and_promised(
    known: dict[str, Any], pool: asyncpg.Pool, wish: str, kind: str
) -> None:
    played = await chosen(known, wish)
    assert played.said == [f"utter_granted_{kind}"]
    assert played.values["then"] == ["utter_solution_question"]
    assert played.values["due"] and played.values["reference"]
    assert (played.slots["case"]["outcome"], played.slots["offer"]) == ("settled", "solution")
    assert await grants(pool, known) == [(kind, "done")]


async def test_the_same_message_done_again_after_a_crash_grants_once(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    message_id = uuid4().hex
    first, again = [await chosen_again(known, message_id) for _ in range(2)]
    assert first.said == again.said == ["utter_granted_refund"]
    assert first.values["reference"] == again.values["reference"]
    assert await grants(pool, known) == [("refund", "done")]


async def chosen_again(known: dict[str, Any], message_id: str) -> Played:
    return await play(GrantRemedy(), message_id=message_id, wish={"wishes": ["refund"]}, **known)


async def test_a_second_window_gets_a_person_and_no_second_grant(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    await chosen_again(known, uuid4().hex)
    second = await chosen_again(known, uuid4().hex)
    assert (second.said, second.slots["needs_person"]["kind"]) == ([], "repeat_failure")
    assert await grants(pool, known) == [("refund", "done")]


async def test_a_sum_gets_the_least_that_covers_it(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    assert (await chosen(known, amount="20.00", currency="PLN")).said == ["utter_granted_partial_refund"]


async def test_half_the_price_is_more_than_a_part(known: dict[str, Any]) -> None:
    assert (await chosen(known, "partial_refund", share="50")).slots["needs_person"]["kind"] == "authority"


async def test_two_wishes_are_asked_about(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    played = await chosen(known, "refund", "replacement")
    assert (played.said, played.slots["asked"]) == (["utter_remedy_which"], "remedy")
    assert await grants(pool, known) == []


async def test_the_place_of_an_option_is_a_choice(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    assert (await chosen(known, option="part_refund")).said == ["utter_granted_partial_refund"]
    assert await grants(pool, known) == [("partial_refund", "done")]


async def test_a_place_that_its_name_does_not_fit_is_asked_about(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    assert (await chosen(known, "refund", option="replacement")).said == ["utter_remedy_which"]
    assert await grants(pool, known) == []
    assert (await chosen(known, "refund", option="refund")).said == ["utter_granted_refund"]


async def test_an_apology_costs_nothing_and_closes_the_case(known: dict[str, Any], pool: asyncpg.Pool) -> None:
    played = await chosen(known, "apology")
    assert (played.said, played.slots["case"]["outcome"]) == (["utter_granted_apology"], "settled")
    assert await grants(pool, known) == []


async def test_what_only_a_person_may_grant_goes_to_one(known: dict[str, Any]) -> None:
    played = await chosen(known, "repair")
    assert (played.said, played.slots["needs_person"]["kind"]) == ([], "authority")
    assert played.slots["case"]["outcome"] == "person"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"severity": 3}, "severity"),
        ({"frustration": 0.8}, "frustration"),
        ({"preventable": True}, "authority"),
    ],
)
async def test_what_is_great_or_preventable_is_offered_by_a_person(
    known: dict[str, Any], told: dict[str, Any], kind: str
) -> None:
    played = await play(OfferSettlement(), **{**known, "case": replace(BROKEN, **told).slot()})
    assert (played.said, played.slots["needs_person"]["kind"]) == ([], kind)


async def test_an_empty_budget_is_a_persons(known: dict[str, Any], given: Services, pool: asyncpg.Pool) -> None:
    catalogue = given.recovery.catalogue
    poor = replace(catalogue, limits=replace(catalogue.limits, budget_month=Decimal("0.01")))
    services.use(replace(given, recovery=replace(given.recovery, catalogue=poor, grants=Grants(pool, poor))))
    played = await play(OfferSettlement(), **known)
    assert "budget" in played.slots["needs_person"]["explanation"]


async def test_a_shop_that_is_down_leaves_the_grant_booked_and_the_next_try_finishes_it(
    known: dict[str, Any], given: Services, pool: asyncpg.Pool
) -> None:
    class Down:
        async def refund(self, *arguments: Any) -> None:
            raise ShopUnavailable("down")

    message_id = uuid4().hex
    services.use(replace(given, recovery=replace(given.recovery, remedies=Down())))
    with pytest.raises(ShopUnavailable):
        await chosen_again(known, message_id)
    assert await grants(pool, known) == [("refund", "booked")]
    services.use(given)
    assert (await chosen_again(known, message_id)).said == ["utter_granted_refund"]
    assert await grants(pool, known) == [("refund", "done")]


async def test_above_the_authority_a_customer_hears_that_the_parcel_is_lost_and_a_person_takes_over(
    shelf: Shelf,
) -> None:
    gone = lost(shipped(an_order(on=9, promised=-5), TODAY - days(8), TODAY - days(7), None), TODAY - days(3))
    great = {"topic": "missing_parcel", "case": Case(1, "missing_parcel", severity=3).slot()}
    played = await play(TrackOrder(), **great, **await shelf.put(replace(gone, email=f"{uuid4().hex}@example.com")))
    assert (played.said, played.slots["needs_person"]["kind"]) == (["utter_remedy_parcel_lost"], "severity")
    assert "then" not in played.values


async def test_a_lost_parcel_is_sent_again_or_paid_back(shelf: Shelf, pool: asyncpg.Pool) -> None:
    gone = lost(shipped(an_order(on=9, promised=-5), TODAY - days(8), TODAY - days(7), None), TODAY - days(3))
    slots = {**await shelf.put(replace(gone, email=f"{uuid4().hex}@example.com")), "topic": "track_order"}
    offered = await play(TrackOrder(), **slots)
    assert offered.said == ["utter_acknowledge_found_late", "utter_remedy_parcel_lost"]
    assert offered.values["then"][:3] == ["utter_remedy_resend", "utter_obstacle_carrier", "utter_remedy_refund"]
    granted = await play(GrantRemedy(), wish={"wishes": ["resend"]}, **{**slots, "case": offered.slots["case"]})
    assert granted.said == ["utter_granted_resend"]
    assert await grants(pool, slots) == [("resend", "done")]
