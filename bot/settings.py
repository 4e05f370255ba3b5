"""All settings, read once from the environment. The unit is in the name, the reason in the comment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.errors import Misconfigured

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """One field is one environment variable: `port` is FIRSTLINE_PORT (or PORT)."""

    host: str = "127.0.0.1"  # loopback by default: a bot without a proxy in front is not for the internet
    port: int = 5005  # Rasa's own port, so existing proxies and widgets find it
    database_url: str = ""  # empty: the embedded PostgreSQL under var/
    redis_url: str = ""  # empty: the embedded Redis under var/
    var: Path = ROOT / "var"  # everything the program writes
    secret: str = ""  # signs conversation tokens and desk sessions; empty: made once into var/secret
    api_token: str = ""  # bearer token of the desk API and of REST from afar; empty: made into var/api-token
    allowed_origins: str = ""  # shops that embed the widget from another origin, separated by commas
    database_connections: int = 10  # per process; PostgreSQL's default limit is 100
    message_max_chars: int = 2000  # a long e-mail fits; more is a paste or an attack
    unanswered_max: int = 10  # customer lines one conversation may have in work before it hears "one at a time"
    burst_messages: int = 240  # lines a sender may send at once; a test of 200 turns passes, a flood does not
    refill_messages_per_s: float = 10.0  # lines a second a sender may keep up; nobody types faster
    outage_notice_s: float = 3.0  # silence after which the customer is told that something is slow (limit: 5 s)
    listen_quiet_s: float = 1.2  # quiet after which the beginning of a complaint is answered: a pause between two lines
    listen_most_s: float = 4.0  # how long the first of several lines may wait for the last (silence's limit: 5 s)
    session_turns_max: int = 30  # turns after which Rasa's session rolls over, so that turn 200 costs what turn 1 costs
    clock_period_s: float = 1.0  # how often the leader looks for what is due
    follow_up_days: int = 3  # days after a problem was settled without a date until we ask whether it worked
    always_open: bool = False  # ignore data/opening-hours.yml: somebody is at the desk round the clock
    agent_slots: int = 3  # chats one person at the desk holds at once
    shop: str = "demo"  # demo or woocommerce; the demo needs nothing, so that a first run shows everything
    woocommerce_url: str = ""  # the shop's address as in WordPress' settings: signatures are made over exactly it
    woocommerce_key: str = ""  # REST API key with read and write access; it acts as the WordPress user it belongs to
    woocommerce_secret: str = ""  # sent over https only; over http it signs requests and never leaves the process
    woocommerce_completed: str = "shipped"  # or delivered: shops differ in what they set orders to "completed" for
    woocommerce_delivery_days: int = (
        30  # from order to door, as the shop states it; the EU's limit where it states none
    )
    woocommerce_return_address: str = ""  # printed on return labels; empty: a person arranges returns

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Raises Misconfigured, naming key and value, for what cannot be read."""
        given = {f.name: _read(f.name, f.type, environ) for f in fields(cls) if _raw(f.name, environ) is not None}
        return cls(**given)


def _raw(name: str, environ: Mapping[str, str]) -> str | None:
    value = environ.get(f"FIRSTLINE_{name.upper()}")
    return environ.get("PORT") if value is None and name == "port" else value


def _read(name: str, kind: Any, environ: Mapping[str, str]) -> Any:
    value = _raw(name, environ) or ""
    try:
        if kind is bool:
            return {"true": True, "1": True, "false": False, "0": False}[value.lower()]
        return kind(value)
    except (ValueError, KeyError) as error:
        raise Misconfigured(f"FIRSTLINE_{name.upper()}={value!r} is not a {getattr(kind, '__name__', kind)}") from error
