"""Rasa featurizer around meaning.py: the sentence vector of each message."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.settings import ROOT
from bot.understanding.clauses import Clauses
from bot.understanding.folding import words
from bot.understanding.identifiers import has_words, with_like_identifiers, without_identifiers
from bot.understanding.meaning import meanings

CLAUSES = ROOT / "data" / "languages" / "clauses.yml"
PARTS = "parts"


class Part(NamedTuple):
    """A part of a message that may hold a wish of its own."""

    text: str
    vector: np.ndarray  # float32 [sentence width]


def sentence_vector(message: Message) -> np.ndarray | None:
    """The vector this featurizer left on a message; None for a message without words."""
    _, sentence = message.get_dense_features(TEXT, [])
    return None if sentence is None else np.asarray(sentence.features)[0]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeatures(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector to each message that has words, and its parts; an emoji alone has no place in the space.

    Whole and parts in one go: one by one they took twice as long.
    """

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._clauses = Clauses.load(CLAUSES)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeatures:
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to configure."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        spoken = [example for example in training_data.training_examples if has_words(example.get(TEXT) or "")]
        vectors = meanings([with_like_identifiers(example.get(TEXT)) for example in spoken])
        for example, vector in zip(spoken, vectors, strict=True):
            self._add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if has_words(message.get(TEXT) or ""):
                self._read(message, message.get(TEXT))
        return messages

    def _read(self, message: Message, text: str) -> None:
        parts = [part for part in self._clauses.split(text) if _may_wish(part)]
        several = parts if len(parts) > 1 else []
        own, *vectors = meanings([with_like_identifiers(told) for told in (text, *several)])
        self._add(message, own)
        message.set(PARTS, [Part(*pair) for pair in zip(several, vectors, strict=True)])

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))


def _may_wish(part: str) -> bool:
    """ "My e-mail: anna@example.com" tells a fact and "order FL-10001" names one."""
    said = [word for word in without_identifiers(part).split() if words(word)]
    return len(said) > (2 if with_like_identifiers(part) != part else 1)
