"""The books: what was granted must be what was charged, and never more than the limits."""

from datetime import date, datetime
from decimal import Decimal

import asyncpg

from bot.recovery.catalogue import Catalogue

LIVE = "SELECT * FROM grants WHERE month = $1 AND state <> 'refused'"


async def balanced(pool: asyncpg.Pool, catalogue: Catalogue, at: datetime) -> list[asyncpg.Record]:
    """Asserts that accounts and budget of this month say what the grants say, within the limits. Gives the grants."""
    month, limits = catalogue.month(at), catalogue.limits
    grants = await pool.fetch(LIVE, month)
    total = sum((grant["cost"] for grant in grants), Decimal(0))
    assert total == await spent(pool, month) <= limits.budget_month
    for account in await pool.fetch("SELECT * FROM grant_accounts WHERE month = $1", month):
        mine = [grant["cost"] for grant in grants if grant["customer"] == account["customer"]]
        assert (sum(mine, Decimal(0)), len(mine)) == (account["spent"], account["grants"])
        assert account["spent"] <= limits.per_customer_month and len(mine) <= limits.grants_per_customer_month
    assert all(grant["cost"] <= limits.per_case for grant in grants)
    chosen = [grant["order_number"] for grant in grants if not grant["gesture"]]
    assert len(set(chosen)) == len(chosen), "an order was granted twice"
    gestures = [grant["customer"] for grant in grants if grant["gesture"]]
    assert len(set(gestures)) == len(gestures), "a customer had two gestures in a month"
    return grants


async def spent(pool: asyncpg.Pool, month: date) -> Decimal:
    return await pool.fetchval("SELECT spent FROM grant_budgets WHERE month = $1", month) or Decimal(0)
