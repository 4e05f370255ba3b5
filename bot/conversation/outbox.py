"""The way out: lines to the customer become rows in the same transaction as the step that caused them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from bot.conversation.messages import COLUMNS, Outgoing, as_message
from bot.errors import WrongState
from bot.vocabulary import Owner

PROMISED = """, promising AS (
    SELECT p.*, channel FROM conversation, jsonb_to_recordset($6)
        AS p(id text, author text, text text, due timestamptz, kind text, about jsonb, wait_lane text,
            wait_about timestamptz)
    WHERE p.due IS NOT NULL
), replaced AS (
    UPDATE promises o SET owed = false, told_at = coalesce(o.told_at, now()),
        settled_at = coalesce(o.settled_at, now()),
        evidence = coalesce(o.evidence, 'the customer was told a new time'),
        state = CASE WHEN o.state <> 'open' THEN o.state WHEN now() <= o.due_at THEN 'updated' ELSE 'broken' END
    FROM promising p WHERE o.conversation_id = $1 AND o.owed AND o.kind = p.kind AND o.kind <> 'message'
        AND o.about IS NOT DISTINCT FROM p.about AND o.due_at <> p.due
    RETURNING o.kind, o.updates
), promised AS (
    INSERT INTO promises (id, conversation_id, handoff_id, message_id, text, due_at, made_by, channel, kind, about,
        updates, wait_lane, wait_about_at)
    SELECT gen_random_uuid()::text, $1, $10, p.id, p.text, p.due, p.author, p.channel, p.kind, p.about,
        coalesce((SELECT max(r.updates) + 1 FROM replaced r WHERE r.kind = p.kind), 0),
        p.wait_lane, p.wait_about
    FROM promising p WHERE NOT EXISTS (
        SELECT FROM promises o WHERE o.conversation_id = $1 AND o.owed AND o.state = 'open' AND o.kind = p.kind
            AND o.about IS NOT DISTINCT FROM p.about AND o.due_at = p.due)
), responding AS (
    UPDATE handoffs h SET respond_by = p.due FROM promising p
    WHERE h.id = $10 AND p.kind = 'start' AND h.state IN ('waiting', 'callback')
)"""
"""A statement said again is one promise; another time for the same thing replaces what was said before."""

SPEAKING = f"""
WITH conversation AS (
    UPDATE conversations SET version = version + 1, last_seq = last_seq + jsonb_array_length($6), owner = $4,
        language = coalesce($5, language), session_version = CASE WHEN $8 THEN version + 1 ELSE session_version END,
        handoff_id = CASE WHEN $4 = 'bot' THEN NULL ELSE coalesce($10, handoff_id) END, updated_at = now()
    WHERE id = $1 AND version = $2 AND owner = $3
    RETURNING version, channel, last_seq - jsonb_array_length($6) AS base
), turn AS (
    INSERT INTO turns (conversation_id, version, events) SELECT $1, version, $7 FROM conversation
    WHERE jsonb_array_length($7) > 0
), handled AS (
    UPDATE messages m SET delivery = 'handled', scores = h.scores, trace = h.trace, settled_at = now()
    FROM conversation, jsonb_to_recordset($9) AS h(id text, scores jsonb, trace jsonb)
    WHERE m.id = h.id AND m.conversation_id = $1
), lines AS (
    INSERT INTO messages (id, conversation_id, seq, author, name, text, buttons, delivery)
    SELECT l.id, $1, base + l.n, l.author, l.name, l.text, l.buttons, 'pending'
    FROM conversation, jsonb_to_recordset($6) AS l(n int, id text, author text, name text, text text, buttons jsonb)
    RETURNING {COLUMNS}
)"""
COMMITTED = "SELECT c.version AS committed, lines.* FROM conversation c LEFT JOIN lines ON true ORDER BY lines.seq"
COMMIT, COMMIT_PROMISING = f"{SPEAKING} {COMMITTED}", f"{SPEAKING}{PROMISED} {COMMITTED}"


class Stale(WrongState):
    """The conversation moved on (another worker, a claim at the desk): read it again."""


@dataclass(frozen=True)
class Commit:
    """One step of one conversation, all of it or nothing.

    `events`: Rasa events as dicts, kept as one turn. `handled`: ids of customer messages with their scores, in order.
    `trace`: why the step is what it is (bot/policy/trace.py), kept with the last of them.
    """

    conversation_id: str
    version: int
    owner: Owner
    next_owner: Owner
    lines: Sequence[Outgoing] = ()
    events: Sequence[dict[str, Any]] = ()
    handled: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    language: str | None = None
    new_session: bool = False
    handoff_id: str | None = None
    trace: dict[str, Any] | None = None


async def commit(connection: asyncpg.Connection | asyncpg.Pool, step: Commit) -> list[dict[str, Any]]:
    """The stored lines in order, with the id of the message they answer in `answers`: the last one handled.

    Raises Stale when version or owner are no longer what the step was made for.
    """
    promises = any(line.due for line in step.lines)  # most lines promise nothing and need no look at the ledger
    rows = await connection.fetch(COMMIT_PROMISING if promises else COMMIT, *_arguments(step))
    if not rows:
        raise Stale(f"{step.conversation_id} moved on from version {step.version}", step.owner)
    answers = {"answers": next(reversed(step.handled))} if step.handled else {}
    return [{**as_message(_without(row, "committed")), **answers} for row in rows if row["id"] is not None]


def _arguments(step: Commit) -> tuple[Any, ...]:
    handled = [{"id": i, "scores": s, "trace": _trace(step, i)} for i, s in step.handled.items()]
    lines = [_row(n, line) for n, line in enumerate(step.lines, 1)]
    state = (step.conversation_id, step.version, step.owner, step.next_owner, step.language)
    return (*state, lines, list(step.events), step.new_session, handled, step.handoff_id)


def _trace(step: Commit, message_id: str) -> dict[str, Any] | None:
    """Of messages answered as one the last has it, the others say which that is."""
    last = next(reversed(step.handled))
    return step.trace if message_id == last else {"read_with": last}


def _row(n: int, line: Outgoing) -> dict[str, Any]:
    due = str(line.due) if line.due else None
    words = {"name": line.name, "text": line.text, "buttons": line.buttons}
    promised = {"due": due, "kind": line.kind, "about": line.about}
    wait = {"wait_lane": line.wait.lane, "wait_about": line.wait.about} if line.wait else {}
    return {"n": n, "id": line.id, "author": line.author, **promised, **words, **wait}


def _without(row: asyncpg.Record, name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
