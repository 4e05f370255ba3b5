"""Gestures in the record: who may get one, and that nobody gets two.

Once to a customer in a period by construction: a customer has one row (gesture_customers), and another gesture may
take it only a period after the last. That row, the gesture, the grant and what it takes from the limits are written in
one transaction.
"""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from bot.recovery.gesture_rules import GestureRules
from bot.recovery.grants import Grant, Grants, OverLimit, Wanted, customer_key
from bot.vocabulary import FollowUpState, GestureState, Owner, PromiseState

MOST_AT_ONCE = 20  # a look: what piled up in an outage must not keep the clock's other work waiting
# Of a conversation with several problems the latest that was told before the settlement is the one asked after.
CONTENT = """
SELECT f.id AS follow_up_id, f.conversation_id, f.customer, k.id AS case_id FROM follow_ups f
JOIN LATERAL (SELECT id FROM recovery_cases WHERE conversation_id = f.conversation_id AND opened_at <= f.settled_at
    ORDER BY opened_at DESC, id DESC LIMIT 1) k ON true
WHERE f.worked AND f.answered_at <= $1 AND f.answered_at > $2 AND f.customer LIKE '%@%'
    AND NOT EXISTS (SELECT FROM gestures g WHERE g.case_id = k.id)
ORDER BY f.answered_at LIMIT 1000
"""
PLAN = """
INSERT INTO gestures (case_id, follow_up_id, conversation_id, customer, look_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id) DO NOTHING
"""
# The order is the case's own, else the one the person at the desk had, else the one we promised something about.
DUE = f"""
SELECT s.case_id, s.conversation_id, s.customer, s.state, c.version, c.language, c.customer->>'zone' AS zone,
    k.problem, k.cause, k.severity, k.frustration, f.customer AS email, f.worked, f.score, f.answered_at,
    coalesce(k.order_number, jsonb_path_query_first(h.contract, '$.summary.facts[*] ? (@.name == "order_number").value')
        #>> '{{}}', (SELECT p.about->>'order_number' FROM promises p WHERE p.conversation_id = s.conversation_id
        AND p.about->>'email' = f.customer ORDER BY p.created_at DESC LIMIT 1)) AS order_number,
    EXISTS (SELECT FROM follow_up_opt_outs o WHERE o.customer IN (f.customer, s.conversation_id)) AS opted_out,
    EXISTS (SELECT FROM recovery_cases n WHERE n.opened_at > k.opened_at
        AND (n.customer = s.customer OR n.conversation_id = s.conversation_id)) AS another_problem,
    EXISTS (SELECT FROM follow_ups u WHERE u.conversation_id = s.conversation_id AND u.settled_at > f.settled_at
        AND (u.state = '{FollowUpState.PLANNED}' OR NOT u.worked)) AS not_over,
    c.owner <> '{Owner.BOT}' OR EXISTS (SELECT FROM recovery_cases n JOIN conversations o ON o.id = n.conversation_id
        WHERE n.customer = s.customer AND o.owner <> '{Owner.BOT}') AS with_a_person,
    (SELECT max(due_at) FROM promises p WHERE p.conversation_id = s.conversation_id
        AND p.state = '{PromiseState.OPEN}' AND p.due_at > $1) AS promised,
    (SELECT max(m.at) FROM messages m WHERE m.conversation_id = s.conversation_id AND m.author = 'customer') AS last_at
FROM gestures s JOIN conversations c ON c.id = s.conversation_id JOIN recovery_cases k ON k.id = s.case_id
JOIN follow_ups f ON f.id = s.follow_up_id LEFT JOIN handoffs h ON h.id = f.handoff_id
WHERE s.state IN ('{GestureState.PLANNED}', '{GestureState.GRANTED}') AND s.look_at <= $1
ORDER BY s.look_at, s.case_id LIMIT {MOST_AT_ONCE}
"""
GRANT = f"""
UPDATE gestures SET state = '{GestureState.GRANTED}', rule = $2
WHERE case_id = $1 AND state = '{GestureState.PLANNED}' RETURNING case_id
"""
TURN = """
INSERT INTO gesture_customers AS t (customer, case_id, at) VALUES ($1, $2, $3)
ON CONFLICT (customer) DO UPDATE SET case_id = excluded.case_id, at = excluded.at
WHERE t.at <= excluded.at - $4::interval RETURNING at
"""
RETURN_TURN = "DELETE FROM gesture_customers WHERE customer = $1 AND case_id = $2"
LATER = "UPDATE gestures SET look_at = $2 WHERE case_id = $1"
DROP = f"""
UPDATE gestures SET state = '{GestureState.DROPPED}', reason = $2
WHERE case_id = $1 AND state IN ('{GestureState.PLANNED}', '{GestureState.GRANTED}')
"""
TOLD = f"""
UPDATE gestures SET state = '{GestureState.TOLD}', told_at = $2
WHERE case_id = $1 AND state = '{GestureState.GRANTED}' RETURNING case_id
"""


def gesture_key(case_id: str) -> str:
    """Of its grant, and for the shop: one gesture a case."""
    return f"gesture:{case_id}"


class GestureBook:
    def __init__(self, pool: asyncpg.Pool, grants: Grants, rules: GestureRules) -> None:
        self._pool = pool
        self._grants = grants
        self._rules = rules

    async def plan(self, now: datetime) -> None:
        """A row for everybody who was content some days ago; whether they get anything is decided once, later."""
        rows = await self._pool.fetch(CONTENT, now - self._rules.after, now - self._rules.drop_after)
        planned = [(r["case_id"], r["follow_up_id"], r["conversation_id"], customer_key(r["customer"])) for r in rows]
        await self._pool.executemany(PLAN, [(*one, now) for one in planned])

    async def due(self, now: datetime) -> Sequence[asyncpg.Record]:
        return await self._pool.fetch(DUE, now)

    async def later(self, case_id: str, at: datetime) -> None:
        await self._pool.execute(LATER, case_id, at)

    async def drop(self, case_id: str, reason: str) -> None:
        await self._pool.execute(DROP, case_id, reason)

    async def book(self, rule: str, wanted: Wanted, at: datetime) -> Grant | None:
        """None: another worker has booked it. Raises OverLimit, also for the period, and then nothing is booked."""
        async with self._pool.acquire() as connection, connection.transaction():
            if await connection.fetchval(GRANT, wanted.case_id, rule) is None:
                return None
            turn = (wanted.customer, wanted.case_id, at, self._rules.period)
            if await connection.fetchval(TURN, *turn) is None:
                raise OverLimit("period")
            return await self._grants.book_in(connection, wanted, at)

    async def booked(self, case_id: str) -> Grant | None:
        return await self._grants.find(gesture_key(case_id))

    async def refused(self, grant: Grant, reason: str) -> None:
        """The customer got nothing, so the period does not count."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(DROP, grant.case_id, reason)
            await connection.execute(RETURN_TURN, grant.customer, grant.case_id)

    async def told(self, connection: asyncpg.Connection, case_id: str, at: datetime) -> bool:
        """Joins the transaction of the line. False: it was told before."""
        return await connection.fetchval(TOLD, case_id, at) is not None
