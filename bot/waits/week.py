"""The opening hours in words: days that share their hours are named together."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_timezone_name

from bot.waits.hours import DAY_MIN, Hours, merged


def round_the_clock(hours: Hours) -> bool:
    return all(merged(spans) == [(0, DAY_MIN)] for spans in hours.weekly)


def in_words(hours: Hours, language: str, now: datetime, reader: ZoneInfo | None = None) -> str:
    """For example "Monday-Friday 08:00-20:00, Saturday 10:00-16:00"; closed days are left out.

    `reader`: where the customer is. Where the clocks show another time `now`, the time zone is named.
    """
    named = get_day_names("wide", locale=language)
    names = [named[day] for day in range(7)]
    runs = (list(days) for _, days in groupby(range(7), key=lambda d: merged(hours.weekly[d])))
    week = ", ".join(_run(days, hours, names) for days in runs if hours.weekly[days[0]])
    if reader is None or now.astimezone(reader).utcoffset() == now.astimezone(hours.zone).utcoffset():
        return week
    return f"{week} ({get_timezone_name(hours.zone, zone_variant='generic', locale=language)})"


def _run(days: list[int], hours: Hours, names: list[str]) -> str:
    named = names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"
    return (
        f"{named} {', '.join(f'{_clock(opens)}–{_clock(closes)}' for opens, closes in merged(hours.weekly[days[0]]))}"
    )


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes <= DAY_MIN else minutes - DAY_MIN, 60)
    return f"{hour:02d}:{minute:02d}"
