"""No incident is open before or after a test: it would be told to everybody in all the others."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.incidents.scene import Scene

FORGET = "TRUNCATE incidents CASCADE"


@pytest.fixture
async def scene(pool: asyncpg.Pool) -> AsyncIterator[Scene]:
    await pool.execute(FORGET)
    yield Scene(pool)
    await pool.execute(FORGET)
