from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.waits.assumptions import Assumptions
from bot.waits.hours import Hours, parse_hours
from bot.waits.quote import Waits
from waits.desk_rows import DeskRows

OFFICE = parse_hours(
    {
        "time_zone": "Europe/Warsaw",
        "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ["08:00-20:00"]),
    }
)


def waits(desk: DeskRows, hours: Hours | None = None) -> Waits:
    return Waits(desk.conn, hours or Hours.always(), Assumptions())


async def quote(desk: DeskRows, lane: str = "normal", **more: Any) -> dict[str, Any]:
    return await waits(desk, OFFICE).quote(lane, "pl", desk.now, **more)


def at(desk: DeskRows, time: str) -> DeskRows:
    hour, minute = map(int, time.split(":"))
    return replace(desk, now=desk.now.replace(hour=hour, minute=minute))


async def test_somebody_free_takes_it_now_within_the_time_it_takes_to_pick_it_up(desk: DeskRows) -> None:
    await desk.agent("Ala")
    said = await quote(desk)
    assert (said["state"], said["point_s"], said["upper_s"]) == ("open", 0, 120)
    assert datetime.fromisoformat(said["due_at"]) == desk.now + timedelta(seconds=120)


async def test_a_busy_desk_states_a_wait_and_the_moment_it_is_due(desk: DeskRows) -> None:
    await desk.agent("Ala")
    await desk.chat("Ala")
    await desk.waiting()
    said = await quote(desk)
    assert 120 <= said["point_s"] < said["upper_s"] <= 3600
    assert datetime.fromisoformat(said["due_at"]) == desk.now + timedelta(seconds=said["upper_s"])


async def test_a_longer_queue_is_a_longer_wait(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=2)
    await desk.waiting()
    await desk.waiting()
    short = await quote(desk)
    for _ in range(8):
        await desk.waiting()
    assert (await quote(desk))["upper_s"] > short["upper_s"]


async def test_the_same_queue_is_told_the_same(desk: DeskRows) -> None:
    await desk.agent("Ala")
    await desk.waiting()
    await desk.waiting()
    assert await quote(desk) == await quote(desk)


async def test_a_waiting_customer_is_told_the_wait_from_their_own_place(desk: DeskRows) -> None:
    await desk.agent("Ala")
    await desk.chat("Ala")
    mine = await desk.waiting(ago=600)
    for _ in range(6):
        await desk.waiting(ago=60)
    assert (await quote(desk, handoff_id=mine))["upper_s"] < (await quote(desk))["upper_s"]


async def test_open_but_nobody_on_duty_is_unknown_and_promises_nothing(desk: DeskRows) -> None:
    await desk.agent("Ala", seen_ago=600)
    said = await quote(desk)
    assert said["state"] == "unknown"
    assert (said["point_s"], said["upper_s"], said["due_at"]) == (None, None, None)


async def test_closed_says_the_opening_and_an_answer_at_least_half_an_hour_later(desk: DeskRows) -> None:
    said = await quote(at(desk, "22:00"))
    assert said["state"] == "closed"
    assert said["opens_at"] == "2026-11-24T07:00:00+00:00"
    assert said["answer_by"] == said["due_at"] == "2026-11-24T07:30:00+00:00"


async def test_a_backlog_moves_the_answer_after_opening_to_a_later_quarter(desk: DeskRows) -> None:
    for _ in range(30):
        await desk.waiting(state="callback")
    answer_by = datetime.fromisoformat((await quote(at(desk, "22:00")))["answer_by"])
    assert answer_by > datetime.fromisoformat("2026-11-24T08:00:00+00:00")
    assert answer_by.minute % 15 == 0


async def test_a_weekend_is_jumped_over(desk: DeskRows) -> None:
    friday = replace(desk, now=desk.now.replace(day=27, hour=21))
    assert (await quote(friday))["opens_at"] == "2026-11-30T07:00:00+00:00"


async def test_ten_minutes_before_closing_a_long_queue_is_not_promised_for_today(desk: DeskRows) -> None:
    evening = at(desk, "19:50")
    await evening.agent("Ala")
    for _ in range(6):
        await evening.waiting()
    said = await quote(evening)
    assert (said["state"], said["closes_at"]) == ("closed", "2026-11-23T19:00:00+00:00")
    assert said["answer_by"] > "2026-11-24T07:30"


async def test_ten_minutes_before_closing_a_free_person_still_answers_today(desk: DeskRows) -> None:
    evening = at(desk, "19:50")
    await evening.agent("Ala")
    assert (await quote(evening))["state"] == "open"


async def test_a_desk_that_never_opens_promises_nothing(desk: DeskRows) -> None:
    never = parse_hours({"time_zone": "Europe/Warsaw"})
    assert (await waits(desk, never).quote("normal", "en", desk.now))["state"] == "unknown"


@pytest.mark.parametrize(("lane", "alternative"), [("crisis", True), ("priority", False), ("normal", False)])
async def test_a_crisis_never_rests_on_a_number_alone(desk: DeskRows, lane: str, alternative: bool) -> None:
    await desk.agent("Ala")
    await desk.chat("Ala")
    assert (await quote(desk, lane))["alternative"] is alternative


async def test_the_quote_names_its_lane_and_language(desk: DeskRows) -> None:
    said = await quote(desk, "priority")
    assert (said["lane"], said["language"]) == ("priority", "pl")
