import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale, commit
from bot.vocabulary import Author, Owner, PromiseKind
from bot.waits.stated import StatedWait

WITHIN_S = 5.0

DUE = datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)


def step(conversation_id: str, *lines: Outgoing, version: int = 0, **more: Any) -> Commit:
    return replace(Commit(conversation_id, version, Owner.BOT, Owner.BOT, list(lines)), **more)


async def row_of(pool: asyncpg.Pool, conversation_id: str) -> asyncpg.Record:
    row = await pool.fetchrow("SELECT * FROM conversations WHERE id = $1", conversation_id)
    assert row is not None
    return row


async def test_lines_follow_the_customers_in_one_sequence(
    pool: asyncpg.Pool, inbox: Inbox, conversation_id: str
) -> None:
    await inbox.store(Incoming(conversation_id, "hello"), WITHIN_S)
    stored = await commit(pool, step(conversation_id, Outgoing("One"), Outgoing("Two", buttons=[{"title": "x"}])))
    assert [(m["seq"], m["text"], m["author"], m["delivery"]) for m in stored] == [
        (2, "One", "bot", "pending"),
        (3, "Two", "bot", "pending"),
    ]
    assert stored[1]["buttons"] == [{"title": "x"}]
    assert (await inbox.store(Incoming(conversation_id, "again"), WITHIN_S))["seq"] == 4


async def test_the_whole_step_is_stored_at_once(pool: asyncpg.Pool, inbox: Inbox, conversation_id: str) -> None:
    asked = await inbox.store(Incoming(conversation_id, "hello"), WITHIN_S)
    events = [{"event": "user", "text": "hello"}, {"event": "bot", "text": "Hi"}]
    handled = {asked["id"]: {"severity": 1}}
    await commit(pool, step(conversation_id, Outgoing("Hi"), events=events, handled=handled, language="pl"))
    row = await row_of(pool, conversation_id)
    assert (row["version"], row["language"], row["last_seq"], row["session_version"]) == (1, "pl", 2, 0)
    message = await pool.fetchrow("SELECT delivery, scores FROM messages WHERE id = $1", asked["id"])
    assert tuple(message) == ("handled", {"severity": 1})
    turn = await pool.fetchval("SELECT events FROM turns WHERE conversation_id = $1 AND version = 1", conversation_id)
    assert turn == events


async def test_a_step_made_for_an_older_version_changes_nothing(pool: asyncpg.Pool, conversation_id: str) -> None:
    await commit(pool, step(conversation_id, Outgoing("first")))
    with pytest.raises(Stale):
        await commit(pool, step(conversation_id, Outgoing("second"), events=[{"event": "user"}]))
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE conversation_id = $1", conversation_id) == 1
    assert await pool.fetchval("SELECT count(*) FROM turns WHERE conversation_id = $1", conversation_id) == 0


async def test_only_the_owner_commits(pool: asyncpg.Pool, conversation_id: str) -> None:
    with pytest.raises(Stale):
        await commit(pool, step(conversation_id, Outgoing("hi"), owner=Owner.HUMAN, next_owner=Owner.HUMAN))


