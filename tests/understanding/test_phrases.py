from typing import cast

import pytest

from bot.understanding.phrases import Hit, PhraseBook


def found(phrase: str, text: str) -> bool:
    return bool(PhraseBook({"cue": [phrase]}).find(text.split()))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("third time", "this is the third time"),
        ("disappoint*", "so disappointing"),
        ("third|3rd time", "my 3rd time here"),
        ("never .. again", "never buying from you again"),
        ("Zażalenie", "zazalenie"),
        ("no", "no way"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("third time", "third delivery time"),
        ("rage", "coverage"),
        ("never .. again", "never mind we shall see each other again"),
        ("third time", "third"),
    ],
)
def test_a_phrase_is_not_found_in_what_only_resembles_it(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_a_hit_says_which_words_it_covers() -> None:
    assert PhraseBook({"wait": ["still .. waiting"]}).find(["we", "are", "still", "just", "waiting"]) == [
        Hit("wait", 2, 5)
    ]


def test_a_phrase_that_yaml_read_as_a_number_is_refused() -> None:
    with pytest.raises(TypeError, match="112"):
        PhraseBook({"cue": cast(list[str], [112])})
