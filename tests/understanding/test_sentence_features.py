from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.meaning import meaning
from bot.understanding.sentence_features import SentenceFeatures, sentence_vector

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
