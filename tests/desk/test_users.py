import uuid
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.desk.users import BadUser, add_user, check, display_names, ensure_first_user, find
from bot.errors import NotFound
from bot.store import postgres


@pytest.fixture
async def new_desk(pool: asyncpg.Pool, database_url: str) -> AsyncIterator[asyncpg.Pool]:
    """A record of its own, where nobody has ever been at the desk."""
    name = f"desk_{uuid.uuid4().hex}"
    await pool.execute(f"CREATE DATABASE {name}")
    url = database_url.replace("/postgres?", f"/{name}?", 1)
    assert name in url
    postgres.migrate(url)
    own = await postgres.connect(url, connections=2)
    yield own
    await own.close()


async def test_the_right_password_opens_and_any_other_does_not(pool: asyncpg.Pool) -> None:
    name = f"ola-{uuid.uuid4().hex[:8]}"
    await add_user(pool, name, "a long enough password", "Ola")
    user = await check(pool, name, "a long enough password")
    assert user is not None and (user.name, user.display_name, user.role) == (name, "Ola", "agent")
    assert await check(pool, name, "a long enough passwor") is None
    assert await check(pool, "nobody-" + name, "a long enough password") is None
    assert await check(pool, name + "\0", "wrong") is None


async def test_a_new_password_replaces_the_old_one(pool: asyncpg.Pool) -> None:
    name = f"ewa-{uuid.uuid4().hex[:8]}"
    before = await add_user(pool, name, "the first password", "Ewa")
    after = await add_user(pool, name, "the second password", "Ewa N.")
    assert await check(pool, name, "the first password") is None
    assert before.generation != after.generation
    assert (await display_names(pool))[name] == "Ewa N."


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ola Nowak", "a long enough password"),
        ("", "a long enough password"),
        ("ola", "short"),
        ("ola", "x" * 201),
    ],
)
async def test_a_name_or_password_that_cannot_work_is_refused(pool: asyncpg.Pool, name: str, password: str) -> None:
    with pytest.raises(BadUser):
        await add_user(pool, name, password, "Ola")


async def test_the_first_run_makes_one_login_and_the_second_none(new_desk: asyncpg.Pool) -> None:
    first = await ensure_first_user(new_desk)
    assert first is not None
    name, password = first
    assert name == "desk" and await check(new_desk, name, password) is not None
    assert await ensure_first_user(new_desk) is None


async def test_somebody_unknown_is_not_found(pool: asyncpg.Pool) -> None:
    with pytest.raises(NotFound):
        await find(pool, uuid.uuid4().hex)
