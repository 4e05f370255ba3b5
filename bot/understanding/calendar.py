"""Days told from today: weekdays, months, spans. Pure."""

import calendar
from datetime import date, timedelta

_AWAY_MAX_DAYS = 270
"""A day without a year is this year's, unless it is further away than this and next or last year's is nearer."""
_WRONG_SIDE = 6
"""How many times as far a day counts that lies ahead when the past is told, or behind when it must lie ahead."""
_WORKDAYS = 5


def near(day: int, month: int, today: date, year: int | None = None, *, past: bool | None = None) -> date | None:
    """The day meant by "12 May", None where there is no such day.

    past: the message tells of the past (True), of what is to come (False), of neither (None).
    """
    years = [year] if year else [today.year, today.year - 1, today.year + 1]
    days = [found for y in years if (found := _valid(y, month, day))]
    if not days or year or (past is None and abs((days[0] - today).days) <= _AWAY_MAX_DAYS):
        return days[0] if days else None
    return min(days, key=lambda found: _distance(found, today, past))


def _distance(day: date, today: date, past: bool | None) -> int:
    ahead = (day - today).days
    return abs(ahead) * (_WRONG_SIDE if past is not None and past == (ahead > 0) else 1)


def near_month(month: int, today: date, *, past: bool | None = None) -> str:
    """Year and month, "2026-05"."""
    found = near(15, month, today.replace(day=15), past=past) or today
    return f"{found:%Y-%m}"


def weekday(which: int, today: date, *, past: bool, today_counts: bool = False) -> date:
    """The last or the next such weekday (0 Monday); today only where it counts."""
    if today_counts and which == today.weekday():
        return today
    back, ahead = (today.weekday() - which) % 7 or 7, (which - today.weekday()) % 7 or 7
    return today + timedelta(days=-back if past else ahead)


def weekday_of_week(which: int, today: date, weeks: int) -> date:
    """That weekday in the week so many weeks from this one; weeks begin on Monday."""
    return today + timedelta(days=7 * weeks + which - today.weekday())


def shifted(today: date, number: int, unit: str) -> date | None:
    """number may be negative; unit: day, workday, week, month, year. None beyond the calendar."""
    try:
        if unit in ("day", "week"):
            return today + timedelta(days=number * (7 if unit == "week" else 1))
        if unit == "workday":
            return _workdays(today, number)
        months = today.year * 12 + today.month - 1 + number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(today.day, last))
    except (OverflowError, ValueError):
        return None


def period(today: date, number: int, unit: str) -> str | None:
    """ISO name of the week ("2026-W46"), month ("2026-10") or year so many from this one."""
    found = shifted(today, number, unit)
    if found is None:
        return None
    if unit == "week":
        year, week, _ = found.isocalendar()
        return f"{year}-W{week:02}"
    return f"{found:%Y-%m}" if unit == "month" else f"{found.year}"


def end_of(today: date, number: int, unit: str) -> date | None:
    """Last day of the week, month or year so many from this one."""
    if unit == "week":
        return weekday_of_week(6, today, number)
    found = shifted(today, number, unit)
    if found is None:
        return None
    return date(found.year, 12, 31) if unit == "year" else found.replace(day=_days_in(found))


def _days_in(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _workdays(today: date, number: int) -> date:
    step = timedelta(days=1 if number > 0 else -1)
    while number:
        today += step
        if today.weekday() < _WORKDAYS:
            number -= int(step / timedelta(days=1))
    return today


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
