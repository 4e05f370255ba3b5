import asyncpg
import pytest

from tests.promises.settled_before import Shop


@pytest.fixture
async def shop(pool: asyncpg.Pool) -> Shop:
    """No question is left to ask from other tests."""
    await pool.execute("DELETE FROM follow_ups")
    return Shop(pool)
