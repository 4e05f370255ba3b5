from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.waits.phrases_file import load_phrases

FOLDER = Path(__file__).parents[2] / "data" / "waits"
PHRASES = load_phrases(FOLDER)
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Warsaw"))


def day(number: int, hour: int = 8, minute: int = 30) -> datetime:
    return FRIDAY.replace(day=number, hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("language", "use", "count", "said"),
    [
        ("en", "about", 1, "in about a minute"),
        ("en", "about", 6, "in about 6 minutes"),
        ("en", "latest", 12, "12 minutes"),
        ("en", "within", 5, "within 5 minutes"),
        ("pl", "latest", 1, "za minutę"),
        ("pl", "latest", 2, "za 2 minuty"),
        ("pl", "latest", 5, "za 5 minut"),
        ("pl", "latest", 12, "za 12 minut"),
        ("pl", "latest", 75, "za 75 minut"),
        ("pl", "about", 6, "za około 6 minut"),
        ("pl", "within", 1, "w ciągu minuty"),
        ("pl", "within", 2, "w ciągu 2 minut"),
        ("pl", "within", 5, "w ciągu 5 minut"),
        ("cs", "latest", 1, "za minutu"),
        ("cs", "latest", 2, "za 2 minuty"),
        ("cs", "latest", 5, "za 5 minut"),
        ("cs", "about", 3, "asi za 3 minuty"),
        ("cs", "within", 4, "do 4 minut"),
        ("ru", "latest", 1, "через минуту"),
        ("ru", "latest", 2, "через 2 минуты"),
        ("ru", "latest", 5, "через 5 минут"),
        ("ru", "about", 12, "примерно через 12 минут"),
        ("ru", "within", 2, "в течение 2 минут"),
        ("ru", "within", 21, "в течение 21 минуты"),
    ],
)
def test_minutes_stand_in_the_case_the_preposition_wants(language: str, use: str, count: int, said: str) -> None:
    assert PHRASES[language].in_minutes(use, count) == said


@pytest.mark.parametrize(
    ("language", "use", "moment", "said"),
    [
        ("en", "about", day(20, 14), "at about 14:30"),
        ("en", "within", day(23), "on Monday by 08:30"),
        ("en", "opens", day(21), "tomorrow (Saturday) at 08:30"),
        ("pl", "opens", day(23), "w poniedziałek o 08:30"),
        ("pl", "opens", day(24), "we wtorek o 08:30"),
        ("pl", "within", day(21), "jutro (sobota) do 08:30"),
        ("pl", "latest", day(20, 15), "o 15:30"),
        ("cs", "opens", day(24), "v úterý od 8:30"),
        ("cs", "within", day(25), "ve středu do 8:30"),
        ("cs", "about", day(26), "ve čtvrtek kolem 8:30"),
        ("ru", "opens", day(24), "во вторник в 08:30"),
        ("ru", "within", day(25), "в среду до 08:30"),
    ],
)
def test_days_and_times_carry_their_preposition(language: str, use: str, moment: datetime, said: str) -> None:
    assert PHRASES[language].at_clock(use, moment, FRIDAY) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "on Friday 27 November at 08:30"),
        ("pl", "w piątek 27 listopada o 08:30"),
        ("cs", "v pátek 27. listopadu od 8:30"),
        ("ru", "в пятницу 27 ноября в 08:30"),
    ],
)
def test_a_weekday_a_week_away_carries_its_date(language: str, said: str) -> None:
    assert PHRASES[language].at_clock("opens", day(27), FRIDAY) == said


@pytest.mark.parametrize(
    ("language", "closes", "latest"),
    [
        ("en", "until midnight", "by midnight"),
        ("pl", "do północy", "o północy"),
        ("cs", "do půlnoci", "do půlnoci"),
        ("ru", "до полуночи", "в полночь"),
    ],
)
def test_the_midnight_at_the_end_of_today_is_no_time_tomorrow(language: str, closes: str, latest: str) -> None:
    midnight, morning = day(21, 0, 0), day(22, 0, 0)
    said = PHRASES[language]
    assert (said.at_clock("closes", midnight, FRIDAY), said.at_clock("latest", midnight, FRIDAY)) == (closes, latest)
    assert "00" in said.at_clock("closes", morning, FRIDAY)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "by 02:30 (summer time)", "by 02:30 (winter time)"),
        ("pl", "do 02:30 (czas letni)", "do 02:30 (czas zimowy)"),
        ("cs", "do 2:30 (letní čas)", "do 2:30 (zimní čas)"),
        ("ru", "до 02:30 (летнее время)", "до 02:30 (зимнее время)"),
    ],
)
def test_a_time_that_comes_twice_says_which_one(language: str, first: str, second: str) -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=FRIDAY.tzinfo)
    said = PHRASES[language]
    assert said.at_clock("within", night, night) == first
    assert said.at_clock("within", night.replace(fold=1), night) == second


def test_a_stretch_names_its_day_once() -> None:
    assert PHRASES["en"].from_to(day(20, 14, 0), day(20, 15, 0), FRIDAY) == "between 14:00 and 15:00"
    assert PHRASES["pl"].from_to(day(23, 8, 0), day(23), FRIDAY) == "w poniedziałek między 08:00 a 08:30"
