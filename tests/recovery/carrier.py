"""A process that grants until it is killed: `python -m tests.recovery.carrier URL YEAR DIE_AT KEY COST CUSTOMER`.

DIE_AT: booking (in the transaction), booked, carried, settled: it kills itself with -9 there; never: it lives.
The shop is a table in the same database, with the idempotency key as its primary key.
"""

import asyncio
import os
import signal
import sys
from typing import Any

import asyncpg

from bot.recovery import grants as bookkeeping
from bot.recovery.granting import Carried, grant_once
from bot.recovery.grants import Grant, Grants
from bot.store import postgres
from bot.vocabulary import GrantState
from tests.recovery.wanting import catalogue, own_month, wanted

charge = bookkeeping._charge
SHOP = "CREATE TABLE IF NOT EXISTS test_shop (key text PRIMARY KEY)"
SELL = "INSERT INTO test_shop (key) VALUES ($1) ON CONFLICT (key) DO NOTHING"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def charge_and_die(*arguments: Any) -> None:
    """All is written and nothing committed."""
    await charge(*arguments)
    die()


async def carry_out(pool: asyncpg.Pool, grant: Grant, die_at: str) -> Carried:
    if die_at == "booked":
        die()
    await pool.execute(SELL, grant.id)
    if die_at == "carried":
        die()
    return Carried(GrantState.DONE, f"SHOP-{grant.id[:8]}")


async def main(url: str, year: str, die_at: str, key: str, cost: str, customer: str) -> None:
    pool = await postgres.connect(url, connections=2)
    if die_at == "booking":
        bookkeeping._charge = charge_and_die
    desk, wish = (
        Grants(pool, catalogue(case="400", customer="400")),
        wanted(cost, key=key, customer=customer, order=f"order {key}"),
    )
    await grant_once(desk, wish, lambda grant: carry_out(pool, grant, die_at), own_month(int(year)))
    if die_at == "settled":
        die()
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
