import pytest

from bot.understanding.folding import FEATURISED_CHARACTERS
from bot.understanding.typed import bare, typed, without_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Žluťoučký", "zlutoucky"),
        ("ZAŻÓŁĆ", "zazolc"),
        ("ёжик", "ежик"),
        ("１２３", "123"),
        ("it’s", "it's"),
        ("a\u00a0b", "a b"),
    ],
)
def test_marks_and_case_are_left_out(text: str, folded: str) -> None:
    assert typed(text).folded == folded


def test_a_character_stands_for_a_character() -> None:
    for text in ("straße ﬁn İstanbul ½", "e\u0301tudes", "F\u200bL", "😀 ok", "\ud83d"):
        read = typed(text)
        assert len(read.seen) == len(read.folded) == len(read.places)


def test_where_it_was_typed() -> None:
    read = typed("F\u200bL\u200b-1")
    assert read.folded == "fl-1"
    assert read.span(0, 2) == (0, 3)
    assert read.span(3, 4) == (5, 6)


def test_a_long_message_is_read_from_its_beginning() -> None:
    assert len(typed("ž" * 10_000).seen) == FEATURISED_CHARACTERS


def test_a_pattern_keeps_its_own_capitals() -> None:
    assert without_marks(r"(?P<id>č\W)") == r"(?P<id>c\W)"
    assert bare("Č") == "c"
