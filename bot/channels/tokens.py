"""Conversation tokens: what a customer's browser holds so that nobody else reads its conversation.

Issued and signed by the server only (JWT, HS256). The conversation id alone opens nothing, and a token
opens its conversation on its own channel only.
"""

import time

import jwt

ALGORITHM = "HS256"
LIFETIME_S = 30 * 24 * 3600  # a customer who comes back within a month finds the conversation again


def issue(secret: bytes, conversation_id: str, channel: str) -> str:
    now = int(time.time())
    claims = {"sub": conversation_id, "aud": channel, "iat": now, "exp": now + LIFETIME_S}
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read(secret: bytes, token: str, channel: str) -> str | None:
    """The conversation id, or None for a token that is forged, expired or made for another channel."""
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=channel,
            options={"require": ["sub", "aud", "exp", "iat"]},
        )
    except (jwt.InvalidTokenError, UnicodeError):
        return None
    return claims["sub"] or None
