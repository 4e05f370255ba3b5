"""A customer's wish takes effect once, however often and from wherever it is sent.

The key is claimed, the effect happens and the outcome is stored in one transaction. Whoever comes second with
the same key waits on its unique index until the first has committed (and reads the outcome) or died (and does
the work itself).
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

import asyncpg

from actions.shop.interface import KeyReused, Money, OutcomeStatus

CLAIM = """
INSERT INTO demo_shop.operations (key, kind, order_number, fingerprint)
VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING id
"""
STORE = """
UPDATE demo_shop.operations
SET status = $2, reference = $3, amount = $4, currency = $5, due_on = $6, sent_to = $7
WHERE key = $1 RETURNING *
"""


@dataclass(frozen=True)
class Wish:
    """`kind` is also what its references begin with: CN-50017."""

    kind: str
    key: str
    order_number: str | None
    details: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        said = json.dumps([self.kind, self.order_number, *self.details])
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What an effect reports; stored under the key, so that a repeated wish hears the same."""

    status: OutcomeStatus
    reference: str | None = None
    amount: Money | None = None
    due_on: date | None = None
    sent_to: str | None = None


Effect = Callable[[asyncpg.Connection, str], Awaitable[Result]]
"""Does the work inside the transaction; is given the reference to use if it does something."""


async def exactly_once(pool: asyncpg.Pool, wish: Wish, effect: Effect) -> Result:
    """Raises KeyReused when the key stands for another wish."""
    async with pool.acquire() as connection, connection.transaction():
        claimed = await connection.fetchval(CLAIM, wish.key, wish.kind, wish.order_number, wish.fingerprint())
        if claimed is None:
            return await _earlier(connection, wish)
        result = await effect(connection, f"{wish.kind}-{claimed}")
        return await _stored(connection, wish.key, result)


async def _earlier(connection: asyncpg.Connection, wish: Wish) -> Result:
    row = await connection.fetchrow("SELECT * FROM demo_shop.operations WHERE key = $1", wish.key)
    if row["fingerprint"] != wish.fingerprint():
        raise KeyReused(f"key {wish.key!r} belongs to a {row['kind']} wish with other details")
    return _result(row)


async def _stored(connection: asyncpg.Connection, key: str, result: Result) -> Result:
    amount, currency = (result.amount.amount, result.amount.currency) if result.amount else (None, None)
    values = (result.status, result.reference, amount, currency, result.due_on, result.sent_to)
    return _result(await connection.fetchrow(STORE, key, *values))


def _result(row: asyncpg.Record) -> Result:
    amount = Money(row["amount"], row["currency"]) if row["currency"] else None
    return Result(OutcomeStatus(row["status"]), row["reference"], amount, row["due_on"], row["sent_to"])
