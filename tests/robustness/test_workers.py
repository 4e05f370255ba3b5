"""Two Firstlines on one record and one Redis: one conversation stays one, and what breaks in one the other mends."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import asyncpg
import pytest

from bot.store import postgres
from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.robustness.desk import Desk
from tests.robustness.record import answered_once, messages
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.servers import frozen, redis_pid, running
from tests.robustness.waiting import eventually
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

# Whoever asks the same question again and again gets a person: what is said often here is friendly.
CHATTER = ("Hello", "Thank you", "Good morning", "Thanks a lot")
BREAK_S = 0.05  # a few turns at most go by undisturbed
SECRET = uuid.uuid4().hex
TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> $1"
CROWD = 60  # about a second of work
UNANSWERED = "SELECT count(*) FROM messages WHERE conversation_id = ANY($1) AND delivery = 'accepted'"
USER_EVENTS = """
SELECT i.id FROM turns, jsonb_array_elements(events) e,
    jsonb_array_elements_text(coalesce(e->'metadata'->'message_ids', jsonb_build_array(e->'message_id')))
        WITH ORDINALITY AS i(id, n)
WHERE conversation_id = $1 AND e->>'event' = 'user' ORDER BY version, n
"""


@dataclass
class Pair:
    one: RunningServer
    other: RunningServer
    pool: asyncpg.Pool
    redis_pid: int | None


@pytest.fixture(scope="module")
async def pair(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    record, wire = EmbeddedPostgres(folder / "postgres"), EmbeddedRedis(folder / "redis")
    database_url, redis_url = await asyncio.to_thread(record.start), await asyncio.to_thread(wire.start)
    postgres.migrate(database_url)
    shared = {"FIRSTLINE_DATABASE_URL": database_url, "FIRSTLINE_REDIS_URL": redis_url, "FIRSTLINE_SECRET": SECRET}
    pool = await postgres.connect(database_url, connections=2)
    async with contextlib.AsyncExitStack() as both:
        started = [both.enter_async_context(running(folder / name, **shared)) for name in ("one", "other")]
        one, other = await asyncio.gather(*started)
        yield Pair(one, other, pool, redis_pid(folder))
    await pool.close()
    wire.stop()
    record.stop()


async def test_one_conversation_on_two_workers_is_answered_once_and_in_order(
    pair: Pair, web: aiohttp.ClientSession
) -> None:
    """First in turns, then all at once, as a load balancer without memory would spread them."""
    sender = uuid.uuid4().hex
    here, there = RestCustomer(web, pair.one.url, sender), RestCustomer(web, pair.other.url, sender)
    for line in CHATTER * 2:
        await here.say(line)
        await there.say(line)
    await asyncio.gather(*(customer.say(line) for line in CHATTER for customer in (here, there)))
    rows = await answered_once(pair.pool, here.conversation_id, {**here.said, **there.said})
    asked = [row["id"] for row in rows if row["author"] == "customer" and not row["while_waiting"]]
    assert [row["id"] for row in await pair.pool.fetch(USER_EVENTS, here.conversation_id)] == asked


async def test_a_reply_through_one_worker_reaches_the_chat_on_the_other_within_a_second(
    pair: Pair, web: aiohttp.ClientSession
) -> None:
    desk = Desk(web, pair.other)
    async with WebCustomer(pair.one.url) as chatting:
        await chatting.say("I want to talk to a person")
        handoff = await desk.claim(chatting.conversation_id)
        for number in range(10):
            sent = time.monotonic()
            await desk.reply(handoff, f"Line {number}")
            await chatting.until(lambda text=f"Line {number}": chatting.messages[-1]["text"] == text, seconds=20)
            assert time.monotonic() - sent < 1
        with frozen(pair.redis_pid):
            await desk.reply(handoff, "Without Redis")
            await chatting.until(lambda: chatting.messages[-1]["text"] == "Without Redis", seconds=20)
        assert (chatting.again, chatting.gaps) == ([], [])


async def test_connections_that_break_all_the_time_lose_no_turn(pair: Pair, web: aiohttp.ClientSession) -> None:
    """Rasa answers one failed read with an empty conversation and loses the turn (rasa-facts 4 and 5)."""
    customer = RestCustomer(web, pair.one.url)
    async with pair.pool.acquire() as connection:
        own = await connection.fetchval("SELECT pg_backend_pid()")
        breaking = asyncio.create_task(_break(connection, own))
        try:
            for line in CHATTER * 3:
                await customer.say(line)
        finally:
            breaking.cancel()
            broken = await asyncio.gather(breaking, return_exceptions=True)
    assert isinstance(broken[0], asyncio.CancelledError)
    await pair.pool.expire_connections()
    assert max(answer.status for answer in customer.answers) < 504
    assert 500 not in {answer.status for answer in customer.answers}
    await answered_once(pair.pool, customer.conversation_id, customer.said)


async def _break(connection: asyncpg.Connection, own: int) -> None:
    while True:
        await connection.fetch(TERMINATE, own)
        await asyncio.sleep(BREAK_S)


async def test_what_a_killed_worker_had_taken_the_other_answers(pair: Pair, web: aiohttp.ClientSession) -> None:
    customers = [RestCustomer(web, pair.other.url) for _ in range(CROWD)]
    ids = [customer.conversation_id for customer in customers]
    asking = [asyncio.create_task(customer.ask("Hello", uuid.uuid4().hex)) for customer in customers]

    async def some_are_taken() -> bool:
        return await pair.pool.fetchval(UNANSWERED, ids) >= 5

    await eventually("5 unanswered messages", some_are_taken, seconds=20)
    await asyncio.to_thread(pair.other.kill)
    assert await pair.pool.fetchval(UNANSWERED, ids)
    await asyncio.gather(*asking, return_exceptions=True)
    for customer in customers:
        await _answered_by_the_other(pair, web, customer)


async def _answered_by_the_other(pair: Pair, web: aiohttp.ClientSession, customer: RestCustomer) -> None:
    """Whose message was taken before the kill has one answer, and hears it when they ask again."""
    rows = await messages(pair.pool, customer.conversation_id)
    said = [row["client_id"] for row in rows if row["author"] == "customer"]
    if said:
        rows = await answered_once(pair.pool, customer.conversation_id, said)
        again = RestCustomer(web, pair.one.url, customer.sender)
        await again.ask("Hello", said[0])
        assert [*again.heard] == [row["id"] for row in rows if row["author"] == "bot"]
