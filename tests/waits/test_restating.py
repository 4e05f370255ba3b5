"""Which stated waits are replaced, on the desk the record shows; the rule itself: test_recheck.py."""

from datetime import timedelta
from typing import Any

from bot.waits.assumptions import Assumptions
from bot.waits.hours import Hours
from bot.waits.quote import Waits
from bot.waits.restating import Told
from waits.desk_rows import DeskRows
from waits.test_quote import OFFICE


async def restated(desk: DeskRows, *told: Told, hours: Hours | None = None) -> dict[str, dict[str, Any]]:
    return await Waits(desk.conn, hours or Hours.always(), Assumptions()).restated(told, desk.now)  # type: ignore[arg-type]


def told(desk: DeskRows, handoff_id: str, left_s: float, age_s: float = 60, lane: str = "normal") -> Told:
    due_at, said_at = desk.now + timedelta(seconds=left_s), desk.now - timedelta(seconds=age_s)
    return Told(handoff_id, lane, due_at, said_at)


async def busy(desk: DeskRows, waiting: int) -> list[str]:
    await desk.agent("Ala")
    await desk.chat("Ala")
    return [await desk.waiting(ago=600 - n) for n in range(waiting)]


async def test_a_wait_that_will_hold_stays(desk: DeskRows) -> None:
    [first] = await busy(desk, 1)
    assert await restated(desk, told(desk, first, left_s=7200)) == {}


async def test_one_that_cannot_hold_gets_a_later_bound_at_once(desk: DeskRows) -> None:
    *_, last = await busy(desk, 12)
    found = await restated(desk, told(desk, last, left_s=150))
    assert found[last]["state"] == "open" and found[last]["upper_s"] >= 150 + 60


async def test_the_first_in_the_queue_is_told_less_than_the_last(desk: DeskRows) -> None:
    queue = await busy(desk, 12)
    found = await restated(desk, *(told(desk, one, left_s=20) for one in queue))
    assert len(found) == 12
    assert found[queue[0]]["upper_s"] < found[queue[-1]]["upper_s"]


async def test_before_its_moment_it_is_replaced_even_if_somebody_is_free(desk: DeskRows) -> None:
    await desk.agent("Ala", slots=3)
    one = await desk.waiting()
    assert await restated(desk, told(desk, one, left_s=120)) == {}
    assert (await restated(desk, told(desk, one, left_s=25)))[one]["upper_s"] >= 120


async def test_with_nobody_there_only_the_moment_counts_and_no_number_is_made_up(desk: DeskRows) -> None:
    one = await desk.waiting()
    assert await restated(desk, told(desk, one, left_s=100)) == {}
    assert (await restated(desk, told(desk, one, left_s=25)))[one]["state"] == "unknown"


async def test_when_the_desk_has_closed_the_next_opening_is_told(desk: DeskRows) -> None:
    one = await desk.waiting()
    night = DeskRows(desk.conn, desk.now.replace(hour=22))
    found = await restated(night, told(night, one, left_s=25), hours=OFFICE)
    assert found[one]["state"] == "closed" and found[one]["due_at"]


async def test_every_lane_by_itself(desk: DeskRows) -> None:
    await busy(desk, 12)
    urgent, crisis = await desk.waiting("priority"), await desk.waiting("crisis")
    found = await restated(desk, told(desk, urgent, 10, lane="priority"), told(desk, crisis, 10, lane="crisis"))
    assert {found[urgent]["lane"], found[crisis]["lane"]} == {"priority", "crisis"}
    assert found[crisis]["alternative"] and not found[urgent]["alternative"]


async def test_nobody_waits_nothing_is_asked(desk: DeskRows) -> None:
    assert await restated(desk) == {}
