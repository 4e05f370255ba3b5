"""Starts everything `firstline run` needs, in order, and says where to look."""

import secrets
import time
from pathlib import Path

from bot.app import create_app
from bot.designed import read_designed
from bot.desk.users import ensure_first_user
from bot.service import Firstline, Keys, Servers, build
from bot.settings import ROOT, Settings
from bot.store import embedded, postgres
from bot.training import ensure_model


def serve(settings: Settings) -> None:
    """Blocks until stopped (SIGINT or SIGTERM); then embedded servers are stopped too."""
    started = time.monotonic()
    read_designed(ROOT / "data")
    settings.var.mkdir(parents=True, exist_ok=True)
    model = ensure_model(settings.var)
    record = embedded.EmbeddedPostgres(settings.var / "postgres") if not settings.database_url else None
    wire = embedded.EmbeddedRedis(settings.var / "redis") if not settings.redis_url else None
    try:
        database_url = record.start() if record else settings.database_url
        redis_url = wire.start() if wire else settings.redis_url
        postgres.migrate(database_url)
        keys = Keys(_secret(settings).encode(), _api_token(settings))

        async def ready() -> Firstline:
            kept = [server for server in (wire, record) if server]
            firstline = await build(settings, Servers(database_url, redis_url, kept), model, keys)
            await _first_login(settings, firstline)
            _tell(settings, time.monotonic() - started)
            return firstline

        create_app(ready).run(settings.host, settings.port, access_log=False, motd=False)
    finally:
        for server in (wire, record):
            if server:
                server.stop()


def _secret(settings: Settings) -> str:
    return settings.secret or _made_once(settings.var / "secret")


def _api_token(settings: Settings) -> str:
    return settings.api_token or _made_once(settings.var / "api-token")


def _made_once(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text().strip()


async def _first_login(settings: Settings, firstline: Firstline) -> None:
    made = await ensure_first_user(firstline.pool)
    if made:
        path = settings.var / "first-login"
        path.touch(mode=0o600)
        path.write_text(f"{made[0]} {made[1]}\n")


def _tell(settings: Settings, seconds: float) -> None:
    base = f"http://{settings.host}:{settings.port}"
    login = settings.var / "first-login"
    name, password = login.read_text().split() if login.exists() else ("-", "(changed)")
    print(f"Firstline is ready after {seconds:.1f} s.")
    print(f"  chat   {base}/")
    print(f"  desk   {base}/desk   first login: {name} / {password}")
    print(f"  API    {base}/api/openapi.json   token in {settings.var / 'api-token'}", flush=True)
