"""Times that a text names: days, times of day, durations, weekdays, in the four languages, read at once.

What the program renders itself (CLDR's month names, data/waits) and what a person or a template may write by hand.
Pure: a text and its moment in, what is named out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from babel import Locale

from actions.saying import SHOP_ZONE
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES
from bot.waits.phrases_file import load_phrases

LATEST = time(23, 59, 59)
CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?![\d:])")
DURATION = re.compile(
    r"(?P<most>\d+)\s+(?:\w+\s+)?(?P<unit>"
    r"minut\w*|минут\w*|hours?|godzin\w*|hodin\w*|час\w*|"
    r"days?|dni\w*|dnia|dzień|dn[íůyeě]\w*|den|дн\w+|день|"
    r"weeks?|tygod\w+|týd\w+|недел\w+|months?|miesi\w+|měsíc\w*|месяц\w*)\b",
    re.IGNORECASE,
)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
MONTH = timedelta(days=31)
NEXT_DAY = re.compile(r"\b(?:tomorrow|jutro|zítra|завтра)\b", re.IGNORECASE)
MIDNIGHT = re.compile(
    r"\b(?:by|until) midnight\b|\bo północy\b|\bdo (?:północy|půlnoci)\b|\b(?:в полночь|до полуночи)\b"
)
WORKING = re.compile(r"working|business|robocz|pracovn|рабоч", re.IGNORECASE)
SLACK = timedelta(seconds=60)  # a time is rounded to the minute
DAY = timedelta(days=1)


@dataclass(frozen=True)
class TimeAhead:
    """`start` and `end` in the text; `kept_by` tells whether a moment (aware) is the one that is named."""

    start: int
    end: int
    words: str
    kept_by: Callable[[datetime], bool]


def times_ahead(text: str, at: datetime) -> list[TimeAhead]:
    """In order; days that were past at `at` (aware) are left out. A weekday beside a date is the date."""
    days = list(_dates(text, _local(at).date()))
    ahead = [_on(match, day) for match, day in days if day >= _local(at).date()]
    named = [match.span() for match, _ in days]
    loose = [found for found in _weekdays(text, at) if not any(_beside(found, span) for span in named)]
    found = [*ahead, *loose, *_clocks(text), *_durations(text, at), *_next_days(text, at), *_midnights(text, at)]
    return sorted(found, key=lambda one: one.start)


def _dates(text: str, today: date) -> Iterator[tuple[re.Match[str], date]]:
    months = _months()
    for match in _date_pattern().finditer(text):
        yield match, _nearest(int(match[1]), months[match[2]], today)


def _nearest(day: int, month: int, today: date) -> date:
    """In the year in which it is closest to today; "29 February" of a common year is the first of March."""
    years = (today.year - 1, today.year, today.year + 1)
    return min((_day(year, month, day) for year in years), key=lambda found: abs(found - today))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28) + timedelta(days=day - 28)


def _on(match: re.Match[str], day: date) -> TimeAhead:
    return TimeAhead(*match.span(), match[0], lambda due: _local(due).date() == day)


def _clocks(text: str) -> Iterator[TimeAhead]:
    for match in CLOCK.finditer(text):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            yield TimeAhead(*match.span(), match[0], _at_clock(hour, minute))


def _at_clock(hour: int, minute: int) -> Callable[[datetime], bool]:
    return lambda due: (_local(due).hour, _local(due).minute) == (hour, minute)


def _durations(text: str, at: datetime) -> Iterator[TimeAhead]:
    for match in DURATION.finditer(text):
        most = at + int(match["most"]) * _length(match["unit"]) * (2 if WORKING.search(match[0]) else 1)
        yield TimeAhead(*match.span(), match[0], _within(at, most + SLACK))
    for match in _one_minute_pattern().finditer(text):
        yield TimeAhead(*match.span(), match[0], _within(at, at + 2 * SLACK))


def _within(at: datetime, latest: datetime) -> Callable[[datetime], bool]:
    return lambda due: at - SLACK <= due <= latest


def _length(unit: str) -> timedelta:
    unit = unit.lower()
    if unit.startswith(("minut", "минут")):
        return UNITS["m"]
    if unit.startswith(("hour", "godzin", "hodin", "час")):
        return UNITS["h"]
    if unit.startswith(("month", "miesi", "měsíc", "месяц")):
        return MONTH
    return UNITS["w"] if unit.startswith(("week", "tyg", "týd", "недел")) else DAY


def _next_days(text: str, at: datetime) -> Iterator[TimeAhead]:
    day = _local(at).date() + DAY
    yield from (_on(match, day) for match in NEXT_DAY.finditer(text))


def _midnights(text: str, at: datetime) -> Iterator[TimeAhead]:
    today = _local(at).date()
    ends = (datetime.combine(today, LATEST, SHOP_ZONE), datetime.combine(today + DAY, time(), SHOP_ZONE))
    for match in MIDNIGHT.finditer(text):
        yield TimeAhead(*match.span(), match[0], lambda due: any(abs(due - end) <= SLACK for end in ends))


def _weekdays(text: str, at: datetime) -> Iterator[TimeAhead]:
    for match in _weekday_pattern().finditer(text):
        weekday = _weekday_numbers()[match[0].lower()]
        yield TimeAhead(*match.span(), match[0], _on_weekday(weekday))


def _on_weekday(weekday: int) -> Callable[[datetime], bool]:
    return lambda due: _local(due).weekday() == weekday


def _beside(found: TimeAhead, span: tuple[int, int]) -> bool:
    return 0 <= span[0] - found.end <= 2 or 0 <= found.start - span[1] <= 2


def _local(moment: datetime) -> datetime:
    return moment.astimezone(SHOP_ZONE)


@cache
def _months() -> dict[str, int]:
    """CLDR's names in the case they have in a date; no two languages call different months the same."""
    wide = (Locale.parse(language).months["format"]["wide"] for language in LANGUAGES)
    return {name: number for names in wide for number, name in names.items()}


@cache
def _date_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(\d{{1,2}})\.? ({'|'.join(map(re.escape, _months()))})\b")


@cache
def _weekday_numbers() -> dict[str, int]:
    """With the preposition: a bare weekday in brackets stands beside the day it belongs to."""
    phrases = load_phrases(ROOT / "data" / "waits").values()
    return {name.lower(): number for one in phrases for number, name in enumerate(one.weekdays)}


@cache
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _weekday_numbers()))})\b", re.IGNORECASE)


@cache
def _one_minute_pattern() -> re.Pattern[str]:
    phrases = load_phrases(ROOT / "data" / "waits").values()
    forms = {p.minutes[use].format(minutes=one) for p in phrases for use in p.minutes for one in p.one_minute.values()}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b", re.IGNORECASE)
