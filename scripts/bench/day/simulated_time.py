"""A clock for the program and its record that stands still until it is told to go on.

Statements ask PostgreSQL's own clock with now(). In a database of its own a schema in front of pg_catalog holds
functions of the same names, which read one row: the program's statements and column defaults stay as they are.
"""

from datetime import UTC, datetime

import asyncpg

from bot.store import postgres

SHADOWED = ("now", "clock_timestamp")
SCHEMA = """
CREATE SCHEMA simulated;
CREATE TABLE simulated.moment (at timestamptz NOT NULL);
INSERT INTO simulated.moment VALUES (to_timestamp({start}));
"""
SHADOW = """
CREATE FUNCTION simulated.{name}() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM simulated.moment';
"""
FIRST = """
ALTER DATABASE {database} SET search_path = simulated, pg_catalog, public;
ALTER DATABASE {database} SET synchronous_commit = off;
"""


class SimulatedTime:
    """`now` is given to the program; `to` moves the program and the record on together."""

    def __init__(self, record: asyncpg.Connection, start: datetime) -> None:
        self._record = record
        self._at = start

    def now(self) -> datetime:
        return self._at

    async def to(self, moment: datetime) -> None:
        self._at = moment.astimezone(UTC)
        await self._record.execute("UPDATE simulated.moment SET at = $1", self._at)


async def simulated_record(server_url: str, database: str, start: datetime) -> str:
    """Makes the database `database` anew, migrated, with its clock at `start`; its URL."""
    server = await asyncpg.connect(server_url)
    await server.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    await server.execute(f"CREATE DATABASE {database}")
    await server.close()
    url = server_url.replace("/postgres?", f"/{database}?")
    record = await asyncpg.connect(url)
    await record.execute(SCHEMA.format(start=start.timestamp()))
    for name in SHADOWED:
        await record.execute(SHADOW.format(name=name))
    await record.execute(FIRST.format(database=database))
    await record.close()
    postgres.migrate(url)
    return url
