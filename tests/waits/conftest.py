"""A desk of its own for every test, inside a transaction that is rolled back, away from other tests' rows."""

from collections.abc import AsyncIterator
from datetime import datetime

import asyncpg
import pytest

from waits.desk_rows import DeskRows


@pytest.fixture
async def desk(pool: asyncpg.Pool) -> AsyncIterator[DeskRows]:
    async with pool.acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        await conn.execute("DELETE FROM handoffs")
        await conn.execute("DELETE FROM agent_presence")
        yield DeskRows(conn, datetime.fromisoformat("2026-11-23T12:00:00+01:00"))
        await transaction.rollback()
