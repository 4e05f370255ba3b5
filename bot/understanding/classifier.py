"""Rasa component around intents.py: learns the intents, names the best, and says nlu_fallback when unsure."""

from __future__ import annotations

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
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.identifiers import without_identifiers
from bot.understanding.intents import IntentModel, Ranked, learn
from bot.understanding.sentence_features import sentence_vector

FALLBACK = "nlu_fallback"
_FILE = "intents.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Sets intent and intent_ranking. Below the threshold the intent is nlu_fallback; the ranking stays."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """threshold: confidence below which nothing is understood; ranking_length: intents kept."""
        return {"threshold": 0.4, "ranking_length": 5}

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
        seen = [(m, vector) for m, vector in pairs if vector is not None]
        texts, labels = [without_identifiers(m.get(TEXT)) for m, _ in seen], [m.get(INTENT) for m, _ in seen]
        self.model = learn(texts, labels, np.vstack([vector for _, vector in seen]))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / _FILE, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        vector = sentence_vector(message)
        if self.model is None or vector is None:
            ranking: list[dict[str, Any]] = []
        else:
            ranked = self.model.rank(without_identifiers(message.get(TEXT)), vector)
            ranking = [_entry(r) for r in ranked[: self._config["ranking_length"]]]
        message.set(INTENT, self._best(ranking), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _best(self, ranking: list[dict[str, Any]]) -> dict[str, Any]:
        if ranking and ranking[0][PREDICTED_CONFIDENCE_KEY] >= self._config["threshold"]:
            return ranking[0]
        sure = 1 - ranking[0][PREDICTED_CONFIDENCE_KEY] if ranking else 1.0
        return {INTENT_NAME_KEY: FALLBACK, PREDICTED_CONFIDENCE_KEY: sure}


def _entry(ranked: Ranked) -> dict[str, Any]:
    return {INTENT_NAME_KEY: ranked.intent, PREDICTED_CONFIDENCE_KEY: round(ranked.confidence, 4)}
