"""After an outage, and when the clock jumps: what is told is true now, and each thing is told once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from bot.promises.updates import Updates
from tests.handoff.handed_over import Desk
from tests.handoff.quoted import Quoted

HOUR = timedelta(hours=1)
OUTAGE_S = 3 * 3600.0
TEN_MIN = timedelta(minutes=10)


class TenMinutes(Quoted):
    """Whenever it is asked."""

    def __init__(self) -> None:
        super().__init__("open", point_s=300.0, upper_s=600.0)

    async def quote(
        self, lane: str, language: str | None, now: datetime | None = None, handoff_id: str | None = None
    ) -> dict[str, Any]:
        due_at = ((now or datetime.now(UTC)) + TEN_MIN).isoformat(timespec="seconds")
        return {**await super().quote(lane, language, now, handoff_id), "due_at": due_at}


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


async def told(desk: Desk, whose: str, *looks: timedelta) -> list[str]:
    """What the customer hears after the hand-over when the clock looks at these distances from now."""
    updates = Updates(desk.pool, TenMinutes(), desk.wait_wording, desk.wording, desk.announcer)
    for look in looks:
        await updates(datetime.now(UTC) + look)
    return [line["text"] for line in (await desk.lines(whose))[1:]]


async def test_after_an_outage_of_hours_one_message_with_a_time_that_holds(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=-OUTAGE_S)
    [text] = await told(desk, whose, *(timedelta(seconds=n) for n in range(5)))
    assert "10 minutes at the latest" in text
    open_ones = [p for p in await desk.promises(whose) if p["state"] == "open"]
    assert [p["due_at"] > datetime.now(UTC) for p in open_ones] == [True]


async def test_who_is_talking_with_a_person_by_then_hears_no_stale_wait(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=-OUTAGE_S)
    await desk.handoffs.claim(whose, "ola")
    joined = await told(desk, whose)
    assert await told(desk, whose, timedelta(0), HOUR) == joined


async def test_the_clock_jumps_an_hour_forth_and_back(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=600)
    looks = [jump * HOUR for jump in (0, 1, 0, -1, 0, 1, 0)]
    assert len(await told(desk, whose, *looks)) == 1
