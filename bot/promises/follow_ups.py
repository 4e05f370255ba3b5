"""Asks whether a settled problem stayed settled: once, not at night, not while a person talks with the customer."""

from datetime import datetime, timedelta

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.apart import apart
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale, commit
from bot.conversation.reading import texts_heard
from bot.policy.topics import PARCEL, SAME_PROBLEM, TOPICS
from bot.promises.follow_up_rules import Rules
from bot.vocabulary import FollowUpState, HandoffState, Owner, PromiseState

MOST_AT_ONCE = 20  # a second: what piled up in an outage must not keep wait updates waiting
SCHEDULE = f"""
UPDATE follow_ups SET due_at = d.at, look_at = d.at FROM (
    SELECT id, CASE WHEN promised_at IS NULL THEN settled_at + $2::interval
        ELSE greatest(promised_at, settled_at) + $1::interval END AS at
    FROM follow_ups WHERE state = '{FollowUpState.PLANNED}' AND due_at IS NULL
) d WHERE follow_ups.id = d.id
"""
DUE = f"""
SELECT f.id, f.conversation_id, f.topic, f.due_at, f.promised_at, c.version, c.owner, c.language,
    c.customer->>'zone' AS zone,
    EXISTS (SELECT 1 FROM follow_up_opt_outs o WHERE o.customer IN (f.customer, f.conversation_id)) AS opted_out,
    EXISTS (SELECT 1 FROM handoffs h WHERE h.conversation_id = f.conversation_id AND h.created_at > f.settled_at
        AND h.state = '{HandoffState.CLOSED}') AS handed_over_since,
    (SELECT max(due_at) FROM promises p WHERE p.conversation_id = f.conversation_id
        AND p.state = '{PromiseState.OPEN}' AND p.due_at > $1) AS promised,
    w.last_at, w.intents
FROM follow_ups f JOIN conversations c ON c.id = f.conversation_id
LEFT JOIN LATERAL (
    SELECT max(m.at) AS last_at, array_agg(m.scores->>'intent') FILTER (WHERE m.seq > f.settled_seq) AS intents
    FROM messages m WHERE m.conversation_id = f.conversation_id AND m.author = 'customer'
) w ON true
WHERE f.state = '{FollowUpState.PLANNED}' AND f.look_at <= $1 ORDER BY f.look_at, f.id LIMIT {MOST_AT_ONCE}
"""
DROP = f"""
UPDATE follow_ups SET state = '{FollowUpState.DROPPED}', reason = $2
WHERE id = $1 AND state = '{FollowUpState.PLANNED}'
"""
LATER = f"UPDATE follow_ups SET look_at = $2 WHERE id = $1 AND state = '{FollowUpState.PLANNED}'"
ASKED = f"""
UPDATE follow_ups SET state = '{FollowUpState.ASKED}', asked_at = $2, asked_seq = $3
WHERE id = $1 AND state = '{FollowUpState.PLANNED}' RETURNING id
"""


class FollowUps:
    """Called by the clock's leader. A question and its row are one transaction, so it is asked once, whoever leads
    and wherever the clock jumps."""

    def __init__(self, pool: asyncpg.Pool, rules: Rules, after: timedelta, announcer: Announcer) -> None:
        """`after`: how long after a problem was settled without a date."""
        self._pool = pool
        self._rules = rules
        self._after = after
        self._announcer = announcer

    async def __call__(self, now: datetime) -> None:
        await self._pool.execute(SCHEDULE, self._rules.after_promise, self._after)
        for row in await self._pool.fetch(DUE, now):
            with apart("a follow-up") as done:
                await self._one(row, now)
            if done.failed:
                await self._pool.execute(LATER, row["id"], now + self._rules.look_again)

    async def _one(self, row: asyncpg.Record, now: datetime) -> None:
        if reason := _no_reason_to_ask(row, now, self._rules):
            await self._pool.execute(DROP, row["id"], reason)
        elif (moment := self._earliest(row, now)) > now:
            await self._pool.execute(LATER, row["id"], moment)
        else:
            await self._ask(row, now)

    def _earliest(self, row: asyncpg.Record, now: datetime) -> datetime:
        busy = row["owner"] != Owner.BOT
        return self._rules.earliest(now, busy, row["last_at"], row["promised"], row["zone"])

    async def _ask(self, row: asyncpg.Record, now: datetime) -> None:
        line = await self._line(row, now)
        step = Commit(row["conversation_id"], row["version"], Owner.BOT, Owner.BOT, [line])
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit(connection, step)
            if await connection.fetchval(ASKED, row["id"], now, lines[0]["seq"]) is None:
                raise Stale("this follow-up has been asked", Owner.BOT)
        await self._announcer.messages(lines)

    async def _line(self, row: asyncpg.Record, now: datetime) -> Outgoing:
        heard = await texts_heard(self._pool, row["conversation_id"])
        start = self._announcer.wording.line(_start(row, now, self._rules), row["language"], heard)
        question = self._announcer.wording.line("utter_follow_up_question", row["language"], heard)
        return Outgoing(f"{start.text} {question.text}", buttons=question.buttons)


def _start(row: asyncpg.Record, now: datetime, rules: Rules) -> str:
    if now - row["due_at"] > rules.reword_after:
        return "utter_follow_up_late"
    return "utter_follow_up_promised" if row["promised_at"] else "utter_follow_up_settled"


def _no_reason_to_ask(row: asyncpg.Record, now: datetime, rules: Rules) -> str | None:
    if row["opted_out"]:
        return "the customer wishes no such questions"
    if now - row["due_at"] > rules.drop_after:
        return "it was too late to ask"
    if row["handed_over_since"]:
        return "a person has talked with the customer since"
    if not same_matter(row["topic"]).isdisjoint(row["intents"] or ()):
        return "the customer has come back with it"
    return None


def same_matter(topic: str | None) -> frozenset[str]:
    """Intents that tell of the same problem again; of any problem where the topic is not known."""
    if topic is None:
        return frozenset(name for name, known in TOPICS.items() if known.problem)
    kin = (group for group in (*SAME_PROBLEM, frozenset(PARCEL)) if topic in group)
    return frozenset({topic, "complaint"}).union(*kin)
