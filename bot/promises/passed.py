"""Evidence that never came: the moment passed, so the promise is broken. It stays owed, and red, until it is done.

What the shop does is broken only after the shop was asked once more (bot/promises/shop_check.py).
"""

from datetime import datetime

import asyncpg

BREAK = """
UPDATE promises SET state = 'broken', settled_at = $1, evidence = 'its time passed without it'
WHERE state = 'open' AND owed AND due_at < $1 AND (kind IN ('start', 'message', 'incident') OR about IS NULL)
"""


async def break_passed(pool: asyncpg.Pool, now: datetime) -> None:
    await pool.execute(BREAK, now)
