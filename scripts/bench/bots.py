"""The two bots as their users run them, each in a directory under var/bench and on a free loopback port."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from bot.training import ensure_model
from scripts.bench import processes
from scripts.bench.client import Client, NoReply

START_S, STOP_S, POLL_S = 240.0, 30.0, 0.05
BIN = Path(sys.executable).parent
HOME = ROOT / "var" / "bench"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


@dataclass(frozen=True)
class Bot:
    """`helpers`: name -> file with the process id of a server that this bot starts beside itself."""

    name: str
    directory: Path
    command: tuple[str, ...]
    port: int
    environment: dict[str, str]
    helpers: dict[str, Path]


@dataclass(frozen=True)
class Running:
    """A bot that answers. `start_s`: from the start of its process to the first answer over REST."""

    bot: Bot
    pid: int
    start_s: float

    def parts(self) -> dict[str, set[int]]:
        """Process ids by part: "python" and every helper."""
        helpers = {name: processes.tree(int(file.read_text().split()[0])) for name, file in self.bot.helpers.items()}
        python = processes.tree(self.pid).difference(*helpers.values())
        return {"python": python, **helpers}


def stock() -> Bot:
    """`rasa init`'s bot, trained; kept from run to run."""
    directory, port = HOME / "stock", _free_port()
    if not list(directory.glob("models/*.tar.gz")):
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        _run("stock-init", str(BIN / "rasa"), "init", "--no-prompt", "--init-dir", str(directory))
    command = (str(BIN / "rasa"), "run", "--interface", "127.0.0.1", "--port", str(port))
    return Bot("stock", directory, command, port, QUIET, {})


def ours() -> tuple[Bot, float]:
    """Firstline with an empty record, and the seconds its training took."""
    bot = _fresh("ours")
    started = time.perf_counter()
    _run("ours-train", str(BIN / "firstline"), "train", environment=bot.environment)
    return bot, time.perf_counter() - started


def ours_trained(name: str) -> Bot:
    """Firstline with an empty record and the model that is there already; trains it first when there is none."""
    bot = _fresh(name)
    (bot.directory / "models").symlink_to(ensure_model(ROOT / "var").parent)
    return bot


def _fresh(name: str) -> Bot:
    directory, port = HOME / name, _free_port()
    _forget(directory)
    own = {**QUIET, "FIRSTLINE_VAR": str(directory), "FIRSTLINE_PORT": str(port)}
    helpers = {"postgresql": directory / "postgres" / "postmaster.pid", "redis": directory / "redis" / "pid"}
    return Bot(name, directory, (str(BIN / "firstline"), "run"), port, own, helpers)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[Running]:
    models = _models(bot)
    started = time.perf_counter()
    process = _launch(bot)
    try:
        await _first_answer(bot, process)
        start_s = time.perf_counter() - started
        _check_sources(bot, models)
        yield Running(bot, process.pid, start_s)
    finally:
        await asyncio.to_thread(_stop, process, bot)


def _models(bot: Bot) -> set[Path]:
    return set(bot.directory.glob("models/*.tar.gz"))


def _check_sources(bot: Bot, models: set[Path]) -> None:
    """A start that trained first is no figure."""
    if _models(bot) != models:
        raise RuntimeError("the model's sources changed while the bench ran; run it again")


def _launch(bot: Bot) -> subprocess.Popen[bytes]:
    with (HOME / f"{bot.name}.log").open("ab") as log:
        return subprocess.Popen(
            bot.command,
            cwd=bot.directory,
            env=_environment(bot.environment),
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C ends the bench, and the bench ends its bots in good order
        )


async def _first_answer(bot: Bot, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            async with Client(bot.port) as client:
                return await client.say(uuid.uuid4().hex, "hello")
        except (OSError, asyncio.IncompleteReadError, NoReply):
            await asyncio.sleep(POLL_S)
    raise RuntimeError(f"{bot.name} does not answer; see {HOME / bot.name}.log")


def _stop(process: subprocess.Popen[bytes], bot: Bot) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        print(f"{bot.name} did not stop within {STOP_S:.0f} s of SIGTERM and was killed", file=sys.stderr)
        process.kill()
        process.wait()
        for file in bot.helpers.values():
            os.kill(int(file.read_text().split()[0]), signal.SIGTERM)


def _forget(directory: Path) -> None:
    """An earlier run that was killed may have left its servers behind."""
    if (directory / "postgres" / "postmaster.pid").exists():
        EmbeddedPostgres(directory / "postgres").stop()
    EmbeddedRedis(directory / "redis").stop()
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)


def _run(name: str, *command: str, environment: dict[str, str] = QUIET) -> None:
    """Raises CalledProcessError; what the command said is in var/bench/NAME.log."""
    with (HOME / f"{name}.log").open("wb") as log:
        own = _environment(environment)
        subprocess.run(command, env=own, cwd=ROOT, check=True, stdout=log, stderr=log, timeout=900)


def _environment(own: dict[str, str]) -> dict[str, str]:
    """Without settings of whoever runs the bench: both bots as they come."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FIRSTLINE_")} | own


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
