import numpy as np
import pytest

from bot.understanding.lexicon import Lexicon, find_cues
from bot.understanding.signs import any_of, shown_signs, sign_names, sign_row


@pytest.mark.parametrize(
    ("text", "sign"),
    [("WHERE IS MY PARCEL", "capitals"), ("where is it???!", "repeated punctuation"), ("so 😡", "angry or sad emoji")],
)
def test_what_the_eye_sees(text: str, sign: str) -> None:
    shown = shown_signs(text)
    assert shown[sign] >= 0.3
    assert sum(weight > 0 for weight in shown.values()) == 1


@pytest.mark.parametrize("text", ["", "DHL or DPD?", "OK", "please send the PDF", "👍", "\ud83d", "a" * 10_000])
def test_ordinary_writing_shows_nothing(text: str) -> None:
    assert not any(shown_signs(text).values())


def test_a_row_has_a_column_for_each_sign(lexicons: list[Lexicon]) -> None:
    text = "I AM FURIOUS, you idiots"
    names = sign_names(["angry", "insult", "fire"])
    row = dict(zip(names, sign_row(text, find_cues(text, lexicons), names), strict=True))
    assert (row["angry"], row["insult"], row["fire"]) == (1, 1, 0)
    assert row["frustration"] > row["abuse"] > 0.7


def test_a_cue_that_was_unknown_at_training_counts_by_its_weights(lexicons: list[Lexicon]) -> None:
    text = "I am furious"
    names = sign_names([])
    assert dict(zip(names, sign_row(text, find_cues(text, lexicons), names), strict=True))["frustration"] > 0.5


def test_every_sign_lies_between_zero_and_one(lexicons: list[Lexicon]) -> None:
    text = "FUCK YOU IDIOTS!!! the charger caught fire, my lawyer, third time, scam 🤬"
    row = sign_row(text, find_cues(text, lexicons), sign_names(["insult", "fire"]))
    assert np.all((row >= 0) & (row <= 1))


def test_evidence_adds_up_and_never_passes_one() -> None:
    assert any_of([]) == 0
    assert any_of([0.5, 0.5]) == 0.75
    assert any_of([0.9, 2.0]) == 1
