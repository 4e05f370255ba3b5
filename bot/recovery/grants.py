"""What was granted, exactly once, and never more than customer, month and budget allow.

A grant is booked in one transaction: its key is claimed, then the customer's account and the month's budget are raised,
each only if it stays within its limit; one that does not takes everything back. All take the rows in this order, so
nobody waits in a circle. The shop is asked only for what is booked, under the same key, and the answer settles it:
whoever is killed in between repeats the same key and goes on where the dead one stopped.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg

from bot.errors import FirstlineError
from bot.recovery.authority import History, Offer
from bot.recovery.catalogue import Catalogue, Limits
from bot.vocabulary import CaseOutcome, GrantState, PromiseState

CLAIM = """
INSERT INTO grants (id, case_id, conversation_id, customer, order_number, month, option, kind, amount, currency, cost,
    gesture)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING *
"""
# The order's own grant where it has one under another key: somebody chose twice, in two windows say.
EARLIER = f"""
SELECT * FROM grants WHERE id = $1 OR (order_number = $2 AND state <> '{GrantState.REFUSED}' AND NOT gesture)
ORDER BY id = $1 DESC LIMIT 1
"""
CHARGE_CUSTOMER = """
INSERT INTO grant_accounts AS a (customer, month, spent, grants) SELECT $1, $2, $3::numeric, 1
WHERE $3::numeric <= $4::numeric AND 1 <= $5::int
ON CONFLICT (customer, month) DO UPDATE SET spent = a.spent + excluded.spent, grants = a.grants + 1
WHERE a.spent + excluded.spent <= $4::numeric AND a.grants + 1 <= $5::int RETURNING spent
"""
CHARGE_BUDGET = """
INSERT INTO grant_budgets AS b (month, spent) SELECT $1, $2::numeric WHERE $2::numeric <= $3::numeric
ON CONFLICT (month) DO UPDATE SET spent = b.spent + excluded.spent
WHERE b.spent + excluded.spent <= $3::numeric RETURNING spent
"""
OF_CASE = f"""
SELECT sum(cost) FROM grants WHERE case_id = $1 AND order_number = $2 AND state <> '{GrantState.REFUSED}'
"""
SETTLE = f"""
UPDATE grants SET state = $2, reference = $3, due_on = $4, settled_at = now()
WHERE id = $1 AND state = '{GrantState.BOOKED}' RETURNING *
"""
CREDIT_CUSTOMER = "UPDATE grant_accounts SET spent = spent - $3, grants = grants - 1 WHERE customer = $1 AND month = $2"
CREDIT_BUDGET = "UPDATE grant_budgets SET spent = spent - $2 WHERE month = $1"
# Who only asked where a parcel is, and then wanted a person, has not told of a problem (`happened` is empty).
HISTORY = f"""
SELECT (SELECT count(*) FROM recovery_cases WHERE customer = $1 AND id <> $2 AND opened_at > $4
        AND (outcome = '{CaseOutcome.SETTLED}' OR (outcome = '{CaseOutcome.PERSON}' AND happened <> ''))) AS failures,
    (SELECT count(*) FROM promises p WHERE p.state = '{PromiseState.BROKEN}' AND p.created_at > $4
        AND p.conversation_id IN (SELECT conversation_id FROM recovery_cases WHERE customer = $1)) AS broken_promises,
    coalesce((SELECT spent FROM grant_accounts WHERE customer = $1 AND month = $5), 0) AS granted,
    coalesce((SELECT grants FROM grant_accounts WHERE customer = $1 AND month = $5), 0) AS grants,
    EXISTS (SELECT FROM grants WHERE order_number = $3 AND state <> '{GrantState.REFUSED}' AND NOT gesture)
        AS same_order,
    EXISTS (SELECT FROM recovery_cases WHERE customer = $1 AND order_number = $3 AND conversation_id <> $6
        AND opened_at > $4 AND (happened <> '' OR outcome = '{CaseOutcome.SETTLED}')) AS told_before,
    coalesce((SELECT spent FROM grant_budgets WHERE month = $5), 0) AS budget_spent
"""
CONCERNING = """
SELECT * FROM grants WHERE conversation_id = $1 OR (customer = $2 AND order_number = $3) ORDER BY created_at
"""
UNSETTLED = f"""
SELECT * FROM grants WHERE state = '{GrantState.BOOKED}' AND created_at < $1 ORDER BY created_at LIMIT $2
"""


class OverLimit(FirstlineError):
    """Nothing was granted: `limit` (per_case, customer, budget) would have been exceeded."""

    code = "over_limit"

    def __init__(self, limit: str) -> None:
        super().__init__(f"the limit {limit} does not allow it")
        self.limit = limit


@dataclass(frozen=True)
class Wanted:
    """`key` names one wish of a customer and is never reused for another; `customer` is `customer_key`'s.

    gesture: nobody asked for it. It may come beside what was granted for the order, within the same limits.
    """

    key: str
    case_id: str
    conversation_id: str
    customer: str
    order_number: str
    offer: Offer
    gesture: bool = False


@dataclass(frozen=True)
class Grant:
    """`amount` in `currency` is what the customer gets; `cost` is what the budget pays for it."""

    id: str
    case_id: str
    conversation_id: str
    customer: str
    order_number: str
    month: date
    option: str
    kind: str
    amount: Decimal
    currency: str
    cost: Decimal
    state: GrantState
    reference: str | None
    due_on: date | None
    created_at: datetime
    settled_at: datetime | None
    gesture: bool = False


@dataclass(frozen=True)
class Standing:
    """What the record knows of a customer before something is offered; `budget_left` of this month."""

    history: History
    budget_left: Decimal


def customer_key(email: str) -> str:
    """Who it is, without saying so: limits outlive the customer's own data."""
    return hashlib.sha256(email.strip().lower().encode("utf-8", "ignore")).hexdigest()


