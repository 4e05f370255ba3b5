"""Before a stated wait passes the customer hears a new one; after two updates no more numbers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from bot.promises.updates import Updates
from bot.vocabulary import HandoffState
from tests.handoff.handed_over import Desk
from tests.handoff.quoted import Quoted, closed, soon, unknown


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


async def tick(desk: Desk, waits: Quoted, after_s: float = 0.0) -> None:
    """One look of the clock, this long from now."""
    updates = Updates(desk.pool, waits, desk.wait_wording, desk.wording, desk.announcer)
    await updates(datetime.now(UTC) + timedelta(seconds=after_s))


async def told(desk: Desk, whose: str) -> list[str]:
    """What was said after the hand-over itself."""
    return [line["text"] for line in (await desk.lines(whose))[1:]]


async def states(desk: Desk, whose: str) -> list[str]:
    return [promise["state"] for promise in await desk.promises(whose)]


async def test_nothing_is_said_while_there_is_time(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=60)
    await tick(desk, soon(10))
    assert (await told(desk, whose), await states(desk, whose)) == ([], ["open"])


async def test_half_a_minute_before_the_time_a_new_one_is_named(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, soon(10))
    [text] = await told(desk, whose)
    assert text.startswith("It is taking longer than I told you, and I am sorry about that")
    assert "A colleague will be with you in about 5 minutes, 10 minutes at the latest. " in text
    assert text.endswith("leave an e-mail address or a phone number and a colleague contacts you there.")
    assert await states(desk, whose) == ["updated", "open"]


async def test_the_new_time_is_a_promise_and_what_the_desk_sees(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, soon(10))
    old, new = await desk.promises(whose)
    assert old["evidence"] == "the customer was told a new time"
    assert new["text"] == (await told(desk, whose))[0]
    assert new["due_at"] == (await desk.row(whose))["respond_by"] > old["due_at"]
    assert (new["wait_lane"], new["due_at"] - new["wait_about_at"]) == ("normal", timedelta(minutes=5))


async def test_it_is_said_once(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, soon(10))
    await tick(desk, soon(10))
    assert len(await told(desk, whose)) == 1


async def test_too_late_it_is_said_all_the_same_and_the_promise_is_broken(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=-5)
    await tick(desk, soon(10))
    assert len(await told(desk, whose)) == 1
    assert await states(desk, whose) == ["broken", "open"]


async def test_the_second_update_uses_other_words(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, soon(10))
    await tick(desk, soon(30), after_s=9.8 * 60)
    first, second = await told(desk, whose)
    assert second.startswith("I'm sorry, the time I gave you will not be enough: ")
    sentences = set(first.split(". "))
    assert not sentences & set(second.split(". "))


async def test_after_two_updates_no_third_number(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, soon(10))
    await tick(desk, soon(30), after_s=9.8 * 60)
    await tick(desk, soon(60), after_s=29.8 * 60)
    assert (await told(desk, whose))[2].endswith("and a colleague will contact you there.")
    assert await states(desk, whose) == ["updated", "updated", "updated"]
    await tick(desk, soon(60), after_s=120 * 60)
    assert len(await told(desk, whose)) == 3


@pytest.mark.parametrize(("waits", "promised"), [(unknown(), 0), (closed(), 1)])
async def test_without_minutes_to_name(desk: Desk, waits: Quoted, promised: int) -> None:
    whose = await desk.waiting(due_in_s=25, state=HandoffState.CALLBACK)
    await tick(desk, waits)
    assert len(await told(desk, whose)) == 1
    assert (await states(desk, whose)).count("open") == promised


async def test_in_polish(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25, language="pl")
    await tick(desk, soon(10))
    assert (await told(desk, whose))[0].startswith("Trwa to dłużej")


@pytest.mark.parametrize("step", ["claim", "withdraw"])
async def test_nobody_waits_any_more(desk: Desk, step: str) -> None:
    whose = await desk.waiting(due_in_s=25)
    if step == "claim":
        await desk.handoffs.claim(whose, "ola")
    else:
        async with desk.pool.acquire() as connection, connection.transaction():
            await desk.handoffs.withdraw(connection, whose)
    before = await told(desk, whose)
    await tick(desk, soon(10))
    assert await told(desk, whose) == before


class Claimed(Quoted):
    """An agent claims the hand-over between reading and writing the update."""

    def __init__(self, desk: Desk, whose: str) -> None:
        super().__init__("unknown")
        self._desk, self._whose = desk, whose

    async def quote(self, *args: Any, **more: Any) -> dict[str, Any]:
        if (await self._desk.row(self._whose))["state"] == "waiting":
            await self._desk.handoffs.claim(self._whose, "ola")
        return await super().quote(*args, **more)


async def test_a_claim_that_was_faster_wins(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=25)
    await tick(desk, Claimed(desk, whose))
    assert await told(desk, whose) == ["ola has joined and can see the whole conversation."]
    assert await states(desk, whose) == ["kept"]


async def test_one_customer_does_not_hold_up_the_next(desk: Desk) -> None:
    first, second = await desk.waiting(due_in_s=20), await desk.waiting(due_in_s=25)
    await tick(desk, Claimed(desk, first))
    assert len(await told(desk, second)) == 1
