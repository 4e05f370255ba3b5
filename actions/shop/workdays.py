"""Days on which banks move money: Monday to Friday. Public holidays are not known here."""

from datetime import date, timedelta

SATURDAY = 5


def add_workdays(day: date, count: int) -> date:
    """The count-th working day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
