"""What the record says about a conversation once everything has calmed down."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg

from bot.store import postgres
from bot.store.embedded import EmbeddedPostgres
from tests.robustness.waiting import eventually

MESSAGES = """
SELECT m.id, m.seq, m.author, m.text, m.client_id, m.delivery,
    coalesce(w.trace, m.trace) -> 'stages' = '["waiting"]' AS while_waiting
FROM messages m LEFT JOIN messages w ON w.id = m.trace ->> 'read_with'
WHERE m.conversation_id = $1 ORDER BY m.seq
"""
EVENTS = """
SELECT e->>'event' AS event, e->>'text' AS text,
    coalesce(e->'metadata'->'message_ids', jsonb_build_array(e->'message_id')) AS message_ids
FROM turns, jsonb_array_elements(events) e WHERE conversation_id = $1 ORDER BY version
"""
HANDED_OVER = "SELECT EXISTS (SELECT FROM handoffs WHERE conversation_id = $1)"
OPERATIONS = "SELECT key, kind, status FROM demo_shop.operations WHERE order_number = $1"
REFUNDS = "SELECT count(*) FROM demo_shop.refunds WHERE order_number = $1"
Row = dict[str, Any]


@asynccontextmanager
async def record_of(directory: Path) -> AsyncIterator[asyncpg.Pool]:
    """The embedded record of a running server."""
    pool = await postgres.connect(EmbeddedPostgres(directory / "postgres").start(), connections=2)
    try:
        yield pool
    finally:
        await pool.close()


async def messages(pool: asyncpg.Pool, conversation_id: str) -> list[Row]:
    return [dict(row) for row in await pool.fetch(MESSAGES, conversation_id)]


async def settled(pool: asyncpg.Pool, conversation_id: str, seconds: float = 60.0) -> None:
    """Everything that was taken has been handled."""

    async def handled() -> bool:
        return all(row["delivery"] != "accepted" for row in await messages(pool, conversation_id))

    await eventually(f"{conversation_id} is answered", handled, seconds)


async def answered_once(pool: asyncpg.Pool, conversation_id: str, said: Iterable[str]) -> list[Row]:
    """Asserts that each message in `said` (the customer's own ids) was taken, done and answered once, alone or with
    others that came with it. Gives all.

    Who says the same again and again is handed over in the end; what they write then is no turn of the bot's.
    """
    await settled(pool, conversation_id)
    rows = await messages(pool, conversation_id)
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1)), "the sequence has a gap"
    customers = [row for row in rows if row["author"] == "customer"]
    assert sorted(row["client_id"] for row in customers) == sorted(said), "a message is lost or doubled"
    events = await pool.fetch(EVENTS, conversation_id)
    turns = Counter(i for event in events if event["event"] == "user" for i in event["message_ids"])
    owed = Counter(row["id"] for row in customers if not row["while_waiting"])
    assert turns == owed, "a message has not exactly one turn"
    spoken = [event["text"] for event in events if event["event"] == "bot"]
    lines = [row["text"] for row in rows if row["author"] == "bot"]
    if await pool.fetchval(HANDED_OVER, conversation_id):  # the words of a hand-over are no turn's either
        following = iter(lines)
        assert all(text in following for text in spoken), "lines are not what the turns said, in order"
    else:
        assert spoken == lines, "lines are not what the turns said"
    return rows


async def done_once(pool: asyncpg.Pool, order_number: str, kind: str = "CN") -> None:
    """Asserts that a wish took effect once, and money moved once."""
    operations = [tuple(row)[1:] for row in await pool.fetch(OPERATIONS, order_number)]
    assert operations == [(kind, "done")], f"{order_number}: {operations}"
    assert await pool.fetchval(REFUNDS, order_number) == 1
