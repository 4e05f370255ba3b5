"""What the truth page reads, written as the hand-over and the ledger write it."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.waits.history import as_json, read_history
from bot.waits.truth import History
from waits.desk_rows import DeskRows

PROMISE = """
INSERT INTO promises (id, conversation_id, handoff_id, text, due_at, made_by, created_at, wait_lane, wait_about_at)
VALUES ($1, $2, $2, 'soon', $3, 'bot', $4, $5, $6)
"""
SETTLE = "UPDATE promises SET state = $2, settled_at = $3 WHERE id = $1"


async def state_wait(
    desk: DeskRows, handoff_id: str, said_ago: float, upper: float, lane: str | None = "normal"
) -> str:
    """Minutes. The likely time is half of the latest."""
    said_at, promise_id = desk.now - timedelta(minutes=said_ago), str(uuid.uuid4())
    due_at, about_at = said_at + timedelta(minutes=upper), said_at + timedelta(minutes=upper / 2)
    await desk.conn.execute(PROMISE, promise_id, handoff_id, due_at, said_at, lane, about_at)
    return promise_id


async def claimed(desk: DeskRows, handoff_id: str, ago: float) -> None:
    at = desk.now - timedelta(minutes=ago)
    await desk.conn.execute("UPDATE handoffs SET claimed_at = $2 WHERE id = $1", handoff_id, at)


async def read(desk: DeskRows) -> History:
    return await read_history(desk.conn, ZoneInfo("Europe/Warsaw"), desk.now)


async def test_an_empty_record_says_nothing_and_invents_nothing(desk: DeskRows) -> None:
    said = as_json(await read(desk))
    assert (said["stated"], said["kept_share"], said["hours"]) == (0, None, [])
    assert said["late"]["median_s"] is None
    assert [lane["lane"] for lane in said["lanes"]] == ["crisis", "priority", "normal"]


async def test_kept_and_late_are_told_by_when_a_person_started(desk: DeskRows) -> None:
    for started_ago in (55, 40):
        handoff_id = await desk.waiting()
        await state_wait(desk, handoff_id, said_ago=60, upper=12)
        await claimed(desk, handoff_id, started_ago)
    said = as_json(await read(desk))
    assert (said["kept"], said["broken"], said["kept_share"]) == (1, 1, 0.5)
    assert said["calibration"]["p50"]["held"] == 1
    assert said["late"] | {"count": 1, "silent": 1, "worst_s": 480.0} == said["late"]
    assert [(one["hour"], one["stated"]) for one in said["hours"]] == [(11, 2)]


async def test_the_first_time_counts_and_the_new_one_is_counted_apart(desk: DeskRows) -> None:
    handoff_id = await desk.waiting()
    first = await state_wait(desk, handoff_id, said_ago=60, upper=12)
    await desk.conn.execute(SETTLE, first, "updated", desk.now - timedelta(minutes=49))
    await state_wait(desk, handoff_id, said_ago=49, upper=20)
    await claimed(desk, handoff_id, ago=40)
    said = as_json(await read(desk))
    assert (said["stated"], said["broken"], said["late"]["warned"]) == (1, 1, 1)
    assert (said["updates"]["stated"], said["updates"]["kept"]) == (1, 1)


async def test_who_withdraws_counts_neither_way(desk: DeskRows) -> None:
    handoff_id = await desk.withdrawn(after=60)
    created_at: datetime = await desk.conn.fetchval("SELECT created_at FROM handoffs WHERE id = $1", handoff_id)
    await state_wait(desk, handoff_id, (desk.now - created_at).total_seconds() / 60, upper=12)
    said = as_json(await read(desk))
    assert (said["left"], said["kept"], said["broken"], said["kept_share"]) == (1, 0, 0, None)


async def test_the_lane_is_the_one_it_was_said_for(desk: DeskRows) -> None:
    handoff_id = await desk.waiting(lane="crisis")
    await state_wait(desk, handoff_id, said_ago=5, upper=12, lane="normal")
    said = as_json(await read(desk))
    assert {lane["lane"]: lane["pending"] for lane in said["lanes"]} == {"crisis": 0, "priority": 0, "normal": 1}


async def test_other_promises_and_older_weeks_are_not_waits_of_this_week(desk: DeskRows) -> None:
    handoff_id = await desk.waiting()
    await state_wait(desk, handoff_id, said_ago=60, upper=12, lane=None)
    await state_wait(desk, handoff_id, said_ago=8 * 24 * 60, upper=12)
    assert (await read(desk)).whole.stated == 0
