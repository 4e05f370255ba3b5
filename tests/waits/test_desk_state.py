import math

import pytest

from bot.waits.assumptions import Assumptions
from bot.waits.desk_state import Desk, read_desk
from waits.desk_rows import DeskRows


async def read(desk: DeskRows) -> Desk:
    return await read_desk(desk.conn, desk.now, Assumptions())


async def test_an_empty_desk_has_no_slots_and_the_guessed_handling_times(desk: DeskRows) -> None:
    seen = await read(desk)
    assert (seen.chats, seen.free_slots, seen.queued) == ((), 0, ())
    assert set(seen.handling) == {"crisis", "priority", "normal"}


async def test_only_people_seen_in_the_last_minute_and_available_are_on_duty(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=3)
    await desk.agent("Bea", slots=5, seen_ago=61)
    await desk.agent("Cyd", slots=5, available=False)
    assert (await read(desk)).free_slots == 3


async def test_a_chat_takes_a_slot_of_its_agent(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=3)
    await desk.chat("Ala", age=200)
    seen = await read(desk)
    assert seen.free_slots == 2
    assert [chat.age_s for chat in seen.chats] == [200]


async def test_a_chat_of_somebody_who_left_frees_no_slot(desk: DeskRows) -> None:
    await desk.agent("Ala", seen_ago=300)
    await desk.chat("Ala")
    assert (await read(desk)).chats == ()


async def test_of_more_chats_than_slots_only_as_many_count_as_there_are_slots(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=1)
    await desk.chat("Ala", age=900)
    await desk.chat("Ala", age=100)
    seen = await read(desk)
    assert seen.free_slots == 0
    assert [chat.age_s for chat in seen.chats] == [100]


async def test_higher_lanes_are_ahead_and_lower_lanes_are_not(desk: DeskRows) -> None:
    for lane in ("normal", "crisis", "priority", "normal"):
        await desk.waiting(lane)
    seen = await read(desk)
    assert seen.state("crisis").ahead == ("crisis",)
    assert seen.state("priority").ahead == ("crisis", "priority")
    assert seen.state("normal").ahead == ("crisis", "priority", "normal", "normal")


async def test_a_callback_keeps_its_place_in_the_queue(desk: DeskRows) -> None:
    await desk.waiting(state="callback")
    assert (await read(desk)).state("normal").ahead == ("normal",)


async def test_who_is_waiting_already_does_not_wait_for_those_behind(desk: DeskRows) -> None:
    await desk.waiting(ago=300)
    mine = await desk.waiting(ago=200)
    await desk.waiting(ago=100)
    assert (await read(desk)).state("normal", mine).ahead == ("normal",)


async def test_handling_time_is_learned_from_closed_and_returned_hand_overs(desk: DeskRows) -> None:
    for _ in range(30):
        await desk.handled(1200)
        await desk.handled(1200, ended="released_at")
    learned = (await read(desk)).handling["normal"]
    assert learned.mean_log == pytest.approx(math.log(1200), abs=0.3)


async def test_slips_of_the_hand_and_forgotten_chats_teach_nothing(desk: DeskRows) -> None:
    before = (await read(desk)).handling["normal"]
    await desk.handled(2)
    await desk.handled(20 * 3600)
    assert (await read(desk)).handling["normal"] == before


async def test_higher_lanes_that_came_lately_are_expected_to_come_again(desk: DeskRows) -> None:
    await desk.waiting("crisis", ago=600)
    await desk.waiting("normal", ago=600)
    seen = await read(desk)
    assert [(lane.category, lane.count) for lane in seen.state("normal").overtaking] == [("crisis", 1)]
    assert seen.state("crisis").overtaking == ()
