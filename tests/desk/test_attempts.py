import uuid
from datetime import timedelta

import asyncpg

from bot.desk import attempts

SECRET = b"s" * 32


async def test_a_name_has_ten_attempts_wherever_they_come_from(pool: asyncpg.Pool) -> None:
    name = uuid.uuid4().hex
    allowed = [await attempts.count(pool, SECRET, name, uuid.uuid4().hex) for _ in range(11)]
    assert allowed == [True] * 10 + [False]


async def test_an_address_has_thirty_attempts_whatever_names_it_tries(pool: asyncpg.Pool) -> None:
    address = uuid.uuid4().hex
    allowed = [await attempts.count(pool, SECRET, uuid.uuid4().hex, address) for _ in range(31)]
    assert allowed == [True] * 30 + [False]


async def test_a_good_password_gives_the_name_a_fresh_start(pool: asyncpg.Pool) -> None:
    name = uuid.uuid4().hex
    for _ in range(11):
        await attempts.count(pool, SECRET, name, uuid.uuid4().hex)
    await attempts.forgive(pool, SECRET, name)
    assert await attempts.count(pool, SECRET, name, uuid.uuid4().hex)


async def test_the_window_passes(pool: asyncpg.Pool) -> None:
    name = uuid.uuid4().hex
    for _ in range(11):
        await attempts.count(pool, SECRET, name, uuid.uuid4().hex)
    await pool.execute("UPDATE desk_login_attempts SET since = since - $1::interval", timedelta(minutes=16))
    assert await attempts.count(pool, SECRET, name, uuid.uuid4().hex)


async def test_neither_names_nor_addresses_are_written_down(pool: asyncpg.Pool) -> None:
    name, address = "ola-" + uuid.uuid4().hex, "192.0.2.7"
    await attempts.count(pool, SECRET, name, address)
    keys = [row["key"] for row in await pool.fetch("SELECT key FROM desk_login_attempts")]
    assert keys and not any("ola" in key or address in key for key in keys)
