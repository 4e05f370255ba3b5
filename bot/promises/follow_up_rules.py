"""When a customer may be asked whether a solution worked: data/follow-ups.yml. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from bot.errors import Misconfigured
from bot.promises.follow_up_answers import Words, parse_words
from bot.waits.zones import zone_named

QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
SPANS = {
    "after_promise_h": "after_promise",
    "leave_alone_h": "leave_alone",
    "look_again_h": "look_again",
    "reword_after_days": "reword_after",
    "drop_after_days": "drop_after",
    "answer_within_days": "answer_within",
}
"""Keys of the file and the fields they fill."""


@dataclass(frozen=True)
class Rules:
    """`zone` where the customer's own is unknown; nobody is asked from `quiet_from` until `quiet_to`, local times."""

    zone: ZoneInfo
    quiet_from: time
    quiet_to: time
    after_promise: timedelta
    leave_alone: timedelta
    look_again: timedelta
    reword_after: timedelta
    drop_after: timedelta
    answer_within: timedelta
    words: Words

    def allowed_from(self, at: datetime, zone_name: str | None = None) -> datetime:
        """The first moment at or after `at` outside the quiet hours of the customer's zone, in UTC."""
        local = at.astimezone(zone_named(zone_name) or self.zone)  # a browser's word: unknown is the shop's
        if not self._is_quiet(local.time()):
            return at.astimezone(UTC)
        day = local.date() if local.time() < self.quiet_to else local.date() + timedelta(days=1)
        return datetime.combine(day, self.quiet_to, local.tzinfo).astimezone(UTC)

    def earliest(
        self, now: datetime, busy: bool, last_at: datetime | None, promised: datetime | None, zone_name: str | None
    ) -> datetime:
        """When we may write unasked: outside the quiet hours, nobody talking, and no later promise open.

        `busy`: the bot does not own the conversation; `last_at`: the customer's last message; `promised`: the last
        moment a promise is still open for.
        """
        moments = [now]
        if busy:
            moments.append(now + self.look_again)
        if last_at:
            moments.append(last_at + self.leave_alone)
        if promised:
            moments.append(promised + self.after_promise)
        return self.allowed_from(max(moments), zone_name)

    def _is_quiet(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to


def load_rules(path: Path) -> Rules:
    """Reads data/follow-ups.yml. Raises Misconfigured with key and value for what cannot be read."""
    raw = YAML(typ="safe").load(path)
    quiet_from, quiet_to = _quiet(raw.get("quiet"))
    spans = {field: _span(key, raw.get(key)) for key, field in SPANS.items()}
    return Rules(_zone(raw.get("time_zone")), quiet_from, quiet_to, **spans, words=parse_words(_answers(raw)))


def _quiet(value: object) -> tuple[time, time]:
    match = QUIET.fullmatch(str(value))
    if match is None:
        raise Misconfigured(f"data/follow-ups.yml: quiet: {value!r} is not like 21:00-09:00")
    from_h, from_m, to_h, to_m = map(int, match.groups())
    return time(from_h, from_m), time(to_h, to_m)


def _span(key: str, value: object) -> timedelta:
    if not isinstance(value, int | float) or value < 0:
        raise Misconfigured(f"data/follow-ups.yml: {key}: {value!r} is not a number of hours or days")
    return timedelta(days=value) if key.endswith("_days") else timedelta(hours=value)


def _zone(name: object) -> ZoneInfo:
    zone = zone_named(name)
    if zone is None:
        raise Misconfigured(f"data/follow-ups.yml: time_zone: {name!r} is not a time zone")
    return zone


def _answers(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    answers = raw.get("answers")
    if not isinstance(answers, Mapping):
        raise Misconfigured(f"data/follow-ups.yml: answers: {answers!r} is not a mapping")
    return answers
