from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.waits.assumptions import Assumptions
from bot.waits.hours import Hours
from bot.waits.hours_file import parse_hours
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


PLANNED = {"mon": {"08:00-20:00": 1, "12:30-20:00": 5}, "tue": {"08:00-20:00": 6}}


async def asked(desk: DeskRows, weekly: dict[str, Any], lane: str = "normal", **more: Any) -> dict[str, Any]:
    hours = parse_hours({"time_zone": "Europe/Warsaw", "weekly": weekly, **more})
    return await waits(desk, hours).quote(lane, "pl", desk.now)


async def test_people_planned_for_later_today_shorten_the_wait(desk: DeskRows) -> None:
    await desk.agent("Ala")
    await desk.chat("Ala")
    for _ in range(8):
        await desk.waiting()
    alone, joined = await asked(desk, {"mon": {"08:00-20:00": 1}}), await asked(desk, PLANNED)
    assert joined["upper_s"] < alone["upper_s"]


async def test_people_planned_at_opening_bring_the_answer_forward(desk: DeskRows) -> None:
    for _ in range(30):
        await desk.waiting(state="callback")
    few = await asked(at(desk, "22:00"), {"tue": {"08:00-20:00": 1}})
    many = await asked(at(desk, "22:00"), PLANNED)
    assert (few["opens_at"], few["state"]) == (many["opens_at"], "closed")
    assert many["answer_by"] < few["answer_by"]


async def test_a_lane_is_told_its_own_hours(desk: DeskRows) -> None:
    night, crisis = at(desk, "22:00"), {"crisis": {"weekly": {"mon": ["00:00-24:00"]}}}
    await night.agent("Ala")
    assert (await asked(night, PLANNED, "normal", lanes=crisis))["state"] == "closed"
    assert (await asked(night, PLANNED, "crisis", lanes=crisis))["state"] == "open"


async def test_a_call_back_is_an_hour_at_most_and_not_before_the_opening(desk: DeskRows) -> None:
    said = await quote(at(desk, "22:00"))
    assert (said["slot_from"], said["answer_by"]) == ("2026-11-24T07:00:00+00:00", "2026-11-24T07:30:00+00:00")
    for _ in range(30):
        await desk.waiting(state="callback")
    later = await quote(at(desk, "22:00"))
    width = datetime.fromisoformat(later["answer_by"]) - datetime.fromisoformat(later["slot_from"])
    assert width == timedelta(hours=1)


async def test_the_quote_knows_where_the_customer_is(desk: DeskRows) -> None:
    mine = await desk.waiting()
    await desk.conn.execute('UPDATE conversations SET customer = \'{"zone": "Asia/Tokyo"}\' WHERE id = $1', mine)
    assert (await quote(desk, handoff_id=mine))["zone"] == "Asia/Tokyo"
    assert (await quote(desk, conversation_id=mine))["zone"] == "Asia/Tokyo"
    assert (await quote(desk))["zone"] is None


async def test_a_clock_set_back_by_an_hour_frees_nobody_and_brings_nobody(desk: DeskRows) -> None:
    await desk.agent("Ala")
    await desk.chat("Ala", age=60)
    back = replace(desk, now=desk.now - timedelta(hours=1))
    assert (await quote(back))["state"] == "unknown"  # Ala's page has not reported by the new clock yet
    await desk.conn.execute("UPDATE agent_presence SET seen_at = $1", back.now)
    assert (await quote(back))["point_s"] > 0  # and she still has the chat she took "in an hour"
