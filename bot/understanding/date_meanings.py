"""What a phrase about a day means: the `means` of data/entities/dates.yml. Each gives an ISO date, month or week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.understanding import calendar
from bot.understanding.date_words import Said

_NUMBER_MAX = 600
"""Beyond so many days, weeks or months nobody means a day."""
_SATURDAY = 5
NO_DAY = ""
"""Value of what only looks like a day ("Black Friday"): no other phrase may take its words for one."""


@dataclass(frozen=True)
class Phrase:
    """A phrase met in a message. `entry`: its line in dates.yml. `behind`: the message tells of the past."""

    entry: Mapping[str, Any]
    said: Said
    behind: bool | None
    today: date

    def value(self) -> str | None:
        """None where there is no such day."""
        found = _MEANINGS[self.entry["means"]](self)
        return found.isoformat() if isinstance(found, date) else found

    @property
    def past(self) -> bool | None:
        """Whether it lies behind: the phrase itself may tell, else the message; one that tells of the future is no
        proof ("I want a refund for 3 March")."""
        return self.entry.get("past", self.behind or None)

    @property
    def unit(self) -> str:
        unit = str(self.said.named["UNIT"])
        return "workday" if unit == "day" and "WORKING" in self.said.named else unit


def _day(phrase: Phrase) -> date:
    return phrase.today + timedelta(days=phrase.entry.get("days", phrase.said.named.get("DAY", 0)))


def _span(phrase: Phrase, direction: int) -> date | None:
    number = 1 if phrase.said.number is None else phrase.said.number
    return calendar.shifted(phrase.today, direction * number, phrase.unit) if number <= _NUMBER_MAX else None


def _months(phrase: Phrase) -> date | None:
    return calendar.shifted(phrase.today, phrase.entry["months"], "month")


def _weekday(phrase: Phrase) -> date:
    which = int(phrase.said.named["WEEKDAY" if "WEEKDAY" in phrase.said.named else "SHORT"])
    return calendar.weekday(which, phrase.today, past=bool(phrase.past), today_counts=phrase.entry.get("today", False))


def _weekday_of_week(phrase: Phrase) -> date:
    return calendar.weekday_of_week(phrase.said.named["WEEKDAY"], phrase.today, phrase.entry["weeks"])


def _month_day(phrase: Phrase) -> date | None:
    day, month = phrase.said.number or 0, phrase.said.named["MONTH"]
    return calendar.near(day, month, phrase.today, phrase.said.year, past=phrase.past)


def _month(phrase: Phrase) -> str:
    month = phrase.said.named["MONTH"]
    if phrase.said.year:
        return f"{phrase.said.year}-{month:02}"
    return calendar.near_month(month, phrase.today, past=phrase.past)


def _period(phrase: Phrase) -> str | None:
    unit = phrase.unit
    return None if unit in ("day", "workday") else calendar.period(phrase.today, phrase.entry["number"], unit)


def _end(phrase: Phrase) -> date | None:
    unit = phrase.unit
    return None if unit in ("day", "workday") else calendar.end_of(phrase.today, phrase.entry["number"], unit)


def _weekend(phrase: Phrase) -> date:
    return calendar.weekday_of_week(_SATURDAY, phrase.today, phrase.entry["number"])


def _holiday(phrase: Phrase) -> date | None:
    month, day = map(int, phrase.entry.get("day", phrase.said.named.get("HOLIDAY")).split("-"))
    return calendar.near(day, month, phrase.today, past=phrase.past)


def _day_of_month(phrase: Phrase) -> date | None:
    """This month's, unless another is nearer: "до 15-го"."""
    around = [calendar.shifted(phrase.today.replace(day=1), n, "month") for n in (-1, 0, 1)]
    days = [calendar.near(phrase.said.number or 0, m.month, phrase.today, m.year) for m in around if m]
    known = [d for d in days if d and not (phrase.past and d > phrase.today)]
    return min(known, key=lambda d: abs((d - phrase.today).days), default=None)


_MEANINGS: dict[str, Callable[[Phrase], date | str | None]] = {
    "day": _day,
    "ago": lambda phrase: _span(phrase, -1),
    "ahead": lambda phrase: _span(phrase, 1),
    "months": _months,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "month_day": _month_day,
    "month": _month,
    "period": _period,
    "end": _end,
    "weekend": _weekend,
    "holiday": _holiday,
    "day_of_month": _day_of_month,
    "none": lambda phrase: NO_DAY,
}
