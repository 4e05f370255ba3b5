import asyncpg
import pytest

from tests.handoff.handed_over import Desk


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)
