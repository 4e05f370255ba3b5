from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.feelings import Feelings
from bot.understanding.sentence_features import SentenceFeatures


@pytest.fixture
def read(build: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    build(Feelings).train(TrainingData())
    features, feelings = build(SentenceFeatures), build(Feelings, trained=True)

    def read(text: str, **known: Any) -> dict[str, Any]:
        [message] = feelings.process(features.process([Message({"text": text, **known})]))
        return dict(message.as_dict(only_output_properties=True))

    return read


def test_a_furious_message_carries_its_scores_and_reasons(read: Callable[..., dict[str, Any]]) -> None:
    parsed = read("I'm furious, third time I write! Get me a human, my lawyer will hear of this")
    assert parsed["frustration"] >= 0.75
    assert "says they are angry" in parsed["frustration_reasons"]
    assert (parsed["severity"], parsed["wants_human"]) == (3, True)


def test_the_tone_speaks_where_no_word_is_listed(read: Callable[..., dict[str, Any]]) -> None:
    assert (
        "sounds frustrated"
        in read("my package rots in your depot and none of you lifts a finger")["frustration_reasons"]
    )


def test_intent_and_money_of_the_message_count(read: Callable[..., dict[str, Any]]) -> None:
    parsed = read(
        "it was taken once more",
        intent={"name": "payment_issue", "confidence": 0.9},
        entities=[{"entity": "money", "value": "4000.00 PLN"}],
    )
    assert (parsed["severity"], parsed["severity_cue"]) == (3, "large sum: 4000.00 PLN")


@pytest.mark.parametrize("text", ["", "👍", "a" * 10_000, "\ud83d", "שלום \u202e abc"])
def test_hostile_input_is_calm(read: Callable[..., dict[str, Any]], text: str) -> None:
    assert read(text)["frustration"] < 0.25
