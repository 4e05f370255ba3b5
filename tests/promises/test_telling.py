"""A batch of customers is told in one transaction; nobody in the middle of something is talked over."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from bot.conversation.messages import Outgoing
from bot.promises.telling import Notice, tell
from bot.vocabulary import Author
from tests.handoff.handed_over import Desk


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


async def notice(desk: Desk, whose: str, due_in_s: float | None = 600) -> Notice:
    row = await desk.row(whose)
    [promise, *_] = await desk.promises(whose)
    due = (datetime.now(UTC) + timedelta(seconds=due_in_s)).isoformat() if due_in_s else None
    return Notice(promise["id"], whose, whose, row["version"], Outgoing("Later.", Author.SYSTEM, due=due))


async def told(desk: Desk, *notices: Notice) -> int:
    return await tell(desk.pool, desk.announcer, notices, datetime.now(UTC))


async def said(desk: Desk, whose: str) -> list[str]:
    return [line["text"] for line in (await desk.lines(whose))[1:]]


async def test_each_gets_a_line_a_new_promise_and_a_new_time(desk: Desk) -> None:
    customers = [await desk.waiting(due_in_s=20) for _ in range(3)]
    assert await told(desk, *[await notice(desk, one) for one in customers]) == 3
    for one in customers:
        old, new = await desk.promises(one)
        assert await said(desk, one) == ["Later."]
        assert (old["state"], old["owed"], new["state"], new["updates"]) == ("updated", False, "open", 1)
        assert (await desk.row(one))["respond_by"] == new["due_at"]


async def test_who_has_moved_on_is_left_out(desk: Desk) -> None:
    quick, slow = await desk.waiting(due_in_s=20), await desk.waiting(due_in_s=20)
    notices = [await notice(desk, quick), await notice(desk, slow)]
    await desk.handoffs.claim(quick, "ola")
    assert await told(desk, *notices) == 1
    assert await said(desk, slow) == ["Later."] and "Later." not in await said(desk, quick)


async def test_who_is_being_claimed_is_not_waited_for(desk: Desk) -> None:
    one = await desk.waiting(due_in_s=20)
    ready = await notice(desk, one)
    async with desk.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM handoffs WHERE id = $1 FOR UPDATE", one)
        assert await asyncio.wait_for(told(desk, ready), 2) == 0
    assert await told(desk, ready) == 1


async def test_the_same_notice_again_says_nothing(desk: Desk) -> None:
    one = await desk.waiting(due_in_s=20)
    ready = await notice(desk, one)
    assert [await told(desk, ready), await told(desk, ready)] == [1, 0]


async def test_without_a_new_time_it_stays_owed_and_is_not_told_again(desk: Desk) -> None:
    one = await desk.waiting(due_in_s=20)
    await told(desk, await notice(desk, one, due_in_s=None))
    [row] = await desk.promises(one)
    assert (row["state"], row["owed"]) == ("updated", True)
    again: Any = await notice(desk, one)
    assert await told(desk, again) == 0


async def test_two_about_one_conversation_come_one_after_the_other(desk: Desk) -> None:
    one = await desk.waiting(due_in_s=20)
    ready = await notice(desk, one)
    assert await told(desk, ready, ready) == 1
    assert len(await said(desk, one)) == 1
