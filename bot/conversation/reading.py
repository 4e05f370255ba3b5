"""Reading a conversation from the record."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from bot.conversation.messages import COLUMNS, as_message
from bot.incidents.incident import Heard, incident_of
from bot.vocabulary import Owner

INCIDENTS = """
SELECT jsonb_agg(jsonb_build_object('incident', to_jsonb(i.*), 'told', (
    SELECT max(t.number) FROM incident_told t WHERE t.incident_id = i.id AND t.conversation_id = c.id
)) ORDER BY i.created_at) FROM incidents i WHERE i.closed_at IS NULL
"""
"""The open ones, in the statement that is asked anyway: a declared incident is known to every worker at once."""

LOAD = f"""
SELECT c.id, c.channel, c.owner, c.version, c.session_version, c.language, c.handoff_id, c.customer,
    EXISTS (SELECT 1 FROM follow_ups f WHERE f.conversation_id = c.id AND f.asked_at IS NOT NULL) AS followed_up,
    ({INCIDENTS}) AS incidents, to_jsonb(m.*) AS message, EXISTS (
        SELECT 1 FROM messages o WHERE o.conversation_id = c.id AND o.delivery = 'accepted' AND o.seq > m.seq
    ) AS more
FROM conversations c
JOIN LATERAL (SELECT {COLUMNS} FROM messages WHERE conversation_id = c.id AND delivery = 'accepted'
    ORDER BY seq LIMIT 1) m ON true
WHERE c.id = $1
"""
HISTORY = f"""
WITH last AS (SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND seq > $2 ORDER BY seq DESC LIMIT $3)
SELECT * FROM last ORDER BY seq
"""
UNDELIVERED = f"""
SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND delivery = 'pending' AND author <> 'customer'
ORDER BY seq LIMIT 100
"""
HEARD = "SELECT text FROM messages WHERE conversation_id = $1 AND author <> 'customer' ORDER BY seq DESC LIMIT 100"
STATE = """
SELECT c.id, c.channel, c.owner, c.language, c.created_at, c.customer, c.handoff_id,
    coalesce((SELECT display_name FROM desk_users WHERE name = h.agent), h.agent) AS agent
FROM conversations c LEFT JOIN handoffs h ON h.id = c.handoff_id WHERE c.id = $1
"""
HISTORY_MAX = 500


@dataclass(frozen=True)
class Conversation:
    """A row of the record as a step reads it. `followed_up`: we have asked whether a solution worked.

    `incidents`: the open ones, whomever they affect.
    """

    id: str
    channel: str
    owner: Owner
    version: int
    session_version: int
    language: str
    handoff_id: str | None
    customer: dict[str, Any]
    more: bool = False
    followed_up: bool = False
    incidents: tuple[Heard, ...] = ()


async def load(pool: asyncpg.Pool, conversation_id: str) -> tuple[Conversation, dict[str, Any]] | None:
    """The conversation and its oldest unhandled customer message; None when all are handled."""
    row = await pool.fetchrow(LOAD, conversation_id)
    if row is None:
        return None
    values = dict(row)
    message, beside = values.pop("message"), values.pop("incidents") or ()
    incidents = tuple(Heard(incident_of(one["incident"]), one["told"]) for one in beside)
    return Conversation(**{**values, "owner": Owner(values["owner"]), "incidents": incidents}), message


async def history(pool: asyncpg.Pool, conversation_id: str, after_seq: int = 0) -> list[dict[str, Any]]:
    """The last messages after `after_seq`, oldest first, at most 500."""
    rows = await pool.fetch(HISTORY, conversation_id, after_seq, HISTORY_MAX)
    return [as_message(row) for row in rows]


async def undelivered(pool: asyncpg.Pool, conversation_id: str) -> list[dict[str, Any]]:
    return [as_message(row) for row in await pool.fetch(UNDELIVERED, conversation_id)]


async def texts_heard(connection: asyncpg.Connection | asyncpg.Pool, conversation_id: str) -> list[str]:
    """The last hundred lines the customer was told, by whomever, latest first."""
    return [row["text"] for row in await connection.fetch(HEARD, conversation_id)]


async def state(pool: asyncpg.Pool, conversation_id: str) -> asyncpg.Record | None:
    return await pool.fetchrow(STATE, conversation_id)
