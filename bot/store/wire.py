"""The live wire: tells everybody who is looking at a conversation, or at the desk, what just happened.

Inside the process events arrive at once; other workers get them over Redis. An event is a hint, never the record:
whoever missed one reads PostgreSQL, so losing Redis may slow us and never loses a message.
"""

import asyncio
import contextlib
import json
import logging
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

Event = dict[str, Any]
CHANNEL = "firstline:wire"
QUEUE_MAX = 1000  # a reader this far behind re-reads the record anyway
RETRY_S = 1.0
STOP_S = 3.0
QUIET_S = 1.0  # one wait for an event of another worker; a stop may have to sit it out


class Wire:
    """`redis` None: one process only."""

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._origin = uuid.uuid4().hex
        self._readers: dict[str, set[asyncio.Queue[Event]]] = defaultdict(set)
        self._outbound: asyncio.Queue[str] = asyncio.Queue(QUEUE_MAX)
        self._tasks: list[asyncio.Task[None]] = []
        self._running = False

    async def start(self) -> None:
        self._running = True
        if self._redis is not None:
            self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]

    async def stop(self) -> None:
        """The Redis client may turn a cancellation into its own TimeoutError, so the tasks look at a flag too."""
        self._running = False
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_S)

    async def publish(self, topic: str, event: Event) -> None:
        """Never raises and never waits for Redis: a turn must not hang on its audience."""
        self._deliver(topic, event)
        if self._redis is not None:
            line = json.dumps({"origin": self._origin, "topic": topic, "event": event}, default=str)
            with contextlib.suppress(asyncio.QueueFull):
                self._outbound.put_nowait(line)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[asyncio.Queue[Event]]:
        queue: asyncio.Queue[Event] = asyncio.Queue(QUEUE_MAX)
        self._readers[topic].add(queue)
        try:
            yield queue
        finally:
            self._readers[topic].discard(queue)
            if not self._readers[topic]:
                del self._readers[topic]

    def _deliver(self, topic: str, event: Event) -> None:
        for queue in self._readers.get(topic, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(event)

    async def _send(self) -> None:
        assert self._redis is not None
        while self._running:
            line = await self._outbound.get()
            try:
                await self._redis.publish(CHANNEL, line)
            except (RedisError, OSError) as error:
                log.warning("wire: Redis does not take events (%s)", type(error).__name__)
                await asyncio.sleep(RETRY_S)

    async def _receive(self) -> None:
        while self._running:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("wire: Redis does not give events (%s)", type(error).__name__)
            await asyncio.sleep(RETRY_S)

    async def _listen(self) -> None:
        assert self._redis is not None
        async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(CHANNEL)
            while self._running:
                message = await pubsub.get_message(timeout=QUIET_S)
                if message is not None:
                    self._hear(json.loads(message["data"]))

    def _hear(self, heard: Event) -> None:
        if heard["origin"] != self._origin:
            self._deliver(heard["topic"], heard["event"])
