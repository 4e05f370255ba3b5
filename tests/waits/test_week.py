from zoneinfo import ZoneInfo

import pytest

from bot.waits.hours import Hours
from bot.waits.hours_file import parse_hours
from bot.waits.week import in_words, round_the_clock


def hours(**days: list[str]) -> Hours:
    return parse_hours({"time_zone": "Europe/Warsaw", "weekly": days, "exceptions": {}})


OFFICE = {day: ["08:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_days_with_the_same_hours_are_named_together() -> None:
    week = hours(**OFFICE, sat=["10:00-16:00"])
    assert in_words(week, "en") == "Monday–Friday 08:00–20:00, Saturday 10:00–16:00"
    assert in_words(week, "pl") == "poniedziałek–piątek 08:00–20:00, sobota 10:00–16:00"


def test_a_day_that_differs_splits_the_week() -> None:
    week = hours(**{**OFFICE, "wed": ["08:00-12:00", "13:00-18:00"]})
    assert in_words(week, "en") == (
        "Monday–Tuesday 08:00–20:00, Wednesday 08:00–12:00, 13:00–18:00, Thursday–Friday 08:00–20:00"
    )


def test_closed_days_are_left_out() -> None:
    assert in_words(hours(tue=["09:00-17:00"], sun=["10:00-12:00"]), "en") == (
        "Tuesday 09:00–17:00, Sunday 10:00–12:00"
    )
    assert in_words(hours(), "en") == ""


@pytest.mark.parametrize("night", ["22:00-02:00", "20:00-24:00", "22:00-00:30"])
def test_a_night_is_told_by_the_clock(night: str) -> None:
    assert in_words(hours(fri=[night]), "en") == f"Friday {night.replace('-', '–')}"


def test_round_the_clock_is_every_day() -> None:
    assert round_the_clock(Hours.always())
    assert not round_the_clock(hours(**OFFICE))
    six = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    assert not round_the_clock(hours(**six))
    assert round_the_clock(hours(**six, sun=["00:00-24:00"]))
    assert Hours.always().zone == ZoneInfo("Europe/Warsaw")
