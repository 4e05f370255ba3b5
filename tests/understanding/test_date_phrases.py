from datetime import date

import pytest

from bot.settings import ROOT
from bot.understanding.date_phrases import DatePhrases
from bot.understanding.typed import typed

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture(scope="module")
def phrases() -> DatePhrases:
    return DatePhrases.load(ROOT / "data/entities/dates.yml")


def first(phrases: DatePhrases, text: str) -> str | None:
    """Of the phrases that begin first, the longest."""
    found = list(phrases.find(typed(text).folded, TODAY))
    return min(found, key=lambda day: (day[1], -day[2]))[0] if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("last Tuesday", "2026-11-17"),
        ("next Monday", "2026-11-23"),
        ("yesterday", "2026-11-20"),
        ("the day before yesterday", "2026-11-19"),
        ("two weeks ago", "2026-11-07"),
        ("a couple of weeks ago", "2026-11-07"),
        ("in 3 working days", "2026-11-25"),
        ("the 12th of May", "2026-05-12"),
        ("May 12, 2025", "2025-05-12"),
        ("by the end of the month", "2026-11-30"),
        ("last week", "2026-W46"),
        ("on the 19th", "2026-11-19"),
        ("Monday 16 November", "2026-11-16"),
        ("in May", "2026-05"),
        ("przedwczoraj", "2026-11-19"),
        ("3 dni temu", "2026-11-18"),
        ("za tydzień", "2026-11-28"),
        ("od poniedziałku", "2026-11-16"),
        ("w zeszłym tygodniu", "2026-W46"),
        ("5 listopada", "2026-11-05"),
        ("v pondělí", "2026-11-23"),
        ("za dva dny", "2026-11-23"),
        ("před dvěma týdny", "2026-11-07"),
        ("před týdnem", "2026-11-14"),
        ("21. listopadu", "2026-11-21"),
        ("pred mesicem", "2026-10-21"),
        ("до пятницы", "2026-11-27"),
        ("3 марта", "2026-03-03"),
        ("неделю назад", "2026-11-14"),
        ("через 3 дня", "2026-11-24"),
        ("на прошлой неделе", "2026-W46"),
        ("во вторник на прошлой неделе", "2026-11-10"),
        ("vchera", "2026-11-20"),
    ],
)
def test_a_day_in_words(phrases: DatePhrases, text: str, day: str) -> None:
    assert first(phrases, text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.5.", "2026-05-12"),
        ("5. 11. 2026", "2026-11-05"),
        ("05/11/2026", "2026-11-05"),
        ("11/25/2026", "2026-11-25"),
        ("2026-11-05", "2026-11-05"),
        ("z dnia 03.11", "2026-11-03"),
    ],
)
def test_a_day_in_figures(phrases: DatePhrases, text: str, day: str) -> None:
    assert first(phrases, text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it was supposed to come on Tuesday", "2026-11-17"),
        ("will it come on Tuesday", "2026-11-24"),
        ("miało być w piątek", "2026-11-20"),
        ("обещали в среду", "2026-11-18"),
        ("doručeno nebylo, psali jste 8. 2.", "2026-02-08"),
        ("I ordered it on Monday, will it come by Friday", "2026-11-16"),
    ],
)
def test_the_message_tells_whether_a_day_lies_behind(phrases: DatePhrases, text: str, day: str) -> None:
    assert first(phrases, text) == day


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "1st time",
        "31.2.",
        "the 1st floor",
        "ok",
        "3 times",
        "years ago",
        "may I",
        "2 days",
        "version 3.1",
        "10.5 kg",
        "ten years",
        "99.99.99",
    ],
)
def test_not_every_number_is_a_day(phrases: DatePhrases, text: str) -> None:
    assert first(phrases, text) is None


def test_black_friday_is_no_friday(phrases: DatePhrases) -> None:
    assert first(phrases, "black friday sale") == ""


def test_strange_words_are_not_kept(phrases: DatePhrases) -> None:
    first(phrases, "tomorrow strange 12")
    known = len(phrases._vocab.strings)
    for number in range(1000):
        first(phrases, f"tomorrow strange{number}word {number}")
    assert len(phrases._vocab.strings) == known
