"""The whole program but its clock, on its own record with simulated time, and the ways into it over HTTP."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
from sanic import Sanic

from actions import services
from bot.channels.rest import rest_channel
from bot.desk.api import desk_api
from bot.service import Firstline, Keys, Servers, build
from bot.settings import Settings
from scripts.bench.day.simulated_time import SimulatedTime, simulated_record
from scripts.free_port import on_a_free_port

TOKEN = "the simulated day's own token"
SLOTS = 2


@dataclass
class Program:
    """`call` gives (status, JSON). Every request is over when it returns."""

    firstline: Firstline
    time: SimulatedTime
    _url: str
    _client: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: Any = None, agent: str | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {TOKEN}"} | ({"X-Agent": agent} if agent else {})
        async with self._client.request(method, self._url + path, headers=headers, json=body) as response:
            return response.status, await response.json()


@asynccontextmanager
async def running(servers: Servers, model: Path, start: datetime, database: str) -> AsyncIterator[Program]:
    """`servers` as for the program; the day has a database `database` of its own there."""
    url = await simulated_record(servers.database_url, database, start)
    record = await asyncpg.connect(url)
    time = SimulatedTime(record, start)
    settings = Settings(always_open=True, agent_slots=SLOTS, listen_quiet_s=0.0)
    others = services.use(None)
    firstline = await build(settings, Servers(url, servers.redis_url), model, Keys(b"simulated", TOKEN), time.now)
    firstline.conversations.deliveries.start()
    try:
        async with _serving(firstline) as address, aiohttp.ClientSession() as client:
            yield Program(firstline, time, address, client)
    finally:
        services.use(others)
        await firstline.stop()
        await record.close()


@asynccontextmanager
async def _serving(firstline: Firstline) -> AsyncIterator[str]:
    app = Sanic(f"day-{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.firstline = firstline
    app.blueprint([rest_channel(), desk_api()])
    async with on_a_free_port(app) as address:
        yield f"http://{address}"
