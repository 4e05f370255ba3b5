"""Times named in four languages, as the program renders them and as people write them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.saying import day
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES
from bot.waits.phrases_file import load_phrases
from tests.conversations.times_ahead import times_ahead

PHRASES = load_phrases(ROOT / "data" / "waits")
NOW = datetime.now(ZoneInfo("Europe/Warsaw")).replace(hour=12, minute=0, second=0, microsecond=0)
USES = ("about", "latest", "within")


def named(text: str) -> list[str]:
    return [found.words for found in times_ahead(text, NOW)]


def kept(text: str, due: datetime) -> bool:
    return all(found.kept_by(due) for found in times_ahead(text, NOW))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ahead", range(0, 120, 7))
def test_a_day_as_it_is_rendered(language: str, ahead: int) -> None:
    due = NOW + timedelta(days=ahead)
    text = day(due.date(), language)
    assert len(named(text)) == 1
    assert kept(text, due) and not kept(text, due + timedelta(days=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_has_passed_promises_nothing(language: str) -> None:
    assert named(day((NOW - timedelta(days=2)).date(), language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 5, 21, 90])
@pytest.mark.parametrize("use", USES)
def test_minutes_as_they_are_rendered(language: str, use: str, count: int) -> None:
    text = PHRASES[language].in_minutes(use, count)
    assert named(text) or (use, language, count) == ("latest", "en", 1)  # "a minute at the latest" names its point too
    assert kept(text, NOW + timedelta(minutes=count))
    assert not named(text) or not kept(text, NOW + timedelta(minutes=count + 3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ahead", [0, 1, 3, 9])
@pytest.mark.parametrize("use", USES)
def test_times_of_day_as_they_are_rendered(language: str, use: str, ahead: int) -> None:
    due = (NOW + timedelta(days=ahead)).replace(hour=15, minute=10)
    text = PHRASES[language].at_clock(use, due, NOW)
    assert named(text) and kept(text, due)
    assert not kept(text, due + timedelta(minutes=5))
    assert ahead == 0 or not kept(text, due + timedelta(days=1))


@pytest.mark.parametrize(
    "text",
    [
        "within 24 hours",
        "in 2-3 working days",
        "w ciągu 5 dni roboczych",
        "do 4 pracovních dnů",
        "через 2 недели",
        "v pondělí",
        "в понедельник",
        "we wtorek",
        "tomorrow",
        "do půlnoci",
    ],
)
def test_what_people_write(text: str) -> None:
    assert len(named(f"You hear from us {text}.")) == 1


@pytest.mark.parametrize(
    "text", ["FL-10023", "129.00 PLN", "a number from 1 to 5", "2 x lamp", "Długa 5/2, 00-950", "3:2"]
)
def test_what_is_no_time(text: str) -> None:
    assert named(text) == []
