"""What operators see: alive, ready, and in numbers."""

import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from redis.asyncio import Redis
from sanic import Sanic

from bot.service import Firstline
from tests.handoff.handed_over import Desk
from tests.site import Site, serving


def none(app: Sanic) -> None:
    """No routes of its own."""


@pytest.fixture(scope="module")
async def site(firstline: Firstline) -> AsyncIterator[Site]:
    async with serving(firstline, none) as site:
        yield site


async def ready(firstline: Firstline, **other: Any) -> tuple[int, dict[str, str]]:
    async with serving(firstline, none, **other) as site:
        status, _, body = await site.call("GET", "/ready")
    return status, json.loads(body)


async def numbers(site: Site) -> dict[str, float]:
    status, _, body = await site.call("GET", "/metrics")
    assert status == 200
    lines = [line.split() for line in body.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in lines}


async def test_alive(site: Site) -> None:
    status, _, body = await site.call("GET", "/health")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert json.loads(body)["uptime_s"] >= 0


async def test_ready_with_all_its_parts(firstline: Firstline) -> None:
    status, parts = await ready(firstline)
    assert status == 200
    assert (parts["database"], parts["redis"]) == ("ok", "ok")
    assert parts["model"].endswith(".tar.gz")


async def test_not_ready_without_the_record(firstline: Firstline, database_url: str) -> None:
    gone = await asyncpg.create_pool(database_url, min_size=1, max_size=1)
    await gone.close()
    status, parts = await ready(firstline, pool=gone)
    assert (status, parts["database"]) == (503, "InterfaceError")


async def test_without_redis_it_is_slower_and_still_ready(firstline: Firstline) -> None:
    nobody = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1.0)
    status, parts = await ready(firstline, redis=nobody)
    assert (status, parts["database"]) == (200, "ok")
    assert parts["redis"] == "ConnectionError"


async def test_the_numbers_move_with_the_desk(site: Site, pool: asyncpg.Pool) -> None:
    desk, before = Desk(pool), await numbers(site)
    waiting, late, taken = [await desk.waiting(s) for s in (600, -600, 600)]
    await desk.handoffs.claim(taken, "ola")
    after = await numbers(site)
    grown = {name: after[name] - before[name] for name in before if after[name] != before[name]}
    assert grown == {
        "firstline_waiting": 2,
        "firstline_human": 1,
        "firstline_promises_open": 2,
        "firstline_promises_overdue": 1,
        "firstline_promises_silent": 1,
        "firstline_promises_kept_day": 1,
    }
    await desk.forget(waiting, late, taken)
    assert await numbers(site) == before


async def test_every_number_says_what_it_counts(site: Site) -> None:
    _, _, body = await site.call("GET", "/metrics")
    helped = {line.split()[2] for line in body.splitlines() if line.startswith("# HELP")}
    assert helped == set(await numbers(site))
