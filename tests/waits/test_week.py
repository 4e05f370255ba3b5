from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.waits.hours import Hours
from bot.waits.hours_file import parse_hours
from bot.waits.week import in_words, round_the_clock

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def hours(**days: list[str]) -> Hours:
    return parse_hours({"time_zone": "Europe/Warsaw", "weekly": days, "exceptions": {}})


OFFICE = {day: ["08:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_days_with_the_same_hours_are_named_together() -> None:
    week = hours(**OFFICE, sat=["10:00-16:00"])
    assert in_words(week, "en", NOW) == "Monday–Friday 08:00–20:00, Saturday 10:00–16:00"
    assert in_words(week, "pl", NOW) == "poniedziałek–piątek 08:00–20:00, sobota 10:00–16:00"


def test_a_day_that_differs_splits_the_week() -> None:
    week = hours(**{**OFFICE, "wed": ["08:00-12:00", "13:00-18:00"]})
    assert in_words(week, "en", NOW) == (
        "Monday–Tuesday 08:00–20:00, Wednesday 08:00–12:00, 13:00–18:00, Thursday–Friday 08:00–20:00"
    )


def test_closed_days_are_left_out() -> None:
    assert in_words(hours(tue=["09:00-17:00"], sun=["10:00-12:00"]), "en", NOW) == (
        "Tuesday 09:00–17:00, Sunday 10:00–12:00"
    )
    assert in_words(hours(), "en", NOW) == ""


@pytest.mark.parametrize("night", ["22:00-02:00", "20:00-24:00", "22:00-00:30"])
def test_a_night_is_told_by_the_clock(night: str) -> None:
    assert in_words(hours(fri=[night]), "en", NOW) == f"Friday {night.replace('-', '–')}"


def test_round_the_clock_is_every_day() -> None:
    assert round_the_clock(Hours.always())
    assert not round_the_clock(hours(**OFFICE))
    six = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    assert not round_the_clock(hours(**six))
    assert round_the_clock(hours(**six, sun=["00:00-24:00"]))
    assert Hours.always().zone == ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Friday 08:00–20:00 (Central European Time)"),
        ("pl", "piątek 08:00–20:00 (czas środkowoeuropejski)"),
        ("cs", "pátek 08:00–20:00 (středoevropský čas)"),
        ("ru", "пятница 08:00–20:00 (Центральная Европа)"),
    ],
)
def test_who_has_another_clock_is_told_whose_it_is(language: str, said: str) -> None:
    week = hours(fri=["08:00-20:00"])
    assert in_words(week, language, NOW, ZoneInfo("America/New_York")) == said
    assert in_words(week, language, NOW, ZoneInfo("Europe/Prague")) == said[: said.index(" (")]


def test_shifts_that_overlap_are_one_span() -> None:
    shifts = parse_hours({"time_zone": "Europe/Warsaw", "weekly": {"mon": {"08:00-16:00": 2, "12:00-20:00": 3}}})
    assert in_words(shifts, "en", NOW) == "Monday 08:00–20:00"
