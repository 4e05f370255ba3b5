"""Rasa component around language.py: names each message's language, learned from data/nlu and data/languages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import get_text_hash

from bot.settings import ROOT
from bot.understanding.language import LanguageModel, learn
from bot.vocabulary import LANGUAGES

FOLDER = ROOT / "data" / "languages"
_FILE = "language.joblib"


def examples_in(folder: Path) -> dict[str, list[str]]:
    """Sentences per language, from files named after their language."""
    files = sorted(folder.glob("*.txt"))
    return {file.stem: file.read_text(encoding="utf-8").splitlines() for file in files}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageDetector(GraphComponent, IntentClassifier):
    """Sets language: "en", "pl", "cs", "ru", "other", or None when the text is too short to tell."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: LanguageModel | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self.model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageDetector:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / _FILE))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """New sentences in data/languages mean training again."""
        return get_text_hash(repr(examples_in(FOLDER)))

    def train(self, training_data: TrainingData) -> Resource:
        examples = defaultdict(list, examples_in(FOLDER))
        for message in training_data.intent_examples:
            block = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
            if block.get("language"):
                examples[block["language"]].append(message.get(TEXT))
        self.model = learn(examples, LANGUAGES)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / _FILE, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.model.detect(message.get(TEXT) or "") if self.model else None
            message.set("language", found, add_to_output=True)
        return messages
