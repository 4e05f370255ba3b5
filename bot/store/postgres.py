"""The pool of connections to the record, and its migrations."""

import json
from pathlib import Path
from typing import Any

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
    TimeoutError,
)
"""What asyncpg raises when the server is gone, going or not yet there."""

MIGRATIONS = Path(__file__).parent / "migrations"


async def connect(url: str, connections: int) -> asyncpg.Pool:
    """A pool whose jsonb columns are Python objects. A statement that takes 10 s counts as an outage."""
    return await asyncpg.create_pool(
        url, min_size=1, max_size=connections, init=_speak_json, command_timeout=10.0, timeout=3.0
    )


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
