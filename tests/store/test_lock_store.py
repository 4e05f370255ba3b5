import asyncio
import time
import uuid
from pathlib import Path

import psutil
import pytest
from rasa.core.lock_store import LockError
from redis.asyncio import Redis

from bot.store.embedded import EmbeddedRedis
from bot.store.lock_store import RedisLocks


def locks(url: str) -> RedisLocks:
    return RedisLocks(redis=Redis.from_url(url))


async def test_two_workers_never_hold_one_conversation_rasa_9213(redis_url: str) -> None:
    here, there, conversation = locks(redis_url), locks(redis_url), uuid.uuid4().hex
    inside, seen = 0, []

    async def turn(store: RedisLocks) -> None:
        nonlocal inside
        async with store.lock(conversation):
            inside += 1
            seen.append(inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(turn(store) for store in (here, there) for _ in range(20)))
    assert seen == [1] * 40


async def test_a_waiting_turn_starts_at_once_and_not_at_the_next_second(redis_url: str) -> None:
    here, there, conversation = locks(redis_url), locks(redis_url), uuid.uuid4().hex

    async def hold() -> float:
        async with here.lock(conversation):
            await asyncio.sleep(0.2)
        return time.monotonic()

    holder = asyncio.create_task(hold())
    await asyncio.sleep(0.05)
    async with there.lock(conversation):
        entered = time.monotonic()
    assert entered - await holder < 0.1


async def test_a_turn_longer_than_the_lifetime_keeps_its_lock(redis_url: str) -> None:
    here, there, conversation = locks(redis_url), locks(redis_url), uuid.uuid4().hex
    async with here.lock(conversation, lock_lifetime=0.3):
        await asyncio.sleep(0.7)
        with pytest.raises(LockError):
            async with there.lock(conversation, wait_time_in_seconds=0.2):
                pass


async def test_without_redis_the_turns_of_this_process_still_go_one_by_one() -> None:
    store, order = RedisLocks(redis=Redis(host="127.0.0.1", port=1)), []

    async def turn(n: int) -> None:
        async with store.lock("c"):
            order.append(("in", n))
            await asyncio.sleep(0.01)
            order.append(("out", n))

    await asyncio.gather(turn(1), turn(2))
    assert order == [("in", 1), ("out", 1), ("in", 2), ("out", 2)]


async def test_a_redis_that_hangs_costs_one_wait_and_not_one_a_turn(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path / "redis")
    store = RedisLocks(redis=Redis.from_url(server.start(), socket_timeout=0.3))
    hanging = psutil.Process(int((tmp_path / "redis" / "pid").read_text()))
    hanging.suspend()
    try:
        started = time.monotonic()
        for turn in range(20):
            async with store.lock(str(turn)):
                pass
        assert time.monotonic() - started < 1.0
    finally:
        hanging.resume()
        server.stop()


async def test_waiting_longer_than_the_clients_timeout_is_no_outage(redis_url: str) -> None:
    """A wait that ended in a timeout of the client would count as "no Redis", and both would hold the lock."""
    here = RedisLocks(redis=Redis.from_url(redis_url, socket_timeout=1.0))
    there, conversation, order = RedisLocks(redis=Redis.from_url(redis_url, socket_timeout=1.0)), uuid.uuid4().hex, []

    async def hold() -> None:
        async with here.lock(conversation):
            await asyncio.sleep(1.6)
            order.append("first")

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0.05)
    async with there.lock(conversation):
        order.append("second")
    await holding
    assert order == ["first", "second"]
