import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.text import clean, plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  hello \n", "hello"),
        ("a\x00b\x07c", "abc"),
        ("zamo\u0301wienie", "zamówienie"),
        ("line\r\nbreak\tand tab", "line\nbreak\tand tab"),
        ("invisible\u202etrick\u200b", "invisibletrick"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("\ufeff \u2066\u2069 ", ""),
    ],
)
def test_only_what_can_be_seen_is_kept(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
    assert "\x00" not in clean(typed)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("/restart", "restart"), (" / //greet{}", "greet{}"), ("and/or", "and/or"), ("/", "..."), ("", "...")],
)
def test_a_slash_is_no_command(typed: str, understood: str) -> None:
    assert plain(typed) == understood
