"""Real servers for every test: PostgreSQL and Redis from their wheels, started once a session."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
import structlog

from bot.lean_imports import without_tensorflow
from bot.quick_yaml import without_growing_lists
from bot.store import embedded, postgres
from tests.server import RunningServer

if TYPE_CHECKING:
    from bot.service import Firstline


# Rasa as `firstline run` loads it, and before any test loads it: without TensorFlow and without its debug lines.
without_tensorflow()
without_growing_lists()
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


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


@pytest.fixture(scope="session")
async def firstline(database_url: str, redis_url: str) -> AsyncIterator["Firstline"]:
    """The whole program but its web server, built as bot/serve.py does. No clock: it would find other tests' rows."""
    from bot.service import Keys, Servers, build
    from bot.settings import Settings
    from bot.training import ensure_model

    model = ensure_model(Settings.from_env().var)
    keys = Keys(b"a secret that only the tests know", "token")
    running = await build(Settings(always_open=True, listen_quiet_s=0.0), Servers(database_url, redis_url), model, keys)
    await running.wire.start()
    running.conversations.deliveries.start()
    yield running
    await running.stop()
