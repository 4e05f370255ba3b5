"""What is asked in every turn, or by the clock every second, reads no table from end to end that grows for ever."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from bot.conversation.reading import LOAD
from bot.handoff.listing import PROMISES
from bot.incidents.pushing import BY_PERSON, PENDING
from bot.promises.follow_ups import DUE as FOLLOW_UPS_DUE
from bot.recovery.gesture_book import CONTENT
from bot.recovery.gesture_book import DUE as GESTURES_DUE
from bot.recovery.grants import CONCERNING, HISTORY
from bot.recovery.grants import EARLIER as GRANTED_EARLIER

GROWING = (
    "messages",
    "conversations",
    "promises",
    "follow_ups",
    "gestures",
    "grants",
    "recovery_cases",
    "incident_told",
)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ASKED: dict[str, tuple[str, tuple[Any, ...]]] = {
    "a turn": (LOAD, ("c",)),
    "before an offer": (HISTORY, ("key", "c:1", "FL-1", NOW, date(2026, 11, 1), "c")),
    "at a hand-over": (CONCERNING, ("c", "key", "FL-1")),
    "before a grant": (GRANTED_EARLIER, ("key", "FL-1")),
    "a hand-over at the desk": (PROMISES, ("h",)),
    "the clock: follow-ups": (FOLLOW_UPS_DUE, (NOW,)),
    "the clock: who was content": (CONTENT, (NOW, NOW - timedelta(days=9))),
    "the clock: gestures": (GESTURES_DUE, (NOW,)),
    "the clock: incidents": (PENDING, (["c"],)),
    "the clock: what a person said": (BY_PERSON, ()),
}
UNINDEXED = """
SELECT c.conrelid::regclass::text || '.' || a.attname AS column FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.conrelid::regclass::text = ANY($1::text[]) AND NOT EXISTS (
    SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
        AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%s IS NOT NULL)', a.attname)))
"""


@pytest.mark.parametrize("when", ASKED)
async def test_no_growing_table_is_read_from_end_to_end(pool: asyncpg.Pool, when: str) -> None:
    """With `enable_seqscan` off the planner reads a whole table only where no index would do."""
    statement, given = ASKED[when]
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {statement}", *given))
    assert [table for table in GROWING if f"Seq Scan on {table}" in plan] == [], plan


async def test_what_is_deleted_with_something_else_is_found_by_index(pool: asyncpg.Pool) -> None:
    assert [row["column"] for row in await pool.fetch(UNINDEXED, list(GROWING))] == []
