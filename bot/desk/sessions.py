"""Desk sessions: a signed cookie that scripts cannot read and other sites cannot send."""

from datetime import UTC, datetime, timedelta

import asyncpg
import jwt
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.origins import host_of
from bot.desk.users import User, find
from bot.errors import NotFound

COOKIE = "firstline_desk"
LIFETIME = timedelta(hours=12)  # one long shift
ALGORITHM = "HS256"
AUDIENCE = "firstline-desk"  # the same secret signs conversation tokens; those must not open the desk


def issue(user: User, secret: bytes) -> str:
    expires = datetime.now(UTC) + LIFETIME
    claims = {"sub": user.name, "gen": user.generation, "exp": expires, "aud": AUDIENCE}
    return jwt.encode(claims, secret, ALGORITHM)


async def resume(pool: asyncpg.Pool, token: str | None, secret: bytes) -> User | None:
    """The person behind a token; None when it is forged, over, or their password has changed since."""
    try:
        claims = jwt.decode(
            token or "", secret, [ALGORITHM], audience=AUDIENCE, options={"require": ["exp", "sub", "aud"]}
        )
        user = await find(pool, str(claims["sub"]))
    except (jwt.InvalidTokenError, NotFound, UnicodeError):
        return None
    return user if claims.get("gen") == user.generation else None


async def current(request: Request) -> User | None:
    firstline = request.app.ctx.firstline
    return await resume(firstline.pool, request.cookies.get(COOKIE), firstline.secret)


def keep(response: HTTPResponse, token: str, https: bool) -> None:
    response.cookies[COOKIE] = token
    cookie = response.cookies[COOKIE]
    cookie["httponly"] = True
    cookie["samesite"] = "Strict"
    cookie["path"] = "/"
    cookie["max-age"] = int(LIFETIME.total_seconds())
    cookie["secure"] = https


def forget(response: HTTPResponse) -> None:
    response.cookies[COOKIE] = ""
    response.cookies[COOKIE]["max-age"] = 0
    response.cookies[COOKIE]["path"] = "/"


def same_origin(request: Request) -> bool:
    """Every browser names the origin of a POST and of a WebSocket; without one it is not our page."""
    origin = request.headers.get("origin") or ""
    return bool(request.host) and host_of(origin) == request.host
