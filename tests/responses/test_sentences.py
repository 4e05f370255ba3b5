import pytest

from bot.responses.sentences import heard_in, normal, sentences, unsaid


def test_a_czech_day_is_no_end_of_a_sentence() -> None:
    assert sentences("Přijde 24. listopadu. Člověk to ví.") == ["Přijde 24. listopadu.", "Člověk to ví."]


def test_case_and_punctuation_make_no_other_sentence() -> None:
    assert normal("Hello, you!") == normal("hello you")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello. I'm here.", "I'm here."),
        ("Hello. Good. 🙂", "Good. 🙂"),
        ("Hello! 🙂", ""),
        ("New.", "New."),
    ],
)
def test_what_was_heard_is_left_out(text: str, left: str) -> None:
    assert unsaid(text, heard_in(["Hello.", "What?"])) == left
