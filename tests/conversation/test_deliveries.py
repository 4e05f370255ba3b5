from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.conversation.deliveries import Deliveries
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, commit
from bot.vocabulary import Owner
from tests.eventually import eventually


@pytest.fixture
async def deliveries(pool: asyncpg.Pool) -> AsyncIterator[Deliveries]:
    deliveries = Deliveries(pool)
    deliveries.start()
    yield deliveries
    await deliveries.stop()


@pytest.fixture
async def lines(pool: asyncpg.Pool, conversation_id: str) -> list[str]:
    three = [Outgoing(text) for text in ("one", "two", "three")]
    await commit(pool, Commit(conversation_id, 0, Owner.BOT, Owner.BOT, three))
    return [line.id for line in three]


async def marks(pool: asyncpg.Pool, ids: list[str]) -> list[str]:
    rows = await pool.fetch("SELECT delivery FROM messages WHERE id = ANY($1) ORDER BY seq", ids)
    return [row["delivery"] for row in rows]


async def test_noted_at_once_and_written_soon(deliveries: Deliveries, pool: asyncpg.Pool, lines: list[str]) -> None:
    deliveries.note(lines[:2])
    assert deliveries.is_noted(lines[0]) and not deliveries.is_noted(lines[2])

    async def written() -> bool:
        return await marks(pool, lines) == ["delivered", "delivered", "pending"]

    await eventually(written)
    assert not deliveries.is_noted(lines[0])


async def test_what_is_noted_is_written_before_the_end(pool: asyncpg.Pool, lines: list[str]) -> None:
    stopped = Deliveries(pool)
    stopped.note(lines)
    await stopped.stop()
    assert await marks(pool, lines) == ["delivered"] * 3


async def test_a_reader_acknowledges_up_to_where_it_read(
    deliveries: Deliveries, pool: asyncpg.Pool, conversation_id: str, lines: list[str]
) -> None:
    deliveries.note_up_to(conversation_id, 2)
    deliveries.note_up_to(conversation_id, 1)

    async def written() -> bool:
        return await marks(pool, lines) == ["delivered", "delivered", "pending"]

    await eventually(written)


async def test_an_unknown_line_harms_nobody(deliveries: Deliveries, pool: asyncpg.Pool, lines: list[str]) -> None:
    deliveries.note(["no such line", lines[0]])

    async def written() -> bool:
        return (await marks(pool, lines))[0] == "delivered"

    await eventually(written)


async def test_a_broken_connection_delays_the_marks_and_does_not_end_them(
    deliveries: Deliveries, pool: asyncpg.Pool, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [asyncpg.InternalClientError("cannot switch to state"), asyncpg.InterfaceError("connection is closed")]
    flush = deliveries._flush

    async def flush_or_break() -> None:
        if broken:
            raise broken.pop()
        await flush()

    monkeypatch.setattr("bot.conversation.deliveries.RETRY_S", 0.01)
    monkeypatch.setattr(deliveries, "_flush", flush_or_break)
    deliveries.note(lines)

    async def written() -> bool:
        return await marks(pool, lines) == ["delivered"] * 3

    await eventually(written)
    assert broken == []
