"""A real desk: Sanic on a free port of this machine, the real record, the real rooms behind it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from customers import Customers, service
from desk_server import Desk, serving

from bot.store.wire import Wire


@pytest.fixture(scope="session")
async def desk(pool: asyncpg.Pool) -> AsyncIterator[Desk]:
    async with serving(service(pool, Wire(None))) as desk:
        yield desk


@pytest.fixture
def customers(desk: Desk) -> Customers:
    return desk.firstline.customers
