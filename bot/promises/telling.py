"""Tells many customers at once that a stated time will not hold: a batch is one transaction, a customer one row.

Whoever is being answered or claimed at that moment is left out and comes with the next look, so nobody waits for a
batch and nothing is said over somebody else's step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.messages import COLUMNS, Outgoing, as_message
from bot.vocabulary import PromiseKind

EVIDENCE = "the customer was told a new time"
WITHOUT_TIME = "the customer was told that no new time can be named"
HANDOFFS = "SELECT id FROM handoffs WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE SKIP LOCKED"
TELL = f"""
WITH given AS (
    SELECT * FROM jsonb_to_recordset($1) AS g(promise text, conversation text, version bigint, id text, text text,
        buttons jsonb, due timestamptz, wait_lane text, wait_about timestamptz, keeps boolean, anew text)
), free AS (
    SELECT g.*, p.kind, p.about, p.handoff_id, p.updates, p.made_by
    FROM given g JOIN conversations c ON c.id = g.conversation AND c.version = g.version
    JOIN promises p ON p.id = g.promise AND p.owed AND p.told_at IS NULL AND p.state <> 'updated'
    WHERE p.handoff_id IS NULL OR p.handoff_id = ANY($3::text[])
    FOR UPDATE OF c, p SKIP LOCKED
), spoken AS (
    UPDATE conversations c SET version = c.version + 1, last_seq = c.last_seq + 1, updated_at = now()
    FROM free WHERE c.id = free.conversation RETURNING c.id, c.last_seq, c.channel
), told AS (
    UPDATE promises p SET told_at = $2, settled_at = coalesce(p.settled_at, $2),
        owed = free.due IS NULL AND NOT free.keeps AND p.owed,
        evidence = CASE WHEN free.keeps THEN 'message ' || free.id WHEN free.due IS NULL THEN $5 ELSE $4 END,
        state = CASE WHEN p.state <> 'open' THEN p.state WHEN $2 >= p.due_at THEN 'broken' WHEN free.keeps THEN 'kept'
            ELSE 'updated' END
    FROM free WHERE p.id = free.promise
), promised AS (
    INSERT INTO promises (id, conversation_id, handoff_id, message_id, text, due_at, made_by, channel, kind, about,
        updates, created_at, wait_lane, wait_about_at)
    SELECT gen_random_uuid()::text, s.id, f.handoff_id, f.id, f.text, f.due,
        CASE f.kind WHEN 'start' THEN 'system' ELSE f.made_by END, s.channel, coalesce(f.anew, f.kind), f.about,
        CASE WHEN f.keeps THEN 0 ELSE f.updates + 1 END, $2,
        f.wait_lane, f.wait_about
    FROM free f JOIN spoken s ON s.id = f.conversation WHERE f.due IS NOT NULL
), responding AS (
    UPDATE handoffs h SET respond_by = f.due FROM free f
    WHERE h.id = f.handoff_id AND f.kind = 'start'
)
INSERT INTO messages (id, conversation_id, seq, author, text, buttons, delivery)
SELECT f.id, s.id, s.last_seq, 'system', f.text, f.buttons, 'pending' FROM free f JOIN spoken s ON s.id = f.conversation
RETURNING {COLUMNS}
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about one promise. With `line.due` it is made anew for that time; without, no time is named any more.

    `keeps`: the line is what was promised, so what it names is a new promise, of the kind `anew`.
    `version`: of the conversation as it was read; one that has moved on is left out.
    """

    promise_id: str
    conversation_id: str
    handoff_id: str | None
    version: int
    line: Outgoing
    keeps: bool = False
    anew: PromiseKind | None = None


async def tell(pool: asyncpg.Pool, announcer: Announcer, notices: Sequence[Notice], now: datetime) -> int:
    """How many were told. One notice a conversation: a second one of the same batch is left for the next look."""
    first = {notice.conversation_id: notice for notice in reversed(notices)}
    rows = [_row(notice) for notice in first.values()]
    handoffs = [notice.handoff_id for notice in first.values() if notice.handoff_id]
    async with pool.acquire() as connection, connection.transaction():
        held = [row["id"] for row in await connection.fetch(HANDOFFS, handoffs)]
        told = await connection.fetch(TELL, rows, now, held, EVIDENCE, WITHOUT_TIME)
    await announcer.messages([as_message(row) for row in told])
    return len(told)


def _row(notice: Notice) -> dict[str, Any]:
    line = notice.line
    about = {"promise": notice.promise_id, "conversation": notice.conversation_id, "version": notice.version}
    due = str(line.due) if line.due else None
    wait = {"wait_lane": line.wait.lane, "wait_about": line.wait.about} if line.wait else {}
    word = {"keeps": notice.keeps, "anew": notice.anew}
    return {**about, **word, "id": line.id, "text": line.text, "buttons": line.buttons, "due": due, **wait}
