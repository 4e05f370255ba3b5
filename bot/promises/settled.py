"""A settled problem is written down, so that the customer is asked later whether the solution held.

In the transaction that settles it: a person closes the case, or the assistant settles it (settled_by_bot.py).
"""

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from bot.policy.topics import TOPICS
from bot.vocabulary import FollowUpState, PromiseState

PLAN = f"""
INSERT INTO follow_ups (id, conversation_id, handoff_id, customer, topic, settled_seq, promised_at)
SELECT gen_random_uuid()::text, c.id, $2, coalesce($3, c.id), $4, c.last_seq, $5 FROM conversations c WHERE c.id = $1
ON CONFLICT (conversation_id) WHERE state = '{FollowUpState.PLANNED}' DO UPDATE SET
    handoff_id = EXCLUDED.handoff_id, customer = EXCLUDED.customer, topic = EXCLUDED.topic, settled_at = now(),
    settled_seq = EXCLUDED.settled_seq, promised_at = EXCLUDED.promised_at, due_at = NULL, look_at = NULL
"""
GIVE_WAY = f"""
UPDATE follow_ups SET state = '{FollowUpState.DROPPED}', reason = 'the same matter was settled in another conversation'
WHERE customer = $1 AND conversation_id <> $2 AND topic IS NOT DISTINCT FROM $3 AND state = '{FollowUpState.PLANNED}'
"""
CLOSED = f"""
SELECT h.conversation_id, coalesce(h.contract->'summary'->>'issue', '') AS issue,
    (h.contract->'customer'->>'verified')::boolean AS verified,
    jsonb_path_query_first(h.contract, '$.summary.facts[*] ? (@.name == "email").value') #>> '{{}}' AS email,
    (SELECT max(due_at) FROM promises p WHERE p.conversation_id = h.conversation_id
        AND p.state = '{PromiseState.OPEN}') AS promised_at
FROM handoffs h WHERE h.id = $1
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """`topic` of bot/policy/topics.py where known, `promised_at` the day or hour the customer was given, `customer`
    the e-mail an order was found with, None where the conversation is all we know of them."""

    conversation_id: str
    topic: str | None
    promised_at: datetime | None = None
    customer: str | None = None
    handoff_id: str | None = None


async def plan(connection: asyncpg.Connection, settled: Settled) -> None:
    """One planned question a conversation: the latest settlement is the one that is asked after."""
    whose = (settled.conversation_id, settled.handoff_id, settled.customer)
    await connection.execute(PLAN, *whose, settled.topic, settled.promised_at)
    if settled.customer:
        await connection.execute(GIVE_WAY, settled.customer, settled.conversation_id, settled.topic)


async def plan_after_person(connection: asyncpg.Connection, handoff_id: str) -> None:
    """A person has closed the case."""
    row = await connection.fetchrow(CLOSED, handoff_id)
    topic = row["issue"].partition(":")[0].replace(" ", "_")
    customer = row["email"].lower() if row["verified"] and row["email"] else None
    named = topic if topic in TOPICS else None
    await plan(connection, Settled(row["conversation_id"], named, row["promised_at"], customer, handoff_id))
