"""A web client, and a server of its own for the tests here that do not break it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.robustness.servers import running
from tests.server import RunningServer


@pytest.fixture(scope="session")
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(60)) as session:
        yield session


@pytest.fixture(scope="package")
async def open_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    """Somebody is at the desk round the clock, and a flood is one after 100 messages, so that it can be short."""
    async with running(tmp_path_factory.mktemp("open"), FIRSTLINE_BURST_MESSAGES="100") as server:
        yield server
