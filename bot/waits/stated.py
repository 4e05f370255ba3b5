"""The wait a line states, kept with its promise: what was said can then be held against what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class StatedWait:
    """`lane` as it was when it was said. `about`: the moment named as the likely one, ISO-8601 in UTC.

    None when the words name only the latest moment, which is the promise's own `due_at`.
    """

    lane: str
    about: str | None = None


def stated_wait(quote: Mapping[str, Any]) -> StatedWait | None:
    """What a quote of `Waits.quote` states. None: it names no time, so nothing can be kept or broken."""
    if quote["due_at"] is None:
        return None
    return StatedWait(quote["lane"], _about(quote))


def _about(quote: Mapping[str, Any]) -> str | None:
    """Only a point the customer reads: bot/waits/wording.py leaves out one that is now, or the bound itself."""
    point_s, upper_s = quote["point_s"], quote["upper_s"]
    if not point_s or point_s >= upper_s:
        return None
    about = datetime.fromisoformat(quote["due_at"]) - timedelta(seconds=upper_s - point_s)
    return about.astimezone(UTC).isoformat(timespec="seconds")
