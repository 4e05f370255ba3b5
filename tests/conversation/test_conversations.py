from types import SimpleNamespace
from typing import Any, cast

import asyncpg
import pytest

from bot.conversation.conversations import Conversations
from bot.conversation.inbox import Inbox


@pytest.fixture
def conversations(pool: asyncpg.Pool, inbox: Inbox) -> Conversations:
    nobody: Any = cast(Any, SimpleNamespace())
    return Conversations(pool, inbox, nobody, nobody, nobody)


async def customer(pool: asyncpg.Pool, conversation_id: str) -> dict[str, Any]:
    return await pool.fetchval("SELECT customer FROM conversations WHERE id = $1", conversation_id)


async def test_where_a_customer_lives_is_the_last_that_was_told_and_touches_nothing_else(
    conversations: Conversations, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await pool.execute("UPDATE conversations SET customer = $2 WHERE id = $1", conversation_id, {"name": "Jan"})
    for zone in ("Asia/Tokyo", "America/New_York"):
        await conversations.lives_in(conversation_id, zone)
    assert await customer(pool, conversation_id) == {"name": "Jan", "zone": "America/New_York"}
