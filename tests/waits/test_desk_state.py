import math

import pytest

from bot.waits.assumptions import Assumptions
from bot.waits.desk_state import Desk, read_desk
from bot.waits.experience import read_learned
from bot.waits.learned import Learned
from waits.desk_rows import DeskRows


async def learn(desk: DeskRows) -> Learned:
    return await read_learned(desk.conn, desk.now, Assumptions(), lambda lane, language, at: True)


async def read(desk: DeskRows) -> Desk:
    return await read_desk(desk.conn, desk.now, Assumptions(), await learn(desk))


async def ahead(desk: DeskRows, lane: str, handoff_id: str | None = None) -> list[str]:
    seen = await read(desk)
    return [seen.learned.handling.names[place] for place in seen.state(lane, handoff_id).ahead.category]


async def test_an_empty_desk_has_no_slots_and_the_guessed_handling_times(desk: DeskRows) -> None:
    seen = await read(desk)
    assert (len(seen.chats), seen.free_slots, seen.queued) == (0, 0, ())
    assert set(seen.learned.handling.names) == {"crisis", "priority", "normal"}


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
    assert seen.chats.age_s.tolist() == [200]


async def test_a_chat_of_somebody_who_left_frees_no_slot(desk: DeskRows) -> None:
    await desk.agent("Ala", seen_ago=300)
    await desk.chat("Ala")
    assert len((await read(desk)).chats) == 0


async def test_somebody_with_more_chats_than_slots_has_none_free(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=1)
    await desk.chat("Ala", age=900)
    await desk.chat("Ala", age=100)
    seen = await read(desk)
    assert seen.free_slots == 0
    assert seen.chats.beside.tolist() == [0, 1]


async def test_higher_lanes_are_ahead_and_lower_lanes_are_not(desk: DeskRows) -> None:
    for lane in ("normal", "crisis", "priority", "normal"):
        await desk.waiting(lane)
    assert await ahead(desk, "crisis") == ["crisis"]
    assert await ahead(desk, "priority") == ["crisis", "priority"]
    assert await ahead(desk, "normal") == ["crisis", "priority", "normal", "normal"]


async def test_a_callback_keeps_its_place_and_does_not_give_up(desk: DeskRows) -> None:
    await desk.waiting(state="callback")
    waiting = (await read(desk)).state("normal").ahead
    assert waiting.stays.tolist() == [True]


async def test_who_is_waiting_already_does_not_wait_for_those_behind(desk: DeskRows) -> None:
    await desk.waiting(ago=300)
    mine = await desk.waiting(ago=200)
    await desk.waiting(ago=100)
    assert await ahead(desk, "normal", mine) == ["normal"]
    assert (await read(desk)).state("normal", mine).ahead.waited_s.tolist() == [300]


async def test_handling_time_is_learned_from_closed_and_returned_hand_overs(desk: DeskRows) -> None:
    for _ in range(30):
        await desk.handled(1200)
        await desk.handled(1200, ended="released_at")
    learned = (await learn(desk)).handling
    assert learned.mean[0] + learned.mean[2 + learned.index("normal")] == pytest.approx(math.log(1200), abs=0.15)


async def test_slips_of_the_hand_and_forgotten_chats_teach_nothing(desk: DeskRows) -> None:
    before = (await learn(desk)).handling.mean_s("normal")
    await desk.handled(2)
    await desk.handled(20 * 3600)
    assert (await learn(desk)).handling.mean_s("normal") == before


async def test_customers_who_withdrew_teach_how_long_people_wait(desk: DeskRows) -> None:
    for _ in range(5):
        await desk.withdrawn(900)
    assert (await learn(desk)).patience.left == pytest.approx(5, rel=0.01)


async def test_broken_promises_widen_the_bounds_and_kept_ones_do_not(desk: DeskRows) -> None:
    for _ in range(4):
        await desk.promised(due_after=300, claimed_after=400)
        await desk.promised(due_after=300, claimed_after=None, ago=400)
    await desk.promised(due_after=300, claimed_after=100, lane="priority")
    calibration = (await learn(desk)).calibration
    assert calibration.width("normal/open") > 1.3
    assert calibration.width("priority/open") < 1.0


async def test_higher_lanes_that_came_lately_are_expected_to_come_again(desk: DeskRows) -> None:
    await desk.waiting("crisis", ago=600)
    await desk.waiting("normal", ago=600)
    seen = await read(desk)
    names = seen.learned.handling.names
    assert [[names[n] for n in lane.categories] for lane in seen.state("normal").overtaking] == [["crisis"]]
    assert seen.state("crisis").overtaking == ()
