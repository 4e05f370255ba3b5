import pytest

from bot.understanding.folding import FEATURISED_CHARACTERS, fold, visible, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Zażółć GĘŚLĄ jaźń", "zazolc gesla jazn"),
        ("Příliš žluťoučký", "prilis zlutoucky"),
        ("Ещё", "еще"),
        ("F\u200bL-10\u200d023", "fl-10023"),
        ("„don’t”", '"don\'t"'),
        ("a\u202eb\tc\x00d", "ab c d"),
    ],
)
def test_case_diacritics_and_invisible_characters_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_flood_is_read_from_its_beginning() -> None:
    assert len(fold("słowo " * 10_000)) <= FEATURISED_CHARACTERS


def test_half_an_emoji_is_no_reason_to_fail() -> None:
    assert visible("\ud83d ok") == "? ok"


def test_words_keep_apostrophes_and_numbers_but_no_punctuation() -> None:
    assert words("don't pay 12,50 (twice)!") == ["don't", "pay", "12,50", "twice"]
