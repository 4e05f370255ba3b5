from typing import Any

import pytest

from bot.understanding.repetition import times_asked


def said(text: str, intent: str = "nlu_fallback", entities: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 0.8}, "entities": entities or []}


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("where is my parcel?", "I asked where my package is"),
        ("gdzie jest moja paczka", "pytam gdzie jest ta moja przesyłka"),
        ("kde je můj balík", "ptám se, kde je ten balík"),
        ("где моя посылка", "я спрашиваю, где посылка"),
    ],
)
def test_the_same_wish_in_other_words_counts(first: str, again: str) -> None:
    assert times_asked(said(again, "track_order"), [said(first, "track_order")]) == 1


def test_each_time_counts() -> None:
    earlier = [said("where is my parcel", "track_order"), said("tell me where the parcel is", "track_order")]
    assert times_asked(said("so where is my parcel??", "track_order"), earlier) == 2


def test_another_wish_does_not_count() -> None:
    assert times_asked(said("I need an invoice", "get_invoice"), [said("where is my parcel", "track_order")]) == 0


@pytest.mark.parametrize("text", ["thank you", "", "👍", "/affirm", "ok", "yes", "\ud83d"])
def test_thanks_and_buttons_repeat_nothing(text: str) -> None:
    intent = "thank" if text == "thank you" else "nlu_fallback"
    assert times_asked(said(text, intent), [said(text, intent)]) == 0


def test_an_order_number_alone_is_an_answer() -> None:
    number = said("FL-10001", "track_order", [{"entity": "order_number", "start": 0, "end": 8}])
    assert times_asked(number, [number]) == 0


def test_what_was_asked_long_ago_is_forgotten() -> None:
    asked = said("where is my parcel", "track_order")
    between = [said("which colours has the lamp", "product_question")] * 10
    assert times_asked(asked, [asked, *between]) == 0
    assert times_asked(asked, [asked, *between[1:]]) == 1
