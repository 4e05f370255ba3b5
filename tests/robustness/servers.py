"""Running servers for tests that break them: nothing of them is left behind, whatever the test did."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psutil

from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.server import RunningServer

ALWAYS_OPEN = {"FIRSTLINE_ALWAYS_OPEN": "true"}


@asynccontextmanager
async def running(directory: Path, **environment: str) -> AsyncIterator[RunningServer]:
    """Started without blocking the test's event loop, so that several can start at once."""
    server = RunningServer(directory, **ALWAYS_OPEN, **environment)
    try:
        await asyncio.to_thread(server.start)
        yield server
    finally:
        await asyncio.to_thread(server.stop)
        for pid in (postgres_pid(directory), redis_pid(directory)):
            with contextlib.suppress(psutil.NoSuchProcess):
                if pid:
                    await asyncio.to_thread(_end, psutil.Process(pid))


def _end(server: psutil.Process) -> None:
    for process in (*server.children(), server):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    server.wait(10)


def postgres_pid(directory: Path) -> int | None:
    return _pid(directory / "postgres" / "postmaster.pid", EmbeddedPostgres(directory / "postgres").is_alive())


def redis_pid(directory: Path) -> int | None:
    return _pid(directory / "redis" / "pid", EmbeddedRedis(directory / "redis").is_alive())


def _pid(file: Path, alive: bool) -> int | None:
    return int(file.read_text().split()[0]) if alive else None


@contextmanager
def frozen(pid: int | None) -> Iterator[None]:
    """The process and its children hang: they take connections and answer nothing."""
    assert pid, "there is no such server"
    processes = [psutil.Process(pid), *psutil.Process(pid).children()]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()


def kill(pid: int | None) -> None:
    assert pid, "there is no such server"
    psutil.Process(pid).send_signal(signal.SIGKILL)


def stop_postgres_at_once(directory: Path) -> None:
    """What an operator's `pg_ctl stop -m immediate` does: no shutdown checkpoint, recovery at the next start."""
    pid = postgres_pid(directory)
    assert pid, "there is no such server"
    server = psutil.Process(pid)
    server.send_signal(signal.SIGQUIT)
    server.wait(10)
