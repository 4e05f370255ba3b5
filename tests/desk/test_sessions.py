import uuid
from datetime import UTC, datetime, timedelta

import asyncpg
import jwt

from bot.desk.sessions import AUDIENCE, issue, resume
from bot.desk.users import User, add_user

SECRET = b"s" * 32


async def _somebody(pool: asyncpg.Pool) -> User:
    return await add_user(pool, f"jan-{uuid.uuid4().hex[:8]}", "a long enough password", "Jan")


async def test_a_session_brings_its_person_back(pool: asyncpg.Pool) -> None:
    user = await _somebody(pool)
    assert await resume(pool, issue(user, SECRET), SECRET) == user


async def test_forged_foreign_and_missing_tokens_bring_nobody(pool: asyncpg.Pool) -> None:
    user = await _somebody(pool)
    claims = {"sub": user.name, "gen": user.generation, "exp": datetime.now(UTC) + timedelta(hours=1)}
    forged = jwt.encode({**claims, "aud": AUDIENCE}, b"x" * 32, "HS256")
    conversation_token = jwt.encode(claims, SECRET, "HS256")
    unsigned = jwt.encode({**claims, "aud": AUDIENCE}, None, "none")
    for token in (forged, conversation_token, unsigned, "", None, "a.b.c", "\0"):
        assert await resume(pool, token, SECRET) is None, token


async def test_a_session_ends_after_twelve_hours(pool: asyncpg.Pool) -> None:
    user = await _somebody(pool)
    expires = jwt.decode(issue(user, SECRET), SECRET, ["HS256"], audience=AUDIENCE)["exp"]
    assert abs(expires - (datetime.now(UTC) + timedelta(hours=12)).timestamp()) < 60
    over = {
        "sub": user.name,
        "gen": user.generation,
        "aud": AUDIENCE,
        "exp": datetime.now(UTC) - timedelta(seconds=1),
    }
    assert await resume(pool, jwt.encode(over, SECRET, "HS256"), SECRET) is None


async def test_a_new_password_and_a_removed_person_end_the_session(pool: asyncpg.Pool) -> None:
    user, gone = await _somebody(pool), await _somebody(pool)
    token, gone_token = issue(user, SECRET), issue(gone, SECRET)
    await add_user(pool, user.name, "another long password", "Jan")
    await pool.execute("DELETE FROM desk_users WHERE name = $1", gone.name)
    assert await resume(pool, token, SECRET) is None
    assert await resume(pool, gone_token, SECRET) is None
