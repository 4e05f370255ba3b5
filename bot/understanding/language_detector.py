"""Rasa component around language.py: names each message's language, learned from data/nlu and data/languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from bot.understanding.common_words import common_words
from bot.understanding.language import LanguageModel, Reading, learn
from bot.understanding.language_wish import LanguageWishes
from bot.vocabulary import LANGUAGES

FOLDER = ROOT / "data" / "languages"
WISHES = FOLDER / "wishes.yml"
_FILE = "language.joblib"


def examples_in(folder: Path) -> dict[str, list[str]]:
    """Sentences per language, from files named after their language."""
    files = sorted(folder.glob("*.txt"))
    return {file.stem: file.read_text(encoding="utf-8").splitlines() for file in files}


def with_common_words(examples: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The sentences of each language, and the words that every message is made of."""
    return {language: [*lines, *common_words(language)] for language, lines in examples.items()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageDetector(GraphComponent, IntentClassifier):
    """Sets four keys of the parse data.

    language: "en", "pl", "cs", "ru", "other", or None when the words could be any; language_clear_words: how many of
    them tell it by themselves; language_wish: the language the customer asks for, or None; language_wish_alone: whether
    they say nothing else.
    """

    def __init__(
        self, storage: ModelStorage, resource: Resource, wishes: LanguageWishes, model: LanguageModel | None = None
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._wishes = wishes
        self.model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        return cls(model_storage, resource, LanguageWishes.load(WISHES))

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
            return cls(model_storage, resource, LanguageWishes.load(WISHES), joblib.load(folder / _FILE))

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
        self.model = learn(with_common_words(examples), LANGUAGES)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / _FILE, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            read = self.model.read(text) if self.model else Reading(None)
            message.set("language", read.language, add_to_output=True)
            message.set("language_clear_words", read.clear_words, add_to_output=True)
            wish = self._wishes.find(text)
            message.set("language_wish", wish.language if wish else None, add_to_output=True)
            message.set("language_wish_alone", bool(wish and wish.alone), add_to_output=True)
        return messages
