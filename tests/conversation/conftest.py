"""Conversations in the record that no other test knows."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from bot.conversation.inbox import Inbox
from bot.conversation.rates import Rates

Opening = Callable[[], Awaitable[str]]


@pytest.fixture
def inbox(pool: asyncpg.Pool) -> Inbox:
    return Inbox(pool, Rates(600, 20.0, unanswered_max=99), max_chars=200)


@pytest.fixture
def opened(inbox: Inbox) -> Opening:
    async def open_one() -> str:
        conversation_id = str(uuid.uuid4())
        await inbox.open(conversation_id, "web", "en")
        return conversation_id

    return open_one


@pytest.fixture
async def conversation_id(opened: Opening) -> str:
    return await opened()