class Grants:
    """On the record. `book` and `settle` are one transaction each; the reading ones take no locks."""

    def __init__(self, pool: asyncpg.Pool, catalogue: Catalogue) -> None:
        self._pool = pool
        self._catalogue = catalogue

    async def book(self, wanted: Wanted, at: datetime) -> Grant:
        """The grant of this key, or of this order, if there is one already, whatever it is for; else a new one.

        Raises OverLimit, and then nothing is booked.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            return await self.book_in(connection, wanted, at)

    async def book_in(self, connection: asyncpg.Connection, wanted: Wanted, at: datetime) -> Grant:
        """As `book`, within a transaction under way, which has to be given up after OverLimit."""
        grant, new = await _claimed(connection, wanted, self._catalogue.month(at))
        if new:
            await _charge(connection, grant, self._catalogue.limits)
        return grant

    async def settle(self, grant_id: str, state: GrantState, reference: str | None, due_on: date | None) -> Grant:
        """The shop's answer, the first one that arrives. A refused grant gives its money back."""
        async with self._pool.acquire() as connection, connection.transaction():
            row = await connection.fetchrow(SETTLE, grant_id, state, reference, due_on)
            if row is None:
                return _grant(await connection.fetchrow(EARLIER, grant_id, None))
            grant = _grant(row)
            if state is GrantState.REFUSED:
                await connection.execute(CREDIT_CUSTOMER, grant.customer, grant.month, grant.cost)
                await connection.execute(CREDIT_BUDGET, grant.month, grant.cost)
            return grant

    async def standing(self, customer: str, case_id: str, order_number: str, at: datetime) -> Standing:
        """Without the case in hand; `case_id` names its conversation too (cases.py)."""
        since = at - timedelta(days=self._catalogue.person.remember_days)
        month, conversation_id = self._catalogue.month(at), case_id.rpartition(":")[0]
        row = dict(await self._pool.fetchrow(HISTORY, customer, case_id, order_number, since, month, conversation_id))
        spent = row.pop("budget_spent")
        return Standing(History(**row), max(Decimal(0), self._catalogue.limits.budget_month - spent))

    async def find(self, key: str) -> Grant | None:
        row = await self._pool.fetchrow("SELECT * FROM grants WHERE id = $1", key)
        return _grant(row) if row else None

    async def concerning(self, conversation_id: str, customer: str | None, order_number: str | None) -> list[Grant]:
        """Of this conversation, and what this customer got for this order in any other. Oldest first, refused too."""
        return [_grant(row) for row in await self._pool.fetch(CONCERNING, conversation_id, customer, order_number)]

    async def unsettled(self, older_than: timedelta, at: datetime | None = None, limit: int = 100) -> list[Grant]:
        """Booked, and nobody has brought the shop's answer: whoever asked has died, or the shop was down."""
        before = (at or datetime.now(UTC)) - older_than
        return [_grant(row) for row in await self._pool.fetch(UNSETTLED, before, limit)]


async def _claimed(connection: asyncpg.Connection, wanted: Wanted, month: date) -> tuple[Grant, bool]:
    """The grant and whether it is new. Once more where the order's other grant was refused while we looked for it."""
    while True:
        if row := await connection.fetchrow(CLAIM, *_values(wanted, month)):
            return _grant(row), True
        if row := await connection.fetchrow(EARLIER, wanted.key, wanted.order_number):
            return _grant(row), False


async def _charge(connection: asyncpg.Connection, grant: Grant, limits: Limits) -> None:
    """The customer's account is locked first, so that two grants for one case are counted one after the other."""
    most = (limits.per_customer_month, limits.grants_per_customer_month)
    account = await connection.fetchval(CHARGE_CUSTOMER, grant.customer, grant.month, grant.cost, *most)
    if await connection.fetchval(OF_CASE, grant.case_id, grant.order_number) > limits.per_case:
        raise OverLimit("per_case")
    if account is None:
        raise OverLimit("customer")
    if await connection.fetchval(CHARGE_BUDGET, grant.month, grant.cost, limits.budget_month) is None:
        raise OverLimit("budget")


def _values(wanted: Wanted, month: date) -> tuple[Any, ...]:
    offer = wanted.offer
    whose = (wanted.key, wanted.case_id, wanted.conversation_id, wanted.customer, wanted.order_number)
    what = (offer.option, offer.kind, offer.amount.amount, offer.amount.currency, offer.cost, wanted.gesture)
    return (*whose, month, *what)


def _grant(row: Mapping[str, Any]) -> Grant:
    return Grant(**{**row, "state": GrantState(row["state"])})
