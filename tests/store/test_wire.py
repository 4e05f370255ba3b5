import asyncio

from redis.asyncio import Redis

from bot.store.wire import Wire


async def test_an_event_reaches_every_reader_of_its_topic_only() -> None:
    wire = Wire(None)
    async with wire.subscribe("a") as first, wire.subscribe("a") as second, wire.subscribe("b") as other:
        await wire.publish("a", {"n": 1})
    assert (first.get_nowait(), second.get_nowait(), other.empty()) == ({"n": 1}, {"n": 1}, True)


async def test_another_worker_hears_over_redis_and_the_sender_hears_once(redis_url: str) -> None:
    here, there = Wire(Redis.from_url(redis_url)), Wire(Redis.from_url(redis_url))
    await here.start()
    await there.start()
    try:
        async with here.subscribe("t") as own, there.subscribe("t") as others:
            await asyncio.sleep(0.2)
            await here.publish("t", {"n": 1})
            assert await asyncio.wait_for(others.get(), 2) == {"n": 1}
            await asyncio.sleep(0.1)
            assert own.qsize() == 1
    finally:
        await here.stop()
        await there.stop()


async def test_publishing_without_redis_neither_raises_nor_waits() -> None:
    wire = Wire(Redis(host="127.0.0.1", port=1, socket_connect_timeout=5))
    await wire.start()
    async with wire.subscribe("t") as queue:
        await asyncio.wait_for(wire.publish("t", {"n": 1}), 0.1)
        assert queue.get_nowait() == {"n": 1}
    await wire.stop()
