"""The program as its user runs it: `firstline run` in a process of its own, with its own state and port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot.settings import ROOT

START_S = 120.0  # on a busy machine; 5 s otherwise


class RunningServer:
    """`directory` keeps the state between `start`s. Embedded PostgreSQL and Redis live and die with `stop`."""

    def __init__(self, directory: Path, **environment: str) -> None:
        self.directory = directory
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        models = self.directory / "models"
        if not models.exists():
            models.symlink_to(ROOT / "var" / "models")
        own = {"FIRSTLINE_VAR": str(self.directory), "FIRSTLINE_PORT": str(self.port)}
        command = [str(Path(sys.executable).parent / "firstline"), "run"]
        with (self.directory / "log").open("ab") as log:
            environment = {**os.environ, **own, **self._environment}
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self._wait_until_ready()

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9: no clean-up of any kind."""
        self._end(signal.SIGKILL)

    @property
    def log(self) -> str:
        return (self.directory / "log").read_text(errors="replace")

    @property
    def api_token(self) -> str:
        return (self.directory / "api-token").read_text().strip()

    @property
    def first_login(self) -> tuple[str, str]:
        name, password = (self.directory / "first-login").read_text().split()
        return name, password

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_S
        while not self._is_ready():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"firstline did not start:\n{self.log[-4000:]}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/ready", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
