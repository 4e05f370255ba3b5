from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Misconfigured
from bot.waits.hours import Hours, load_hours, parse_hours

WARSAW = ZoneInfo("Europe/Warsaw")
DEFAULT = Path(__file__).parents[2] / "data" / "opening-hours.yml"
WEEK = {
    "time_zone": "Europe/Warsaw",
    "weekly": {"mon": ["08:00-20:00"], "sat": ["10:00-12:00", "13:00-16:00"]},
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def hours(**changed: object) -> Hours:
    return parse_hours({**WEEK, **changed})


def test_the_desk_of_the_project_opens_within_a_week() -> None:
    monday = at("2026-11-23T08:00")
    opens = load_hours(DEFAULT).next_opening(monday)
    assert opens is not None and opens - monday < timedelta(days=7)


def test_opening_is_inside_and_closing_is_outside() -> None:
    assert hours().is_open(at("2026-11-23T08:00"))
    assert not hours().is_open(at("2026-11-23T07:59:59"))
    assert not hours().is_open(at("2026-11-23T20:00"))


def test_the_next_opening_skips_days_without_hours() -> None:
    assert hours().next_opening(at("2026-11-23T20:00")) == at("2026-11-28T10:00")


def test_an_open_desk_opens_now() -> None:
    assert hours().next_opening(at("2026-11-23T09:30")) == at("2026-11-23T09:30")


def test_a_lunch_break_closes_and_opens_again() -> None:
    assert hours().closes_at(at("2026-11-28T11:00")) == at("2026-11-28T12:00")
    assert hours().next_opening(at("2026-11-28T12:00")) == at("2026-11-28T13:00")


def test_a_closed_desk_has_no_closing_time() -> None:
    assert hours().closes_at(at("2026-11-24T12:00")) is None


def test_an_exception_replaces_the_whole_day() -> None:
    eve = hours(exceptions={date(2026, 11, 23): ["09:00-14:00"], date(2026, 11, 28): []})
    assert not eve.is_open(at("2026-11-23T08:30"))
    assert eve.closes_at(at("2026-11-23T10:00")) == at("2026-11-23T14:00")
    assert eve.next_opening(at("2026-11-23T14:00")) == at("2026-11-30T08:00")


def test_a_night_shift_runs_into_the_next_day() -> None:
    night = hours(weekly={"fri": ["22:00-02:00"], "sat": ["02:00-06:00"]})
    assert night.is_open(at("2026-11-28T01:00"))
    assert night.closes_at(at("2026-11-27T23:00")) == at("2026-11-28T06:00")


def test_a_desk_round_the_clock_never_closes() -> None:
    always = Hours.always()
    assert always.is_open(at("2026-11-29T03:33"))
    assert always.closes_at(at("2026-11-29T03:33")) is None
    assert always.next_opening(at("2026-11-29T03:33")) == at("2026-11-29T03:33")


def test_a_desk_without_hours_never_opens() -> None:
    assert hours(weekly={}).next_opening(at("2026-11-23T09:00")) is None


def test_the_clock_change_in_spring_keeps_local_hours() -> None:
    sunday = hours(weekly={"sun": ["01:00-04:00"]})
    opens = datetime(2026, 3, 29, 0, tzinfo=UTC)
    assert sunday.next_opening(at("2026-03-28T12:00")) == opens
    assert sunday.closes_at(opens) == opens + timedelta(hours=2)


def test_the_clock_change_in_autumn_keeps_local_hours() -> None:
    sunday = hours(weekly={"sun": ["01:00-04:00"]})
    opens = datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert sunday.next_opening(at("2026-10-24T12:00")) == opens
    assert sunday.closes_at(opens) == opens + timedelta(hours=4)


def test_the_weekday_is_the_one_of_the_desk_not_of_utc() -> None:
    midnight = hours(weekly={"mon": ["00:00-24:00"]})
    assert midnight.is_open(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert not midnight.is_open(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"time_zone": "Mars/Base"}, "Mars/Base"),
        ({"weekly": {"monday": ["08:00-20:00"]}}, "monday"),
        ({"weekly": {"mon": ["8-20"]}}, "8-20"),
        ({"weekly": {"mon": ["08:00-24:30"]}}, "08:00-24:30"),
        ({"weekly": {"mon": "08:00-20:00"}}, "mon"),
        ({"weekly": ["mon"]}, "weekly"),
        ({"exceptions": {"Christmas": []}}, "Christmas"),
    ],
)
def test_a_mistake_in_the_file_is_named(changed: dict[str, object], named: str) -> None:
    with pytest.raises(Misconfigured, match=named):
        hours(**changed)
