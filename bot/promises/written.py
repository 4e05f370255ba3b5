"""Evidence that a person wrote again: they came back to the conversation after they had given their word.

What is written in one go with the promise ("I'll find out") does not keep it. A line after a pause does: five
minutes without a line of a person, or half of the promised time where that is shorter. A person can also say which
line keeps it (POST /api/promises/{id}/kept). What the assistant is to write itself: news.py.
"""

from datetime import datetime
from typing import Any

import asyncpg

from bot.errors import NotFound
from bot.promises.ledger import OWN_WORD, Ledger

PAUSE_S = 300
SETTLE = f"""
WITH back AS (
    SELECT DISTINCT ON (p.id) p.id AS promise, m.id, m.at
    FROM promises p JOIN messages made ON made.id = p.message_id
    JOIN messages m ON m.conversation_id = p.conversation_id AND m.author = 'human' AND m.seq > made.seq
    JOIN LATERAL (
        SELECT at FROM messages WHERE conversation_id = p.conversation_id AND author = 'human' AND seq < m.seq
        ORDER BY seq DESC LIMIT 1
    ) before ON m.at - before.at >= least(make_interval(secs => $1), (p.due_at - p.created_at) / 2)
    WHERE p.kind = 'message' AND p.owed AND NOT ({OWN_WORD}) ORDER BY p.id, m.seq
)
UPDATE promises p SET owed = false, settled_at = coalesce(p.settled_at, b.at), evidence = 'message ' || b.id,
    state = CASE WHEN p.state <> 'open' THEN p.state WHEN b.at <= p.due_at THEN 'kept' ELSE 'broken' END
FROM back b WHERE p.id = b.promise
"""
LINE = """
SELECT p.id, p.owed, p.state, m.at FROM promises p LEFT JOIN messages made ON made.id = p.message_id
LEFT JOIN messages m ON m.id = $2 AND m.conversation_id = p.conversation_id AND m.author = 'human'
    AND m.seq > coalesce(made.seq, 0)
WHERE p.id = $1 AND p.kind = 'message'
"""


async def settle_written(pool: asyncpg.Pool, now: datetime) -> None:
    await pool.execute(SETTLE, PAUSE_S)


async def keep_with(pool: asyncpg.Pool, ledger: Ledger, promise_id: str, message_id: str) -> dict[str, Any]:
    """A person says which of their lines keeps a promise. The promise's row; the same again changes nothing.

    Raises NotFound: no such promise to write, or no line of a person after it with that id.
    """
    async with pool.acquire() as connection, connection.transaction():
        row = await connection.fetchrow(LINE, promise_id, message_id)
        if row is None:
            raise NotFound(f"no promise {promise_id} that a message keeps")
        if row["at"] is None:
            raise NotFound(f"no line {message_id} of a person after this promise")
        await ledger.settle(connection, promise_id, row["at"], f"message {message_id}")
        return dict(await connection.fetchrow("SELECT * FROM promises WHERE id = $1", promise_id))
