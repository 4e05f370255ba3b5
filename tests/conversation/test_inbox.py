import asyncio
from typing import Any

import asyncpg
import pytest

from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, commit
from bot.conversation.rates import Rates
from bot.errors import NotFound, Refused
from bot.vocabulary import Owner

WITHIN_S = 5.0

YES = {"title": "Yes, cancel it", "payload": "/affirm"}


async def payload_of(pool: asyncpg.Pool, message: dict[str, Any]) -> str | None:
    return await pool.fetchval("SELECT payload FROM messages WHERE id = $1", message["id"])


async def offer(pool: asyncpg.Pool, conversation_id: str) -> None:
    line = Outgoing("Shall I cancel it?", buttons=[YES])
    await commit(pool, Commit(conversation_id, 0, Owner.BOT, Owner.BOT, [line]))


async def test_a_message_is_stored_before_anything_happens(inbox: Inbox, conversation_id: str) -> None:
    message = await inbox.store(Incoming(conversation_id, "  where is it?\x00 "), WITHIN_S)
    assert (message["text"], message["author"], message["seq"]) == ("where is it?", "customer", 1)
    assert (message["delivery"], message["scores"], message["buttons"]) == ("accepted", None, [])


async def test_the_same_message_twice_is_the_first_one(inbox: Inbox, conversation_id: str) -> None:
    first = await inbox.store(Incoming(conversation_id, "hello", "m-1"), WITHIN_S)
    again = await inbox.store(Incoming(conversation_id, "something else", "m-1"), WITHIN_S)
    assert (again["id"], again["text"], again["duplicate"]) == (first["id"], "hello", True)
    assert "duplicate" not in first


async def test_the_same_id_in_another_conversation_is_another_message(
    inbox: Inbox, conversation_id: str, opened: Any
) -> None:
    first = await inbox.store(Incoming(conversation_id, "hello", "m-1"), WITHIN_S)
    other = await inbox.store(Incoming(await opened(), "hello", "m-1"), WITHIN_S)
    assert first["id"] != other["id"] and "duplicate" not in other


async def test_twenty_at_once_keep_one_sequence_without_a_gap(inbox: Inbox, conversation_id: str) -> None:
    stored = await asyncio.gather(*(inbox.store(Incoming(conversation_id, f"line {n}"), WITHIN_S) for n in range(20)))
    assert sorted(message["seq"] for message in stored) == list(range(1, 21))


async def test_ten_copies_at_once_are_one_message(inbox: Inbox, conversation_id: str) -> None:
    copy = Incoming(conversation_id, "hello", "m-1")
    stored = await asyncio.gather(*(inbox.store(copy, WITHIN_S) for _ in range(10)))
    assert len({message["id"] for message in stored}) == 1
    assert sum("duplicate" not in message for message in stored) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [("x" * 201, "too_long"), ("x" * 100_000, "too_long"), ("", "empty"), (" \x00\u200b", "empty")],
)
async def test_what_is_refused_is_not_stored(
    inbox: Inbox, conversation_id: str, pool: asyncpg.Pool, text: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        await inbox.store(Incoming(conversation_id, text), WITHIN_S)
    assert refused.value.reason == reason
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE conversation_id = $1", conversation_id) == 0


async def test_too_fast(pool: asyncpg.Pool, conversation_id: str) -> None:
    slow = Inbox(pool, Rates(2, 0.0, unanswered_max=99), max_chars=200)
    await slow.store(Incoming(conversation_id, "one"), WITHIN_S)
    await slow.store(Incoming(conversation_id, "two"), WITHIN_S)
    with pytest.raises(Refused, match="too_fast"):
        await slow.store(Incoming(conversation_id, "three"), WITHIN_S)


async def test_a_conversation_nobody_opened(inbox: Inbox) -> None:
    with pytest.raises(NotFound):
        await inbox.store(Incoming("no-such-conversation", "hello"), WITHIN_S)


async def test_opening_twice_keeps_the_first(inbox: Inbox, pool: asyncpg.Pool, conversation_id: str) -> None:
    await inbox.open(conversation_id, "rest", "pl")
    row = await pool.fetchrow("SELECT channel, language FROM conversations WHERE id = $1", conversation_id)
    assert tuple(row) == ("web", "en")


async def test_a_button_that_was_offered_counts_and_reads_as_its_title(
    inbox: Inbox, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await offer(pool, conversation_id)
    pressed = await inbox.store(Incoming(conversation_id, "Yes", payload="/affirm"), WITHIN_S)
    assert (pressed["text"], await payload_of(pool, pressed)) == ("Yes, cancel it", "/affirm")


async def test_rasas_own_widgets_send_the_payload_as_text(
    inbox: Inbox, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await offer(pool, conversation_id)
    pressed = await inbox.store(Incoming(conversation_id, "/affirm"), WITHIN_S)
    assert (pressed["text"], await payload_of(pool, pressed)) == ("Yes, cancel it", "/affirm")


async def test_a_button_nobody_offered_is_only_words(
    inbox: Inbox, pool: asyncpg.Pool, conversation_id: str, opened: Any
) -> None:
    await offer(pool, await opened())
    for incoming in (Incoming(conversation_id, "/restart"), Incoming(conversation_id, "Yes", payload="/affirm")):
        assert await payload_of(pool, await inbox.store(incoming, WITHIN_S)) is None
