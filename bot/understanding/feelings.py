"""Rasa component around tone.py, frustration.py and severity.py. Runs last: it reads intent and entities."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import get_text_hash

from bot.settings import ROOT
from bot.understanding.frustration import feel
from bot.understanding.lexicon import Lexicon, find_cues, load_lexicons
from bot.understanding.meaning import meanings
from bot.understanding.sentence_features import sentence_vector
from bot.understanding.severity import intent_of, judge, wants_human
from bot.understanding.tone import ToneModel, learn, read_graded

FOLDERS = (ROOT / "data" / "feelings", ROOT / "data" / "severity")
EXAMPLES = ROOT / "data" / "feelings" / "examples"
_FILE = "tone.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Feelings(GraphComponent, IntentClassifier):
    """Sets frustration, frustration_reasons, abuse, severity, severity_cue and wants_human."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        lexicons: list[Lexicon],
        tone: ToneModel | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._lexicons = lexicons
        self._tone = tone

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Feelings:
        return cls(model_storage, resource, load_lexicons(*FOLDERS))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Feelings:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, load_lexicons(*FOLDERS), joblib.load(folder / _FILE))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """New graded sentences mean training again; the lexicons are read at every start."""
        return get_text_hash(repr(read_graded(EXAMPLES)))

    def train(self, training_data: TrainingData) -> Resource:
        graded = read_graded(EXAMPLES)
        self._tone = learn(graded, meanings([g.text for g in graded]))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._tone, folder / _FILE, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            for key, value in self._read(message).items():
                message.set(key, value, add_to_output=True)
        return messages

    def _read(self, message: Message) -> dict[str, Any]:
        text = message.get(TEXT) or ""
        found = find_cues(text, self._lexicons)
        feeling = feel(text, found, self._heard(message))
        intent = intent_of(message.data)
        sums = [e["value"] for e in message.get(ENTITIES, []) if e["entity"] == "money"]
        severity = judge(found, intent, sums)
        return {
            "frustration": feeling.frustration,
            "frustration_reasons": list(feeling.reasons),
            "abuse": feeling.abuse,
            "severity": severity.level,
            "severity_cue": severity.cue,
            "wants_human": wants_human(found, intent),
        }

    def _heard(self, message: Message) -> float:
        vector = sentence_vector(message)
        return 0.0 if self._tone is None or vector is None else self._tone.hear(vector)
