"""One turn at a time per conversation, among all workers.

Rasa's own Redis lock reads, changes and writes back without a transaction, so two workers can both hold it
(lock_store.py:81-83, 263-277), and waits in steps of a second (lock_store.py:94). This one takes the lock in one
command, is woken by the release, and is renewed while it is held. Without Redis it still orders the turns of this
process; the record's version check keeps two workers from both committing.
"""

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

LIFETIME_S = 5.0  # renewed while it is held; a killed worker is back after about as long and must not wait for itself
WAKE_S = 0.5  # upper bound of one wait, in case the release was lost; below the client's timeout, which means "away"
AWAY_S = 2.0  # a Redis that did not answer is not asked again for this long: each question costs a timeout
RELEASE = """
if redis.call('get', KEYS[1]) == ARGV[1] then
  redis.call('del', KEYS[1])
  redis.call('lpush', KEYS[2], '1')
  redis.call('ltrim', KEYS[2], 0, 0)
  redis.call('pexpire', KEYS[2], 5000)
end
"""
RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"


class RedisLocks(LockStore):
    """For Rasa: `lock_store: {type: bot.store.lock_store.RedisLocks, url: redis://...}` in endpoints.yml."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, redis: Redis | None = None) -> None:
        self._redis = redis or Redis.from_url(endpoint_config.url if endpoint_config else "")
        self._local: dict[str, tuple[asyncio.Lock, int]] = {}
        self._away_until = 0.0

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LIFETIME_S, wait_time_in_seconds: float = 60.0
    ) -> AsyncGenerator[TicketLock, None]:
        """Held until the block ends, however long that takes. Raises LockError after `wait_time_in_seconds`."""
        async with self._in_process(conversation_id):
            token = uuid.uuid4().hex
            if not await self._acquire(conversation_id, token, lock_lifetime, wait_time_in_seconds):
                yield TicketLock(conversation_id)
                return
            renewal = Renewal(lambda: self._renew(conversation_id, token, lock_lifetime), lock_lifetime / 3)
            try:
                yield TicketLock(conversation_id)
            finally:
                renewal.end()
                await self._release(conversation_id, token)

    @asynccontextmanager
    async def _in_process(self, conversation_id: str) -> AsyncGenerator[None, None]:
        lock, users = self._local.get(conversation_id, (asyncio.Lock(), 0))
        self._local[conversation_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._local.pop(conversation_id)
            if users > 1:
                self._local[conversation_id] = (lock, users - 1)

    async def _acquire(self, conversation_id: str, token: str, lifetime_s: float, patience_s: float) -> bool:
        """False: without Redis."""
        if time.monotonic() < self._away_until:
            return False
        try:
            async with asyncio.timeout(patience_s):
                while not await self._take(conversation_id, token, lifetime_s):
                    await self._redis.blpop([_free(conversation_id)], timeout=WAKE_S)
        except TimeoutError as error:
            raise LockError(f"conversation {conversation_id} was busy for {patience_s} s") from error
        except (RedisError, OSError) as error:
            log.warning("lock: without Redis (%s)", type(error).__name__)
            self._away_until = time.monotonic() + AWAY_S
            return False
        return True

    async def _take(self, conversation_id: str, token: str, lifetime_s: float) -> bool:
        return bool(await self._redis.set(_key(conversation_id), token, nx=True, px=int(lifetime_s * 1000)))

    async def _renew(self, conversation_id: str, token: str, lifetime_s: float) -> None:
        with contextlib.suppress(RedisError, OSError):
            await self._redis.eval(RENEW, 1, _key(conversation_id), token, str(int(lifetime_s * 1000)))

    async def _release(self, conversation_id: str, token: str) -> None:
        with contextlib.suppress(RedisError, OSError):
            await self._redis.eval(RELEASE, 2, _key(conversation_id), _free(conversation_id), token)


class Renewal:
    """Renews until `end`. A timer, not a task: most turns end before the first renewal is due."""

    def __init__(self, renew: Callable[[], Awaitable[None]], every_s: float) -> None:
        self._renew = renew
        self._every_s = every_s
        self._ended = False
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(every_s, self._due)

    def end(self) -> None:
        self._ended = True
        self._timer.cancel()

    def _due(self) -> None:
        self._task = asyncio.create_task(self._once())

    async def _once(self) -> None:
        await self._renew()
        if not self._ended:
            self._timer = asyncio.get_running_loop().call_later(self._every_s, self._due)


def _key(conversation_id: str) -> str:
    return f"firstline:lock:{conversation_id}"


def _free(conversation_id: str) -> str:
    return f"firstline:free:{conversation_id}"
