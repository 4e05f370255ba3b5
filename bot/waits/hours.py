"""Opening hours: a week of local times, single dates that differ, one time zone; clock changes included."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml import YAML

from bot.errors import Misconfigured

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN = 24 * 60
SOON_DAYS = 8  # a desk that does not close within a week and a day counts as never closing
FAR_DAYS = 366  # a desk that does not open within a year counts as never opening
SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after local midnight. `to_min` may lie beyond 24 hours: the span then ends the next day."""

    from_min: int
    to_min: int


@dataclass(frozen=True, slots=True)
class Hours:
    """All questions take and give timezone-aware moments; answers are in UTC."""

    zone: ZoneInfo
    weekly: tuple[tuple[Span, ...], ...]  # Monday first
    exceptions: Mapping[date, tuple[Span, ...]]

    @classmethod
    def always(cls, zone: str = "Europe/Warsaw") -> "Hours":
        """A desk that never closes."""
        return cls(ZoneInfo(zone), ((Span(0, DAY_MIN),),) * 7, {})

    def is_open(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self._periods(at, days=1))

    def next_opening(self, at: datetime) -> datetime | None:
        """The first moment at or after `at` at which the desk is open. None: not within a year."""
        for opens, closes in self._periods(at, FAR_DAYS):
            if closes > at:
                return max(opens, at.astimezone(UTC))
        return None

    def closes_at(self, at: datetime) -> datetime | None:
        """When the desk that is open at `at` closes. None: it is closed, or does not close in a week."""
        end: datetime | None = None
        for opens, closes in self._periods(at, SOON_DAYS):
            if end is not None and opens > end:
                return end
            if opens <= (end or at) < closes:
                end = closes
        return None if end is None or end - at > timedelta(days=SOON_DAYS - 1) else end

    def _periods(self, at: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing moments in order, from the day before `at` on. Neighbours may touch."""
        today = at.astimezone(self.zone).date()
        for day in (today + timedelta(days=offset) for offset in range(-1, days + 1)):
            for span in self.exceptions.get(day, self.weekly[day.weekday()]):
                yield self._moment(day, span.from_min), self._moment(day, span.to_min)

    def _moment(self, day: date, minutes: int) -> datetime:
        """Wall time to UTC. A time that a clock change skips moves on by the length of the gap."""
        days, rest = divmod(minutes, DAY_MIN)
        local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), self.zone)
        return local.astimezone(UTC)


def load_hours(path: Path) -> Hours:
    """Reads data/opening-hours.yml. Raises Misconfigured with key and value for what cannot be read."""
    return parse_hours(YAML(typ="safe").load(path))


def parse_hours(raw: Mapping[str, object]) -> Hours:
    """Hours from the file's content. Raises Misconfigured."""
    weekly, exceptions = _mapping(raw, "weekly"), _mapping(raw, "exceptions")
    unknown = set(weekly) - set(WEEKDAYS)
    if unknown:
        raise Misconfigured(f"opening hours: weekly: {sorted(map(str, unknown))} are no weekdays of {WEEKDAYS}")
    days = tuple(_spans(f"weekly: {name}", weekly.get(name) or []) for name in WEEKDAYS)
    return Hours(_zone(raw.get("time_zone")), days, {_date(key): _spans(str(key), v) for key, v in exceptions.items()})


def _mapping(raw: Mapping[str, object], key: str) -> Mapping[object, object]:
    value = raw.get(key) or {}
    if not isinstance(value, Mapping):
        raise Misconfigured(f"opening hours: {key}: {value!r} is not a mapping")
    return value


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Misconfigured(f"opening hours: time_zone: {name!r} is not a time zone") from error


def _date(key: object) -> date:
    if not isinstance(key, date):
        raise Misconfigured(f"opening hours: exceptions: {key!r} is not a date like 2026-12-24")
    return key


def _spans(key: str, value: object) -> tuple[Span, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Misconfigured(f"opening hours: {key}: {value!r} is not a list of spans")
    return tuple(_span(key, text) for text in sorted(map(str, value)))


def _span(key: str, text: str) -> Span:
    match = SPAN.fullmatch(text)
    if match is None:
        raise Misconfigured(f"opening hours: {key}: {text!r} is not like 08:00-20:00")
    from_h, from_m, to_h, to_m = map(int, match.groups())
    opens, closes = from_h * 60 + from_m, to_h * 60 + to_m
    if max(opens, closes) > DAY_MIN:
        raise Misconfigured(f"opening hours: {key}: {text!r} is later than 24:00")
    return Span(opens, closes if closes > opens else closes + DAY_MIN)
