from typing import Any

import pytest

from bot.understanding.language_memory import Heard, follow, heard_in, language_after

POLISH = Heard("pl", clear_words=3)


@pytest.mark.parametrize("heard", [Heard(None), Heard("en", 1), Heard("cs", 1), Heard("en", 0)])
def test_a_word_or_a_number_does_not_change_the_language(heard: Heard) -> None:
    assert follow("pl", heard, before=POLISH) == "pl"


@pytest.mark.parametrize("language", ["en", "cs", "ru", "other"])
def test_two_clear_words_do(language: str) -> None:
    assert follow("pl", Heard(language, clear_words=2), before=POLISH) == language


def test_two_single_words_in_a_row_do() -> None:
    assert follow("pl", Heard("ru", 1), before=Heard("ru", 1)) == "ru"


def test_the_first_clear_word_counts_against_the_page() -> None:
    assert follow("en", Heard("ru", 1), before=None) == "ru"
    assert follow("en", Heard("ru", 0), before=None) == "en"


def test_one_word_calls_no_person_for_a_language_we_do_not_speak() -> None:
    assert follow("en", Heard("other", 1), before=None) == "en"
    assert follow("en", Heard("other", 2), before=None) == "other"
    assert follow("en", Heard("other", 1), before=Heard("other", 1)) == "other"


@pytest.mark.parametrize("wish", ["en", "other"])
def test_a_wish_counts_at_once(wish: str) -> None:
    assert follow("pl", Heard("pl", 3, wish), before=POLISH) == wish


def test_what_the_detector_left_in_the_parse_data() -> None:
    parsed = {"language": "pl", "language_clear_words": 1, "language_wish": "en"}
    assert heard_in(parsed) == Heard("pl", 1, "en")
    assert heard_in({"intent": {"name": "affirm"}}) == Heard()


def test_a_language_named_without_its_words_is_believed() -> None:
    assert follow("en", heard_in({"language": "pl"}), POLISH) == "pl"


@pytest.mark.parametrize(
    ("messages", "language"),
    [
        ([("pl", 3), (None, 0)], "pl"),
        ([(None, 0)], None),
        ([(None, 0), ("cs", 0)], "cs"),
        ([("pl", 3), ("en", 1)], "pl"),
        ([("pl", 3), ("en", 2)], "en"),
    ],
)
def test_the_language_after_several_messages(messages: list[tuple[str | None, int]], language: str | None) -> None:
    parses: list[dict[str, Any]] = [{"language": name, "language_clear_words": words} for name, words in messages]
    assert language_after(parses) == language
