from datetime import date

import pytest

from bot.understanding.calendar import end_of, near, near_month, period, shifted, weekday, weekday_of_week

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("day", "month", "past", "meant"),
    [
        (12, 5, None, date(2026, 5, 12)),
        (3, 3, None, date(2026, 3, 3)),
        (5, 1, None, date(2027, 1, 5)),
        (8, 2, True, date(2026, 2, 8)),
        (12, 12, True, date(2026, 12, 12)),
        (24, 5, False, date(2027, 5, 24)),
        (31, 2, None, None),
        (0, 5, None, None),
        (1, 13, None, None),
    ],
)
def test_a_day_without_a_year_is_near(day: int, month: int, past: bool | None, meant: date | None) -> None:
    assert near(day, month, TODAY, past=past) == meant


def test_a_day_of_january_told_in_december_and_back() -> None:
    assert near(20, 12, date(2027, 1, 10)) == date(2026, 12, 20)
    assert near(29, 2, TODAY, 2024) == date(2024, 2, 29)
    assert near_month(1, TODAY) == "2027-01"


def test_weekdays() -> None:
    assert weekday(1, TODAY, past=True) == date(2026, 11, 17)
    assert weekday(1, TODAY, past=False) == date(2026, 11, 24)
    assert weekday(5, TODAY, past=True) == date(2026, 11, 14)
    assert weekday(5, TODAY, past=False, today_counts=True) == TODAY
    assert weekday_of_week(0, TODAY, -1) == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("number", "unit", "day"),
    [
        (-2, "week", date(2026, 11, 7)),
        (3, "workday", date(2026, 11, 25)),
        (-1, "workday", date(2026, 11, 20)),
        (-1, "month", date(2026, 10, 21)),
        (3, "month", date(2027, 2, 21)),
        (-1, "year", date(2025, 11, 21)),
        (10_000, "year", None),
    ],
)
def test_so_long_before_or_after(number: int, unit: str, day: date | None) -> None:
    assert shifted(TODAY, number, unit) == day


def test_the_last_day_of_a_month_stays_the_last() -> None:
    assert shifted(date(2026, 3, 31), -1, "month") == date(2026, 2, 28)


def test_weeks_months_and_years_have_names() -> None:
    assert [period(TODAY, -1, unit) for unit in ("week", "month", "year")] == ["2026-W46", "2026-10", "2025"]
    assert [str(end_of(TODAY, 0, unit)) for unit in ("week", "month", "year")] == [
        "2026-11-22",
        "2026-11-30",
        "2026-12-31",
    ]
