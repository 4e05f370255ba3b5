import uuid
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.promises.ledger import Ledger, Promise

DUE = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def handoff_id(pool: asyncpg.Pool) -> str:
    handoff_id = str(uuid.uuid4())
    await pool.execute("INSERT INTO conversations (id, channel) VALUES ($1, 'web')", handoff_id)
    await pool.execute(
        "INSERT INTO handoffs (id, conversation_id, lane, state, language, contract)"
        " VALUES ($1, $1, 'normal', 'waiting', 'en', '{}')",
        handoff_id,
    )
    return handoff_id


async def promise(pool: asyncpg.Pool, handoff_id: str, due_at: datetime = DUE) -> str:
    async with pool.acquire() as conn:
        made = Promise(handoff_id, "12 minutes at the latest", due_at, "bot", handoff_id=handoff_id)
        return await Ledger(pool).open(conn, made)


async def settle(pool: asyncpg.Pool, handoff_id: str, at: datetime) -> list[str]:
    async with pool.acquire() as conn:
        return [row["state"] for row in await Ledger(pool).settle_started(conn, handoff_id, at)]


async def state(pool: asyncpg.Pool, promise_id: str) -> str:
    return str(await pool.fetchval("SELECT state FROM promises WHERE id = $1", promise_id))


async def test_a_promise_is_open_with_its_words_and_its_time(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    row = next(row for row in await Ledger(pool).list("open") if row["id"] == promise_id)
    assert (row["text"], row["due_at"], row["made_by"]) == ("12 minutes at the latest", DUE, "bot")
    assert row["settled_at"] is None


async def test_a_start_at_the_stated_moment_keeps_the_promise(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    assert await settle(pool, handoff_id, DUE) == ["kept"]
    assert await state(pool, promise_id) == "kept"


async def test_a_second_late_is_broken(pool: asyncpg.Pool, handoff_id: str) -> None:
    await promise(pool, handoff_id)
    assert await settle(pool, handoff_id, DUE + timedelta(seconds=1)) == ["broken"]


async def test_what_was_settled_once_stays_as_it_is(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    await settle(pool, handoff_id, DUE)
    assert await settle(pool, handoff_id, DUE + timedelta(hours=1)) == []
    assert await state(pool, promise_id) == "kept"


async def test_the_evidence_says_when_the_person_started(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    await settle(pool, handoff_id, DUE)
    row = await pool.fetchrow("SELECT evidence, settled_at FROM promises WHERE id = $1", promise_id)
    assert row is not None and row["settled_at"] == DUE
    assert "2026-11-23T12:00:00" in row["evidence"]


async def test_another_hand_over_is_not_settled_along(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    assert await settle(pool, "another", DUE) == []
    assert await state(pool, promise_id) == "open"


async def test_overdue_are_the_open_ones_whose_moment_has_passed(pool: asyncpg.Pool, handoff_id: str) -> None:
    promise_id = await promise(pool, handoff_id)
    ledger = Ledger(pool)
    assert promise_id not in [row["id"] for row in await ledger.overdue(DUE)]
    assert promise_id in [row["id"] for row in await ledger.overdue(DUE + timedelta(seconds=1))]
    await settle(pool, handoff_id, DUE)
    assert promise_id not in [row["id"] for row in await ledger.overdue(DUE + timedelta(seconds=1))]


async def test_a_promise_vanishes_with_the_transaction_it_was_made_in(pool: asyncpg.Pool, handoff_id: str) -> None:
    with pytest.raises(RuntimeError):
        async with pool.acquire() as conn, conn.transaction():
            await Ledger(pool).open(conn, Promise(handoff_id, "by noon", DUE, "bot"))
            raise RuntimeError
    assert await pool.fetchval("SELECT count(*) FROM promises WHERE conversation_id = $1", handoff_id) == 0


async def test_the_list_shows_open_ones_first(pool: asyncpg.Pool, handoff_id: str) -> None:
    await promise(pool, handoff_id)
    await settle(pool, handoff_id, DUE)
    await promise(pool, handoff_id)
    states = [row["state"] for row in await Ledger(pool).list()]
    assert states == sorted(states, key=lambda state: state != "open")
