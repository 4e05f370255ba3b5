"""Real servers for every test: PostgreSQL and Redis from their wheels, started once a session."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.store import embedded, postgres
from tests.server import RunningServer


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def database_url(state_dir: Path) -> Iterator[str]:
    server = embedded.EmbeddedPostgres(state_dir / "postgres")
    url = server.start()
    postgres.migrate(url)
    yield url
    server.stop()


@pytest.fixture(scope="session")
def redis_url(state_dir: Path) -> Iterator[str]:
    server = embedded.EmbeddedRedis(state_dir / "redis")
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
async def pool(database_url: str) -> AsyncIterator[asyncpg.Pool]:
    pool = await postgres.connect(database_url, connections=10)
    yield pool
    await pool.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One running Firstline for all tests that need no special one. `firstline train` must have run."""
    running = RunningServer(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.stop()
