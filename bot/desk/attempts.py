"""Login attempts, counted in the record so that every worker sees the same number."""

import hashlib
import hmac
from datetime import timedelta

import asyncpg

WINDOW = timedelta(minutes=15)
PER_NAME = 10  # a person mistypes a few times; a guesser gets 40 an hour
PER_ADDRESS = 30  # an office behind one address logs in together in the morning

COUNT = """
INSERT INTO desk_login_attempts AS known (key, attempts, since) VALUES ($1, 1, now())
ON CONFLICT (key) DO UPDATE SET
    attempts = CASE WHEN known.since < now() - $2::interval THEN 1 ELSE known.attempts + 1 END,
    since = CASE WHEN known.since < now() - $2::interval THEN now() ELSE known.since END
RETURNING attempts
"""


async def count(pool: asyncpg.Pool, secret: bytes, name: str, address: str) -> bool:
    """Counts one attempt before the password is looked at; False when it is one too many."""
    by_name = await pool.fetchval(COUNT, _key(secret, "name", name), WINDOW)
    by_address = await pool.fetchval(COUNT, _key(secret, "address", address), WINDOW)
    return by_name <= PER_NAME and by_address <= PER_ADDRESS


async def forgive(pool: asyncpg.Pool, secret: bytes, name: str) -> None:
    """After a good password: the name starts again, and counters nobody needs any more go."""
    await pool.execute(
        "DELETE FROM desk_login_attempts WHERE key = $1 OR since < now() - $2::interval",
        _key(secret, "name", name),
        WINDOW,
    )


def _key(secret: bytes, kind: str, value: str) -> str:
    return hmac.new(secret, f"{kind}:{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
