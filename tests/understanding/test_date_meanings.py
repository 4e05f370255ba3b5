from datetime import date

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from bot.understanding.date_meanings import NO_DAY, Phrase
from bot.understanding.date_words import Said

TODAY = date(2026, 11, 21)  # a Saturday


def value(entry: dict[str, object], said: Said, behind: bool | None = None) -> str | None:
    return Phrase(entry, said, behind, TODAY).value()


def test_a_weekday_lies_ahead_unless_the_past_is_told() -> None:
    tuesday = Said({"WEEKDAY": 1})
    assert value({"means": "weekday"}, tuesday) == "2026-11-24"
    assert value({"means": "weekday"}, tuesday, behind=True) == "2026-11-17"
    assert value({"means": "weekday", "past": True}, tuesday, behind=False) == "2026-11-17"


def test_a_year_that_is_told_counts() -> None:
    assert value({"means": "month_day"}, Said({"MONTH": 5}, 12, 2024)) == "2024-05-12"
    assert value({"means": "month"}, Said({"MONTH": 5}, None, 2024)) == "2024-05"


def test_a_day_that_does_not_exist_is_none() -> None:
    assert value({"means": "month_day"}, Said({"MONTH": 2}, 31)) is None
    assert value({"means": "ago"}, Said({"UNIT": "week"}, 999)) is None
    assert value({"means": "period", "number": -1}, Said({"UNIT": "day"})) is None


def test_a_day_of_the_month_is_near() -> None:
    assert value({"means": "day_of_month"}, Said(number=20)) == "2026-11-20"
    assert value({"means": "day_of_month"}, Said(number=5), behind=True) == "2026-11-05"


def test_what_only_looks_like_a_day() -> None:
    assert value({"means": "none"}, Said()) == NO_DAY


@pytest.mark.parametrize("entry", YAML(typ="safe").load(ROOT / "data/entities/dates.yml")["phrases"])
def test_every_phrase_has_a_meaning(entry: dict[str, object]) -> None:
    named = {"WEEKDAY": 1, "MONTH": 5, "UNIT": "week", "DAY": 1, "HOLIDAY": "12-24"}
    assert value(entry, Said(named, 12)) is not None
