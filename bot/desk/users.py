"""People who work at the desk."""

import asyncio
import hashlib
import re
import secrets
from dataclasses import dataclass

import asyncpg

from bot.desk.passwords import UNKNOWN, hash_password, matches
from bot.errors import FirstlineError, NotFound

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
PASSWORD_MIN_CHARS = 10
PASSWORD_MAX_CHARS = 200
FIRST_NAME = "desk"


class BadUser(FirstlineError):
    """A name or password that is not taken; the text says why."""

    status = 400
    code = "bad_user"


@dataclass(frozen=True)
class User:
    """`generation` changes with the password, so that a new password ends old sessions."""

    name: str
    display_name: str
    role: str
    generation: str


async def add_user(pool: asyncpg.Pool, name: str, password: str, display_name: str) -> User:
    """Adds the person, or gives a known one a new password and display name. Raises BadUser."""
    if not NAME.fullmatch(name):
        raise BadUser("a name is 1-40 of a-z, 0-9, dot, dash, underscore, and starts with a letter or digit")
    if not PASSWORD_MIN_CHARS <= len(password) <= PASSWORD_MAX_CHARS:
        raise BadUser(f"a password has {PASSWORD_MIN_CHARS}-{PASSWORD_MAX_CHARS} characters")
    password_hash = await asyncio.to_thread(hash_password, password)
    row = await pool.fetchrow(
        """INSERT INTO desk_users (name, display_name, password_hash) VALUES ($1, $2, $3)
           ON CONFLICT (name) DO UPDATE SET display_name = $2, password_hash = $3 RETURNING *""",
        name,
        display_name.strip() or name,
        password_hash,
    )
    return _user(row)


async def check(pool: asyncpg.Pool, name: str, password: str) -> User | None:
    """The person, if the password is theirs. Takes as long for a name that nobody has."""
    row = await pool.fetchrow("SELECT * FROM desk_users WHERE name = $1", _storable(name))
    password_hash = row["password_hash"] if row else UNKNOWN
    fits = await asyncio.to_thread(matches, password[:PASSWORD_MAX_CHARS], password_hash)
    return _user(row) if row and fits else None


async def find(pool: asyncpg.Pool, name: str) -> User:
    """Raises NotFound."""
    row = await pool.fetchrow("SELECT * FROM desk_users WHERE name = $1", _storable(name))
    if row is None:
        raise NotFound(f"nobody at the desk is called {name!r}")
    return _user(row)


async def display_names(pool: asyncpg.Pool) -> dict[str, str]:
    """Login name -> name shown to colleagues and customers."""
    return dict(await pool.fetch("SELECT name, display_name FROM desk_users"))


async def ensure_first_user(pool: asyncpg.Pool) -> tuple[str, str] | None:
    """On a desk without people: adds one and returns (name, password). None when there is somebody."""
    if await pool.fetchval("SELECT EXISTS (SELECT FROM desk_users)"):
        return None
    password = secrets.token_urlsafe(12)
    inserted = await pool.fetchval(
        """INSERT INTO desk_users (name, display_name, password_hash) VALUES ($1, 'Desk', $2)
           ON CONFLICT (name) DO NOTHING RETURNING name""",
        FIRST_NAME,
        await asyncio.to_thread(hash_password, password),
    )
    return (FIRST_NAME, password) if inserted else None


def _storable(name: str) -> str:
    return name.replace("\0", "").encode("utf-8", "replace").decode()


def _user(row: asyncpg.Record) -> User:
    generation = hashlib.sha256(row["password_hash"].encode()).hexdigest()[:16]
    return User(row["name"], row["display_name"], row["role"], generation)
