"""Reading hand-overs: the queue as a list, one with its contract."""

from typing import Any

import asyncpg

from bot.conversation.messages import COLUMNS, as_message
from bot.errors import NotFound

SUMMARY = """
SELECT id, conversation_id, lane, state, language, created_at, respond_by, agent, claimed_at, resolution, cause,
    contract->'customer'->>'display_name' AS customer, contract->'summary'->>'issue' AS issue,
    contract->'trigger' AS trigger, (contract->'scores'->>'frustration')::float AS frustration,
    (contract->'scores'->>'severity')::int AS severity
FROM handoffs
"""
LIST = f"""
{SUMMARY} WHERE $1::text IS NULL OR state = $1
ORDER BY array_position(ARRAY['crisis', 'priority', 'normal'], lane), created_at LIMIT 1000
"""
CONTRACT = "SELECT contract FROM handoffs WHERE id = $1"
PROMISES = """
SELECT p.id, p.text, p.due_at, p.state, p.kind, p.owed, p.made_by, p.message_id FROM promises p
JOIN handoffs h ON h.conversation_id = p.conversation_id AND h.id = $1
WHERE p.handoff_id = $1 OR p.owed ORDER BY p.due_at
"""
INCIDENTS = """
SELECT i.id, i.step, i.what, i.doing, i.next_update_at, max(t.number) = i.number AS heard
FROM handoffs h JOIN incident_told t ON t.conversation_id = h.conversation_id JOIN incidents i ON i.id = t.incident_id
WHERE h.id = $1 AND NOT i.drill AND (i.closed_at IS NULL OR i.pending) GROUP BY i.id ORDER BY i.created_at
"""

AGREED = ("id", "text", "due_at", "state")
"""What version 1 of the contract has of a promise."""


async def listed(pool: asyncpg.Pool, state: str | None) -> list[dict[str, Any]]:
    return [_plain(row) for row in await pool.fetch(LIST, state)]


async def found(pool: asyncpg.Pool, handoff_id: str) -> dict[str, Any]:
    """Raises NotFound. The contract's promises are as they stand now, the rest as it was handed over.

    With them come days of orders that the customer was promised before. `promises` beside the contract are the
    same with what only the desk needs: kind, owed, made_by, message_id. `incidents`: those the customer was told of;
    of one they have not `heard` the last step of, the person who speaks with them should tell it.
    """
    row = await pool.fetchrow(f"{SUMMARY} WHERE id = $1", handoff_id)
    if row is None:
        raise NotFound(f"no hand-over {handoff_id}")
    contract = await pool.fetchval(CONTRACT, handoff_id)
    promises = [_plain(p) for p in await pool.fetch(PROMISES, handoff_id)]
    agreed = [{name: promise[name] for name in AGREED} for promise in promises]
    incidents = [_plain(one) for one in await pool.fetch(INCIDENTS, handoff_id)]
    told = {"promises": promises, "incidents": incidents}
    return {**_plain(row), "contract": {**contract, "promises": agreed}, **told}


async def message(connection: asyncpg.Connection, conversation_id: str, message_id: str) -> dict[str, Any] | None:
    statement = f"SELECT {COLUMNS} FROM messages WHERE id = $1 AND conversation_id = $2"
    row = await connection.fetchrow(statement, message_id, conversation_id)
    return as_message(row) if row else None


def _plain(row: asyncpg.Record) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
