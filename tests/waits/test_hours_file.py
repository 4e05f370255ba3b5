from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Misconfigured
from bot.waits.hours import Hours
from bot.waits.hours_file import load_hours, parse_hours
from bot.waits.week import round_the_clock

WARSAW = ZoneInfo("Europe/Warsaw")
DEFAULT = Path(__file__).parents[2] / "data" / "opening-hours.yml"
FILE = """time_zone: Europe/Warsaw
holidays: {country: PL}
weekly:
  mon: {"08:00-12:00": 2, "12:00-20:00": 4}
  sat: ["10:00-14:00"]
exceptions:
  2026-11-30: []
languages:
  cs:
    weekly:
      mon: ["09:00-15:00"]
lanes:
  crisis:
    weekly:
      mon: ["00:00-24:00"]
      holiday: ["00:00-24:00"]
    languages:
      ru:
        weekly: {mon: ["06:00-22:00"]}
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def read(tmp_path: Path, text: str) -> Hours:
    path = tmp_path / "opening-hours.yml"
    path.write_text(text, encoding="utf-8")
    return load_hours(path)


def test_the_desk_of_the_project_never_closes_not_even_on_a_public_holiday() -> None:
    hours = load_hours(DEFAULT)
    assert round_the_clock(hours)
    assert hours.is_open(at("2026-12-25T03:00")) and hours.closes_at(at("2026-12-23T12:00")) is None


@pytest.mark.parametrize(
    ("lane", "language", "opens", "closes"),
    [
        (None, None, "08:00", "20:00"),
        ("normal", "en", "08:00", "20:00"),
        ("normal", "cs", "09:00", "15:00"),
        ("crisis", "en", "00:00", "23:59"),
        ("crisis", "cs", "00:00", "23:59"),
        ("crisis", "ru", "06:00", "22:00"),
        ("normal", "other", "08:00", "20:00"),
    ],
)
def test_lanes_and_languages_inherit_what_they_do_not_say(
    tmp_path: Path, lane: str | None, language: str | None, opens: str, closes: str
) -> None:
    hours = read(tmp_path, FILE).of(lane, language)
    assert hours.next_opening(at("2026-11-22T12:00")) == at(f"2026-11-23T{opens}")
    assert hours.is_open(at(f"2026-11-23T{closes}") - timedelta(minutes=1))
    assert hours.on(date(2026, 11, 28)) == hours.weekly[5] != ()  # Saturday is everybody's
    assert hours.on(date(2026, 11, 30)) == ()  # and so is the exception


def test_a_public_holiday_closes_the_desk_and_not_the_lane_that_says_otherwise(tmp_path: Path) -> None:
    hours = read(tmp_path, FILE.replace("mon:", "fri:"))
    christmas = at("2026-12-25T12:00")
    assert not hours.is_open(christmas)
    assert hours.of("crisis", "pl").is_open(christmas)


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    week: dict[str, Any] = {"time_zone": "Europe/Berlin", "weekly": {"tue": ["08:00-16:00"]}}
    assert parse_hours({**week, "holidays": {"country": "DE", "subdivision": "BE"}}).on(epiphany)
    assert not parse_hours({**week, "holidays": {"country": "DE", "subdivision": "BY"}}).on(epiphany)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Europe/Warsaw", "Mars/Base", "line 1: time_zone: 'Mars/Base' is not a time zone"),
        ("Europe/Warsaw", "Europe", "line 1: time_zone: 'Europe' is not a time zone"),
        ("country: PL", "country: XX", "line 2: holidays: country: 'XX' is not one whose"),
        ("country: PL", "country: DE, subdivision: ZZ", "line 2: holidays: subdivision: 'ZZ' is not one whose"),
        ("  sat:", "  saturday:", "line 5: weekly: saturday: unknown here, known are mon, tue"),
        ("10:00-14:00", "10-14", "line 5: weekly: sat: '10-14' is not like 08:00-20:00"),
        ("10:00-14:00", "10:00-24:30", "line 5: weekly: sat: '10:00-24:30' is later than 24:00"),
        ('["10:00-14:00"]', "10:00-14:00", "line 5: weekly: sat: '10:00-14:00' is not a list of spans"),
        ('"08:00-12:00": 2', '"08:00-12:00": two', "line 4: weekly: mon: 08:00-12:00: 'two' is not a number"),
        ('"08:00-12:00": 2', '"08:00-12:00": 0', "line 4: weekly: mon: 08:00-12:00: 0 is not a number"),
        ("  2026-11-30", "  Christmas", "line 7: exceptions: Christmas: is not a date like 2026-12-24"),
        ("  cs:", "  de:", "line 9: languages: de: unknown here, known are en, pl, cs, ru"),
        ("  crisis:", "  vip:", "line 13: lanes: vip: unknown here, known are crisis, priority, normal"),
        ("mon: [\"06:00-22:00\"]", "mon: [6]", "line 19: lanes: crisis: languages: ru: weekly: mon: '6' is not like"),
        ("holidays:", "holliday:", "line 2: holliday: unknown here"),
        ("weekly:\n  mon", "weekly: 7\nx:\n  mon", "line 4: x: unknown here"),
        ("  sat: [", "  sat: [[", "line 6: expected ',' or ']'"),
        ("  sat:", "  mon:", "line 5: found duplicate key"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Misconfigured) as error:
        read(tmp_path, FILE.replace(old, new, 1))
    assert f"{tmp_path.name}/opening-hours.yml, {said}" in str(error.value)


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="opening-hours.yml: is not a mapping"):
        read(tmp_path, "")


def test_a_section_of_the_wrong_kind_is_a_mistake() -> None:
    with pytest.raises(Misconfigured, match="opening hours: weekly: .* is not a mapping"):
        parse_hours({"time_zone": "Europe/Warsaw", "weekly": ["mon"]})
