"""Brings an embedded server back that has died: whoever runs Firstline need not notice (DESIGN section 7)."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

log = logging.getLogger(__name__)

PERIOD_S = 2.0


class Embedded(Protocol):
    def is_alive(self) -> bool:
        """A server that hangs is alive: a second one beside it would only do harm."""

    def start(self) -> str:
        """Idempotent, so that it does not matter who starts it first."""


class Keeper:
    def __init__(self, servers: Sequence[Embedded], period_s: float = PERIOD_S) -> None:
        self._servers = servers
        self._period_s = period_s
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._period_s)
            for server in self._servers:
                await self._keep(server)

    async def _keep(self, server: Embedded) -> None:
        name = type(server).__name__
        try:
            if not await asyncio.to_thread(server.is_alive):
                log.error("keeper: %s has died and is started again", name)
                await asyncio.to_thread(server.start)
        except Exception as error:
            log.warning("keeper: %s did not start, tried again in %s s (%r)", name, self._period_s, error)
