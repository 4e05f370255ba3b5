import pytest

from bot.understanding.identifiers import without_identifiers


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