async def test_of_two_workers_one_wins(pool: asyncpg.Pool, conversation_id: str) -> None:
    both = (commit(pool, step(conversation_id, Outgoing(text))) for text in ("mine", "yours"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Stale", "list"]
    assert (await row_of(pool, conversation_id))["last_seq"] == 1


async def test_a_line_with_a_due_time_is_a_promise(pool: asyncpg.Pool, conversation_id: str) -> None:
    line = Outgoing("With you by 24 November.", due=DUE.isoformat())
    await commit(pool, step(conversation_id, Outgoing("I looked."), line))
    rows = await pool.fetch("SELECT * FROM promises WHERE conversation_id = $1", conversation_id)
    assert [(r["text"], r["due_at"], r["message_id"], r["made_by"], r["state"]) for r in rows] == [
        ("With you by 24 November.", DUE, line.id, "bot", "open")
    ]
    assert (rows[0]["wait_lane"], rows[0]["wait_about_at"]) == (None, None)


async def test_a_stated_wait_keeps_its_lane_and_its_likely_time(pool: asyncpg.Pool, conversation_id: str) -> None:
    about = DUE - timedelta(minutes=6)
    line = Outgoing("In about 6 minutes.", due=DUE.isoformat(), wait=StatedWait("crisis", about.isoformat()))
    await commit(pool, step(conversation_id, line))
    row = await pool.fetchrow("SELECT * FROM promises WHERE conversation_id = $1", conversation_id)
    assert row and (row["wait_lane"], row["wait_about_at"]) == ("crisis", about)


async def test_a_hand_over_moves_the_owner_and_the_end_forgets_it(pool: asyncpg.Pool, conversation_id: str) -> None:
    over = step(conversation_id, Outgoing("A person takes over."), next_owner=Owner.WAITING, handoff_id="h-1")
    await commit(pool, over)
    row = await row_of(pool, conversation_id)
    assert (row["owner"], row["handoff_id"]) == ("waiting", "h-1")
    silent = Commit(conversation_id, 1, Owner.WAITING, Owner.HUMAN)
    assert await commit(pool, silent) == []
    assert (await row_of(pool, conversation_id))["handoff_id"] == "h-1"
    await commit(pool, Commit(conversation_id, 2, Owner.HUMAN, Owner.BOT, [Outgoing("bye", Author.SYSTEM)]))
    row = await row_of(pool, conversation_id)
    assert (row["owner"], row["handoff_id"]) == ("bot", None)


async def test_a_new_session_starts_with_its_turn(pool: asyncpg.Pool, conversation_id: str) -> None:
    await commit(pool, step(conversation_id, events=[{"event": "user"}]))
    await commit(pool, step(conversation_id, events=[{"event": "session_started"}], version=1, new_session=True))
    assert (await row_of(pool, conversation_id))["session_version"] == 2


async def test_a_day_as_due_time_is_taken_too(pool: asyncpg.Pool, conversation_id: str) -> None:
    await commit(pool, step(conversation_id, Outgoing("by then", due=(DUE + timedelta(days=1)).date())))
    assert await pool.fetchval("SELECT count(*) FROM promises WHERE conversation_id = $1", conversation_id) == 1


async def promises(pool: asyncpg.Pool, conversation_id: str) -> list[tuple[Any, ...]]:
    rows = await pool.fetch("SELECT * FROM promises WHERE conversation_id = $1 ORDER BY due_at", conversation_id)
    return [(row["state"], row["owed"], row["kind"], row["channel"], row["updates"]) for row in rows]


def ordered(due: datetime, number: str = "FL-10001") -> Outgoing:
    about = {"order_number": number, "email": "iga@example.com"}
    return Outgoing("by then", due=due.isoformat(), kind=PromiseKind.DELIVERY, about=about)


async def test_the_same_said_again_is_one_promise(pool: asyncpg.Pool, conversation_id: str) -> None:
    for version in range(3):
        await commit(pool, step(conversation_id, ordered(DUE), version=version))
    await commit(pool, step(conversation_id, ordered(DUE, "FL-10002"), version=3))
    assert await promises(pool, conversation_id) == [("open", True, "delivery", "web", 0)] * 2


@pytest.mark.parametrize(("due", "state"), [(DUE, "updated"), (datetime(2020, 1, 1, tzinfo=UTC), "broken")])
async def test_another_time_for_the_same_replaces_it(
    pool: asyncpg.Pool, conversation_id: str, due: datetime, state: str
) -> None:
    await commit(pool, step(conversation_id, ordered(due)))
    await commit(pool, step(conversation_id, ordered(DUE + timedelta(days=2)), version=1))
    assert await promises(pool, conversation_id) == [
        (state, False, "delivery", "web", 0),
        ("open", True, "delivery", "web", 1),
    ]
