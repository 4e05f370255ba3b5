"""What a chat client may send, checked before anything acts on it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.vocabulary import LANGUAGES
from bot.waits.zones import zone_named

PAYLOAD_MAX_CHARS = 1000  # the longest button payload we hand out is far below
TOKEN_MAX_CHARS = 2000
SEQ_MAX = 2**53  # the largest integer a browser counts exactly

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class BadFrame(ValueError):
    """`reason`: not_text, not_json, unknown_type or bad_fields."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Hello:
    """`zone`: the browser's time zone, None where it is not told or is none that we know."""

    token: str | None
    seen: int
    language: str
    zone: str | None = None


@dataclass(frozen=True)
class Say:
    id: str
    text: str
    payload: str | None


@dataclass(frozen=True)
class Seen:
    seq: int


@dataclass(frozen=True)
class Typing:
    on: bool


@dataclass(frozen=True)
class Ping:
    pass


Frame = Hello | Say | Seen | Typing | Ping


def parse(raw: str | bytes) -> Frame:
    """Raises BadFrame. Unknown extra keys are ignored, so that newer clients can talk to older servers."""
    if not isinstance(raw, str):
        raise BadFrame("not_text")
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadFrame("not_json") from None
    kind = fields.get("type") if isinstance(fields, dict) else None
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise BadFrame("unknown_type")
    return read(fields)


def _hello(fields: dict[str, Any]) -> Hello:
    token = fields.get("token")
    _expect(token is None or (isinstance(token, str) and len(token) <= TOKEN_MAX_CHARS))
    language = fields.get("language")
    known = language if isinstance(language, str) and language in LANGUAGES else LANGUAGES[0]
    zone = zone_named(fields.get("zone"))
    return Hello(token or None, _seq(fields.get("seen") or 0), known, zone.key if zone else None)


def _say(fields: dict[str, Any]) -> Say:
    id, text, payload = fields.get("id", ""), fields.get("text", False), fields.get("payload")
    _expect(isinstance(id, str) and _ID.fullmatch(id) is not None)
    _expect(isinstance(text, str))
    _expect(payload is None or (isinstance(payload, str) and len(payload) <= PAYLOAD_MAX_CHARS))
    return Say(id, _clean(text), _clean(payload) if payload else None)


def _seen(fields: dict[str, Any]) -> Seen:
    return Seen(_seq(fields.get("seq")))


def _typing(fields: dict[str, Any]) -> Typing:
    _expect(isinstance(fields.get("on"), bool))
    return Typing(fields["on"])


def _ping(_fields: dict[str, Any]) -> Ping:
    return Ping()


_READERS: dict[str, Callable[[dict[str, Any]], Frame]] = {
    "hello": _hello,
    "say": _say,
    "seen": _seen,
    "typing": _typing,
    "ping": _ping,
}


def _expect(valid: bool) -> None:
    if not valid:
        raise BadFrame("bad_fields")


def _seq(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= SEQ_MAX:
        raise BadFrame("bad_fields")
    return value


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
