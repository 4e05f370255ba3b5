from dataclasses import replace

import pytest

from actions.orders import CancelOrder, ChangeAddress, TrackOrder, parse_address
from actions.shop.interface import OrderStatus
from actions.shop.scenes import days, delivered, processing, shipped
from tests.actions.stage import IGA, TODAY, Shelf, an_order, play


async def test_where_it_is(shelf: Shelf) -> None:
    known = await shelf.put(shipped(an_order(), TODAY, TODAY, None))
    played = await play(TrackOrder(), topic="track_order", **known)
    assert played.said == ["utter_order_on_time"]
    assert played.values["due"].startswith((TODAY + days(3)).isoformat())
    assert (played.slots["offer"], played.slots["lookups_failed"]) == (None, 0)


async def test_the_desk_gets_the_facts(shelf: Shelf) -> None:
    order = shipped(an_order(), TODAY, TODAY, None)
    facts = (await play(TrackOrder(), **await shelf.put(order))).slots["order_facts"]
    told = {fact["name"]: fact["value"] for fact in facts}
    assert told["order_number"] == order.number
    assert (told["order_status"], told["parcel_status"]) == ("shipped", "in transit")
    assert told["tracking_number"] == order.parcels[0].tracking_number
    assert {fact["source"] for fact in facts} == {"shop"}


@pytest.mark.parametrize("wrong", [{"email": "jan@example.com"}, {"order_number": "FL-99999"}])
async def test_one_of_two_wrong_tells_nothing_about_which(shelf: Shelf, wrong: dict[str, str]) -> None:
    known = {**await shelf.put(an_order()), **wrong}
    played = await play(TrackOrder(), lookups_failed=1, **known)
    assert played.said == []
    assert played.slots == {"order_facts": None, "lookups_failed": 2}


async def test_nothing_arrived_although_the_carrier_says_so(shelf: Shelf) -> None:
    known = await shelf.put(delivered(shipped(an_order(on=5), TODAY - days(3), TODAY - days(2), None), TODAY - days(1)))
    assert (await play(TrackOrder(), topic="track_order", **known)).said == ["utter_order_delivered"]
    assert (await play(TrackOrder(), topic="missing_parcel", **known)).said == ["utter_parcel_not_received"]


async def test_cancelling_asks_once_and_then_does_it_once(shelf: Shelf) -> None:
    known = await shelf.put(processing(an_order()))
    asked = await play(CancelOrder(), **known)
    assert (asked.said, asked.slots["offer"]) == (["utter_cancel_confirm"], "cancel_order")
    done = [
        await play(CancelOrder(), message_id=f"cancel {known['order_number']}", offer="confirmed", **known)
        for _ in range(2)
    ]
    assert [played.said for played in done] == [["utter_cancelled_refund"]] * 2
    assert done[0].values["reference"] == done[1].values["reference"]
    assert "due" in done[0].values
    assert (done[0].slots["offer"], done[0].slots["topic"]) == (None, None)


async def test_too_late_to_cancel(shelf: Shelf) -> None:
    known = await shelf.put(shipped(an_order(), TODAY, TODAY, None))
    assert (await play(CancelOrder(), **known)).said == ["utter_cancel_too_late"]
    late = await play(CancelOrder(), offer="confirmed", **known)
    assert (late.said, late.slots["offer"]) == (["utter_cancel_too_late"], "person")


async def test_what_is_cancelled_cannot_be_cancelled(shelf: Shelf) -> None:
    known = await shelf.put(replace(an_order(), status=OrderStatus.CANCELLED))
    assert (await play(CancelOrder(), **known)).said == ["utter_order_is_cancelled"]


async def test_another_address(shelf: Shelf) -> None:
    known = await shelf.put(processing(an_order()))
    moved = await play(ChangeAddress(), address="Długa 5/2, 00-950 Warszawa", **known)
    assert moved.said == ["utter_address_changed"]
    assert moved.values["new_address"] == "Długa 5/2, 00-950 Warszawa"
    assert (moved.slots["address"], moved.slots["topic"]) == (None, None)


async def test_the_same_address_changes_nothing_and_says_so(shelf: Shelf) -> None:
    known = await shelf.put(processing(an_order()))
    where = f"{IGA.address.street}, {IGA.address.postcode} {IGA.address.city}"
    assert (await play(ChangeAddress(), address=where, **known)).said == ["utter_address_same"]


async def test_an_address_with_a_part_missing_is_asked_for_again(shelf: Shelf) -> None:
    known = await shelf.put(processing(an_order()))
    played = await play(ChangeAddress(), address="Długa 5/2 Warszawa", **known)
    assert (played.said, played.slots["asked"], played.slots["address"]) == (
        ["utter_ask_address_again"],
        "address",
        None,
    )


async def test_an_order_that_is_over_goes_nowhere(shelf: Shelf) -> None:
    known = await shelf.put(replace(an_order(), status=OrderStatus.CANCELLED))
    played = await play(ChangeAddress(), address="Długa 5/2, 00-950 Warszawa", **known)
    assert played.said == ["utter_order_is_cancelled"]


async def test_on_its_way_only_a_person_can_redirect_it(shelf: Shelf) -> None:
    known = await shelf.put(shipped(an_order(), TODAY, TODAY, None))
    played = await play(ChangeAddress(), address="Długa 5/2, 00-950 Warszawa", **known)
    assert (played.said, played.slots["offer"]) == (["utter_address_too_late"], "person")


@pytest.mark.parametrize(
    ("typed", "street", "postcode", "city"),
    [
        ("Długa 5/2, 00-950 Warszawa", "Długa 5/2", "00-950", "Warszawa"),
        ("Długa 5/2\n00-950 Warszawa", "Długa 5/2", "00-950", "Warszawa"),
        ("ul. 3 Maja 7 m. 4, 30960 Nowa Huta.", "ul. 3 Maja 7 m. 4", "30960", "Nowa Huta"),
        ("Lipová 12, 110 00 Praha", "Lipová 12", "110 00", "Praha"),
        ("Długa, 00-950 Warszawa", None, None, None),
        ("Długa 5/2, Warszawa", None, None, None),
        ("00-950 Warszawa", None, None, None),
        ("", None, None, None),
    ],
)
def test_reading_an_address(typed: str, street: str | None, postcode: str | None, city: str | None) -> None:
    read = parse_address(typed, IGA.address)
    assert (read and (read.street, read.postcode, read.city)) == (street and (street, postcode, city))
    assert read is None or (read.name, read.country) == (IGA.address.name, IGA.address.country)


async def test_who_told_no_problem_hears_first_that_we_are_sorry(shelf: Shelf) -> None:
    late = await shelf.put(shipped(an_order(on=9, promised=-3), TODAY - days(8), TODAY, TODAY + days(2)))
    played = await play(TrackOrder(), topic="track_order", **late)
    assert played.said == ["utter_acknowledge_found_late", "utter_order_late"]
    assert played.slots["acknowledged"] == ["late_delivery"]


@pytest.mark.parametrize("told", ["late_delivery", "missing_parcel"])
async def test_who_was_heard_is_not_told_again(shelf: Shelf, told: str) -> None:
    late = await shelf.put(shipped(an_order(on=9, promised=-3), TODAY - days(8), TODAY, TODAY + days(2)))
    played = await play(TrackOrder(), topic=told, acknowledged=[told], **late)
    assert played.said == ["utter_order_late"]
    assert "acknowledged" not in played.slots
