import pytest

from bot.errors import Misconfigured
from bot.recovery.spoken import clauses, phrases_in
from bot.section import Section


def test_a_clause_ends_at_punctuation_and_dashes_but_not_inside_a_number() -> None:
    assert clauses("Nie, wolę bon - 1.5 raza") == [["nie"], ["wole", "bon"], ["1.5", "raza"]]


def test_the_phrases_of_all_languages_are_one_list() -> None:
    said = {"en": ["late"], "pl": ["pozno"], "cs": ["pozde"], "ru": ["поздно"]}
    assert phrases_in(Section("file", said)) == ["late", "pozno", "pozde", "поздно"]


def test_what_is_no_language_of_ours_is_refused() -> None:
    with pytest.raises(Misconfigured, match="de"):
        phrases_in(Section("file", {"en": [], "pl": [], "cs": [], "ru": [], "de": ["spät"]}))
