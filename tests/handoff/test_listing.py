import uuid

import pytest

from bot.errors import NotFound
from bot.handoff import listing
from bot.vocabulary import HandoffState, Lane
from tests.handoff.handed_over import Desk


async def mine(desk: Desk, state: str | None, ids: list[str]) -> list[str]:
    return [row["id"] for row in await listing.listed(desk.pool, state) if row["id"] in ids]


async def test_the_most_urgent_lane_first_then_the_oldest(desk: Desk) -> None:
    normal = await desk.waiting()
    priority = await desk.waiting(lane=Lane.PRIORITY)
    crisis = await desk.waiting(lane=Lane.CRISIS)
    later = await desk.waiting(lane=Lane.PRIORITY)
    ids = [normal, priority, crisis, later]
    assert await mine(desk, "waiting", ids) == [crisis, priority, later, normal]


async def test_only_the_state_asked_for(desk: Desk) -> None:
    waiting, callback = await desk.waiting(), await desk.waiting(state=HandoffState.CALLBACK)
    assert await mine(desk, "callback", [waiting, callback]) == [callback]
    assert set(await mine(desk, None, [waiting, callback])) == {waiting, callback}


async def test_a_row_is_plain_json(desk: Desk) -> None:
    whose = await desk.waiting(lane=Lane.CRISIS)
    row = next(r for r in await listing.listed(desk.pool, None) if r["id"] == whose)
    assert (row["conversation_id"], row["lane"], row["language"], row["agent"]) == (whose, "crisis", "en", None)
    assert row["trigger"]["kind"] == "asked"
    assert isinstance(row["created_at"], str) and isinstance(row["respond_by"], str)


async def test_the_promises_are_as_they_stand_now(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    [promise] = (await listing.found(desk.pool, whose))["contract"]["promises"]
    assert (promise["state"], promise["id"] is not None) == ("kept", True)


async def test_one_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await listing.found(desk.pool, uuid.uuid4().hex)


async def test_a_message_of_another_conversation_is_not_found(desk: Desk) -> None:
    whose, other = await desk.waiting(), await desk.waiting()
    [line] = await desk.lines(whose)
    async with desk.pool.acquire() as connection:
        assert (await listing.message(connection, whose, line["id"]) or {})["id"] == line["id"]
        assert await listing.message(connection, other, line["id"]) is None
