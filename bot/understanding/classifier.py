"""Rasa component around intents.py: learns the intents, names the best, and says nlu_fallback when unsure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    METADATA_INTENT,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.identifiers import with_like_identifiers
from bot.understanding.intents import Example, IntentModel, Ranked, learn
from bot.understanding.sentence_features import PARTS, Part, sentence_vector
from bot.understanding.wishes import parts_tell, weigh

FALLBACK = "nlu_fallback"
SECOND_INTENT = "second_intent"
_FILE = "intents.joblib"

Heard = tuple[Sequence[Ranked], dict[str, Any] | None]
"""The ranking of the first wish, and the second: its name, confidence and the text from where it begins."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Sets intent, intent_ranking and second_intent. Below the threshold: nlu_fallback; the ranking stays."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """threshold: confidence below which nothing is understood; ranking_length: intents kept."""
        return {"threshold": 0.3, "ranking_length": 5}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self.model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MeaningClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        pairs = [(m, sentence_vector(m)) for m in training_data.intent_examples]
        seen = [(_example(m), vector) for m, vector in pairs if vector is not None]
        self.model = learn([example for example, _ in seen], np.vstack([vector for _, vector in seen]))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        vector = sentence_vector(message)
        ranked, second = ([], None) if self.model is None or vector is None else self._hear(self.model, message, vector)
        ranking = [_entry(r) for r in ranked[: self._config["ranking_length"]]]
        message.set(INTENT, self._best(ranking), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(SECOND_INTENT, second, add_to_output=True)

    def _hear(self, model: IntentModel, message: Message, vector: np.ndarray) -> Heard:
        """The message as a whole and, where it has several, each of its parts."""
        parts: list[Part] = (message.get(PARTS) or []) if parts_tell(model.intents) else []
        told = [with_like_identifiers(text) for text in (message.get(TEXT), *(part.text for part in parts))]
        vectors = np.vstack([vector, *(part.vector for part in parts)])
        whole, *rankings = model.rank_all(told, vectors, message.get("language"))
        wishes = weigh(whole, rankings)
        rest = " ".join(part.text for part in parts[wishes.part :])
        return wishes.ranking, {**_entry(wishes.second), "text": rest} if wishes.second else None

    def _best(self, ranking: list[dict[str, Any]]) -> dict[str, Any]:
        if ranking and ranking[0][PREDICTED_CONFIDENCE_KEY] >= self._config["threshold"]:
            return ranking[0]
        sure = 1 - ranking[0][PREDICTED_CONFIDENCE_KEY] if ranking else 1.0
        return {INTENT_NAME_KEY: FALLBACK, PREDICTED_CONFIDENCE_KEY: sure}


def _example(message: Message) -> Example:
    block = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return Example(with_like_identifiers(message.get(TEXT)), message.get(INTENT), block.get("language"))


def _entry(ranked: Ranked) -> dict[str, Any]:
    return {INTENT_NAME_KEY: ranked.intent, PREDICTED_CONFIDENCE_KEY: round(ranked.confidence, 4)}
