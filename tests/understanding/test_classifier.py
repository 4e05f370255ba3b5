from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.classifier import FALLBACK, MeaningClassifier
from bot.understanding.sentence_features import SentenceFeatures

Build = Callable[..., Any]
EXAMPLES = {
    "track_order": ["where is my parcel", "track my order", "when will my package come", "order status please"],
    "get_refund": ["I want my money back", "please refund me", "how do I get a refund", "refund my purchase"],
    "greet": ["hello", "good morning", "hi there", "hey"],
}


@pytest.fixture
def parse(build: Build) -> Callable[[str], Message]:
    features = build(SentenceFeatures)
    data = TrainingData([Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts])
    build(MeaningClassifier).train(features.process_training_data(data))
    classifier = build(MeaningClassifier, trained=True, threshold=0.5, ranking_length=2)

    def parse(text: str) -> Message:
        message = Message({"text": text})
        return classifier.process(features.process([message]))[0]

    return parse


def test_a_stored_model_names_the_intent_and_ranks_the_others(parse: Callable[[str], Message]) -> None:
    message = parse("where has my package gone")
    assert message.get("intent")["name"] == "track_order"
    assert [entry["name"] for entry in message.get("intent_ranking")][0] == "track_order"
    assert len(message.get("intent_ranking")) == 2


def test_below_the_threshold_the_best_intent_stays_in_the_ranking(parse: Callable[[str], Message]) -> None:
    message = parse("sodium reacts with water")
    assert message.get("intent")["name"] == FALLBACK
    assert message.get("intent_ranking")[0]["name"] in EXAMPLES


def test_a_message_without_words_is_not_understood(parse: Callable[[str], Message]) -> None:
    message = parse("👍")
    assert message.get("intent") == {"name": FALLBACK, "confidence": 1.0}
    assert message.get("intent_ranking") == []


def test_intent_and_ranking_leave_with_the_parse_data(parse: Callable[[str], Message]) -> None:
    assert {"intent", "intent_ranking"} <= set(parse("hello").as_dict(only_output_properties=True))
