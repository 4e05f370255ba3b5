"""Who answers what waits, and what is left for the next step. Without a model: what is understood is told here."""

import uuid
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from bot.conversation.burst import Burst, together
from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.outbox import Stale
from bot.conversation.reading import load
from bot.conversation.steps import Parts, Steps
from bot.vocabulary import Owner

PARSED = {"intent": {"name": "track_order", "confidence": 0.9}, "entities": [], "severity": 0, "frustration": 0.0}
OWNED_BY = "UPDATE conversations SET owner = $2 WHERE id = $1"


class Understanding:
    async def understand(self, text: str, conversation_id: str = "") -> dict[str, Any]:
        return {**PARSED, "text": text}

    def tracker(self, *_: Any) -> None: ...


class Hearing:
    dialogue = Understanding()

    async def hear(self, messages: list[dict[str, Any]]) -> Burst:
        each = [PARSED for _ in messages]
        count = together(messages, each)
        return Burst(messages[:count], each[:count], PARSED)

    def pause_s(self, *_: Any) -> float:
        return 0.0


class Answers:
    """Of "did it work?": the first message is none, the last one is."""

    async def take(self, conversation: Any, message: dict[str, Any]) -> bool:
        return False

    def before_an_answer(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return messages[:-1]


def steps(pool: asyncpg.Pool) -> Steps:
    parts: Any = SimpleNamespace(hand_over=None, waiting=None, replies=Answers(), telling=None)
    hearing: Any = Hearing()
    return Steps(pool, hearing, SimpleNamespace(), Parts(*vars(parts).values()))  # type: ignore[arg-type]


async def test_an_answer_that_is_read_by_itself_is_left_for_the_next_step(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[str] = []

    async def bot(self: Steps, conversation: Any, burst: Burst) -> None:
        answered.extend(message["text"] for message in burst.messages)

    monkeypatch.setattr(Steps, "_bot", bot)
    conversation: Any = SimpleNamespace(id=uuid.uuid4().hex, owner=Owner.BOT, followed_up=True)
    messages = [{"id": text, "text": text, "payload": None} for text in ("where is it", "it is late", "it worked")]
    left = await steps(pool).handle(conversation, messages, patient=True)
    assert (answered, left.more) == (["where is it", "it is late"], True)


async def test_what_was_written_to_a_person_who_has_just_gone_is_not_lost(
    pool: asyncpg.Pool, inbox: Inbox, conversation_id: str
) -> None:
    await pool.execute(OWNED_BY, conversation_id, Owner.HUMAN)
    await inbox.store(Incoming(conversation_id, "and one more thing"), 5.0)
    found = await load(pool, conversation_id)
    assert found is not None
    await pool.execute(OWNED_BY, conversation_id, Owner.BOT)
    with pytest.raises(Stale):
        await steps(pool).handle(*found, patient=True)
    with pytest.raises(Stale):
        await steps(pool).trouble(*found)
    assert await load(pool, conversation_id) is not None


async def test_what_is_written_to_a_person_is_read_and_kept_for_them(
    pool: asyncpg.Pool, inbox: Inbox, conversation_id: str
) -> None:
    await pool.execute(OWNED_BY, conversation_id, Owner.HUMAN)
    for text in ("one", "two"):
        await inbox.store(Incoming(conversation_id, text), 5.0)
    found = await load(pool, conversation_id)
    assert found is not None
    assert not (await steps(pool).handle(*found, patient=True)).more
    assert await load(pool, conversation_id) is None
