"""The desk's words are held against the rules of every language, and never refused."""

import pytest

from bot.incidents.declaring import Said
from bot.incidents.tone import warnings

PLAIN = {
    "en": "The depot in Lodz is flooded.",
    "pl": "Magazyn w Łodzi jest zalany.",
    "cs": "Sklad v Lodži je pod vodou.",
    "ru": "Склад в Лодзи затоплен.",
}


def test_plain_words_are_fine() -> None:
    assert warnings(Said(PLAIN, PLAIN)) == []
    assert warnings(Said()) == []


@pytest.mark.parametrize(
    ("language", "never"),
    [
        ("en", "Please be patient."),
        ("pl", "Prosimy o cierpliwość."),
        ("cs", "Mějte prosím strpení."),
        ("ru", "Пожалуйста, не волнуйтесь."),
    ],
)
def test_what_is_never_said_is_named_with_its_rule(language: str, never: str) -> None:
    [found] = warnings(Said(PLAIN, {language: never}))
    assert (found["field"], found["says"]) == (f"doing.{language}", never)
    assert "is never said" in found["rule"] and f"data/tone/{language}.yml:" in found["rule"] and found["better"]


def test_too_long_a_text_is_named() -> None:
    [found] = warnings(Said({"en": "We work on it. " * 9}))
    assert (found["field"], found["rule"][:8]) == ("what.en", "too long")
