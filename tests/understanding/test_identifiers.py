import pytest

from bot.understanding.identifiers import has_words, with_like_identifiers, without_identifiers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("where is FL-10001?", "where is ?"),
        ("paczka fl 10009, ola@example.com", "paczka ,"),
        ("cancel purchase 113542617735902 please", "cancel purchase please"),
        ("#10023", ""),
        ("I ordered 2 lamps on 12 May", "I ordered 2 lamps on 12 May"),
    ],
)
def test_what_is_said_beside_numbers_and_addresses(text: str, said: str) -> None:
    assert without_identifiers(text) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [("where is FL-10001?", True), ("2", True), ("FL-10001, anna@example.com?", False), ("👍", False), ("", False)],
)
def test_a_number_an_address_or_an_emoji_alone_has_no_words(text: str, expected: bool) -> None:
    assert has_words(text) == expected


@pytest.mark.parametrize(
    ("text", "learned"),
    [
        ("where is FL-10001?", "where is FL-1 ?"),
        ("paczka fl 10009, ola@example.com", "paczka FL-1 ,"),
        ("cancel purchase 113542617735902 please", "cancel purchase FL-1 please"),
    ],
)
def test_one_order_number_reads_like_another(text: str, learned: str) -> None:
    assert with_like_identifiers(text) == learned
