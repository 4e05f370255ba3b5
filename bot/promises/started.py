"""Evidence that a person started: the hand-over was claimed. The claim settles it itself; this finds what it missed."""

from datetime import datetime

import asyncpg

SETTLE = """
UPDATE promises p SET owed = false, settled_at = coalesce(p.settled_at, h.claimed_at),
    evidence = 'a person started at ' || to_char(h.claimed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'),
    state = CASE WHEN p.state <> 'open' THEN p.state WHEN h.claimed_at <= p.due_at THEN 'kept' ELSE 'broken' END
FROM handoffs h WHERE h.id = p.handoff_id AND p.kind = 'start' AND p.owed AND h.claimed_at IS NOT NULL
"""


async def settle_started(pool: asyncpg.Pool, now: datetime) -> None:
    await pool.execute(SETTLE)
