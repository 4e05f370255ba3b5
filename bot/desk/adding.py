"""`firstline user add`: the password comes from the terminal, or as one line on standard input for scripts."""

import asyncio
import getpass
import sys

from bot.desk.users import BadUser, User, add_user
from bot.settings import Settings
from bot.store import embedded, postgres


def add(settings: Settings, name: str, display_name: str) -> User:
    """Adds a person, or gives a known one a new password. Raises BadUser. A running Firstline keeps running."""
    password = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if settings.database_url:
        return asyncio.run(_add(settings.database_url, name, password, display_name))
    record = embedded.EmbeddedPostgres(settings.var / "postgres")
    ours = not record.is_alive()
    try:
        return asyncio.run(_add(record.start(), name, password, display_name))
    finally:
        if ours:
            record.stop()


async def _add(url: str, name: str, password: str, display_name: str) -> User:
    await asyncio.to_thread(postgres.migrate, url)
    async with await postgres.connect(url, connections=1) as pool:
        return await add_user(pool, name, password, display_name)


def _ask() -> str:
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise BadUser("the two passwords differ")
    return password
