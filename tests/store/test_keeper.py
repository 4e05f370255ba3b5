import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import redis

from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from bot.store.keeper import Keeper

PERIOD_S = 0.1


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[EmbeddedRedis]:
    server = EmbeddedRedis(tmp_path / "redis")
    await asyncio.to_thread(server.start)
    keeper = Keeper([server], PERIOD_S)
    keeper.start()
    yield server
    await keeper.stop()
    server.stop()


def _pid(directory: Path) -> int:
    return int((directory / "redis" / "pid").read_text())


async def test_a_killed_server_is_started_again(kept: EmbeddedRedis, tmp_path: Path) -> None:
    killed = _pid(tmp_path)
    os.kill(killed, signal.SIGKILL)
    for _ in range(100):
        await asyncio.sleep(0.05)
        if kept.is_alive() and _pid(tmp_path) != killed:
            break
    assert redis.from_url(await asyncio.to_thread(kept.start)).ping()


async def test_a_server_that_hangs_is_left_alone(kept: EmbeddedRedis, tmp_path: Path) -> None:
    """A second one would take its socket away, and nobody would ever stop the first."""
    hanging = psutil.Process(_pid(tmp_path))
    hanging.suspend()
    try:
        await asyncio.sleep(5 * PERIOD_S)
        assert kept.is_alive()
    finally:
        hanging.resume()
    assert _pid(tmp_path) == hanging.pid
    assert redis.from_url(await asyncio.to_thread(kept.start)).ping()


async def test_a_server_that_does_not_start_is_tried_again() -> None:
    class Reluctant:
        starts = 0

        def is_alive(self) -> bool:
            return self.starts > 2

        def start(self) -> str:
            self.starts += 1
            raise TimeoutError("no disk")

    reluctant = Reluctant()
    keeper = Keeper([reluctant], 0.01)
    keeper.start()
    await asyncio.sleep(0.5)
    await keeper.stop()
    assert reluctant.starts == 3


def test_a_process_that_got_the_number_of_a_dead_postgres_is_not_taken_for_it(tmp_path: Path) -> None:
    """After a reboot, or in a container, numbers are given out again; the file of the dead server is still there."""
    server = EmbeddedPostgres(tmp_path / "postgres")
    server.start()
    try:
        file = tmp_path / "postgres" / "postmaster.pid"
        left = file.read_text().splitlines()
        server.stop()
        file.write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
        assert not server.is_alive()
        server.start()
        assert server.is_alive()
    finally:
        server.stop()
    assert not server.is_alive()
