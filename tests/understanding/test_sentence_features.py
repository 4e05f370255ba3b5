from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.identifiers import with_like_identifiers
from bot.understanding.meaning import meaning
from bot.understanding.sentence_features import PARTS, Part, SentenceFeatures, sentence_vector

Build = Callable[..., Any]


def test_a_message_gets_the_vector_of_its_text(build: Build) -> None:
    message = Message({"text": "where is my parcel"})
    build(SentenceFeatures).process([message])
    vector = sentence_vector(message)
    assert vector is not None
    assert np.allclose(vector, meaning("where is my parcel"))


def test_training_gives_the_same_vectors_as_serving(build: Build) -> None:
    example = Message({"text": "gdzie jest moja paczka"})
    build(SentenceFeatures).process_training_data(TrainingData([example, Message({"intent": "greet"})]))
    vector = sentence_vector(example)
    assert vector is not None
    assert np.allclose(vector, meaning("gdzie jest moja paczka"), atol=1e-3)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("where is my parcel", []),
        ("where is my order FL-10001? send me the invoice", ["where is my order FL-10001?", "send me the invoice"]),
        ("gdzie jest zamówienie FL-10001? Mój e-mail: anna@example.com", []),
        ("👍 !!", []),
    ],
)
def test_the_parts_that_may_hold_a_wish_are_kept_with_their_vectors(build: Build, text: str, parts: list[str]) -> None:
    message = Message({"text": text})
    build(SentenceFeatures).process([message])
    kept: list[Part] = message.get(PARTS) or []
    assert [part.text for part in kept] == parts
    for part in kept:
        assert np.allclose(part.vector, meaning(with_like_identifiers(part.text)), atol=1e-3)


@pytest.mark.parametrize("text", ["", "   ", "👍", "\u200b", "?!", "1" * 5_000])
def test_what_has_no_words_has_no_vector(build: Build, text: str) -> None:
    message = Message({"text": text})
    build(SentenceFeatures).process([message])
    assert sentence_vector(message) is None


@pytest.mark.parametrize("text", ["a" * 10_000, "שלום \u202e abc", "\ud83d hi"])
def test_hostile_input_is_read_as_far_as_it_goes(build: Build, text: str) -> None:
    message = Message({"text": text})
    build(SentenceFeatures).process([message])
    assert sentence_vector(message) is not None
