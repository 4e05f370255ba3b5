"""The pool of connections to the record, and its migrations."""

import asyncio
import json
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

OUTAGE: tuple[type[BaseException], ...] = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
)
OUTAGE += (
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InternalClientError,
    TimeoutError,
)
"""What asyncpg raises when the server is gone, going or not yet there. InternalClientError is what a statement gets
on a connection that the server has closed and asyncpg has not yet noticed."""

Result = TypeVar("Result")
MIGRATIONS = Path(__file__).parent / "migrations"


async def connect(url: str, connections: int) -> asyncpg.Pool:
    """A pool whose jsonb columns are Python objects. A statement that takes 10 s counts as an outage."""
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=connections,
        init=_speak_json,
        reset=_nothing_to_reset,
        command_timeout=10.0,
        timeout=3.0,
    )


async def within(seconds: float, work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, or TimeoutError as soon as the time is up.

    asyncio.timeout would wait on until the server has confirmed that it gave the statement up, and one that hangs
    does not: another command_timeout (asyncpg/pool.py, PoolConnectionHolder.release).
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
    finally:
        if not task.done():
            task.cancel()
            task.add_done_callback(_look_away)
    if not task.done():
        raise TimeoutError(f"the record did not answer within {seconds} s")
    return task.result()


def _look_away(task: "asyncio.Task[Any]") -> None:
    """Nobody waits for it any more; asyncio would report that as an error."""
    if not task.cancelled():
        task.exception()


async def _nothing_to_reset(connection: asyncpg.Connection) -> None:
    """asyncpg would ask the server to forget settings, cursors and listeners after every use: a round trip for
    what this program never leaves behind (the clock gives its lock back itself)."""


async def _speak_json(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec("jsonb", encoder=_encode, decoder=json.loads, schema="pg_catalog")


def _encode(value: Any) -> str:
    # PostgreSQL's jsonb has no NUL; everything a customer sends was stripped of it at the inbox.
    return json.dumps(value, ensure_ascii=False, default=str)


def migrate(url: str) -> None:
    """Bring the schema to the newest version; does nothing when it is there."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("postgres://", "postgresql://", 1).replace("%", "%%"))
    command.upgrade(config, "head")
