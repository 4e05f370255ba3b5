"""Rasa component around tone.py, frustration.py and severity.py. Runs last: it reads intent and entities."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import joblib
import numpy as np
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
from bot.understanding.graded import Graded, read_graded
from bot.understanding.identifiers import with_like_identifiers
from bot.understanding.lexicon import NOT_MEANT, Found, Lexicon, find_cues, load_lexicons
from bot.understanding.meaning import meanings
from bot.understanding.sentence_features import sentence_vector
from bot.understanding.severity import intent_of, is_small_talk, judge, wants_human
from bot.understanding.signs import sign_names, sign_row
from bot.understanding.tone import Heard
from bot.understanding.tones import Tones, learn_tones

FOLDERS = (ROOT / "data" / "feelings", ROOT / "data" / "severity")
EXAMPLES = ROOT / "data" / "feelings" / "examples"
_FILE = "tones.joblib"
_TONE_OF_SMALL_TALK = 0.25


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Feelings(GraphComponent, IntentClassifier):
    """Sets frustration, frustration_reasons, abuse, severity, severity_cue and wants_human."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        lexicons: list[Lexicon],
        tones: Tones | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._lexicons = lexicons
        self._tones = tones

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
        """New graded sentences or cues mean training again."""
        files = [file for folder in (*FOLDERS, EXAMPLES) for file in sorted(folder.glob("*.*"))]
        return get_text_hash("".join(file.read_text(encoding="utf-8") for file in files))

    def train(self, training_data: TrainingData) -> Resource:
        self._tones = learn_from(self._lexicons, EXAMPLES)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._tones, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            for key, value in self._read(message).items():
                message.set(key, value, add_to_output=True)
        return messages

    def _read(self, message: Message) -> dict[str, Any]:
        text = message.get(TEXT) or ""
        found = find_cues(text, self._lexicons)
        heard = self._heard(message, found)
        intent = intent_of(message.data)
        feeling = feel(text, found, _as_small_talk(heard) if is_small_talk(intent) else heard)
        sums = [e["value"] for e in message.get(ENTITIES, []) if e["entity"] == "money"]
        severity = judge(found, intent, sums, heard)
        return {
            "frustration": feeling.frustration,
            "frustration_reasons": list(feeling.reasons),
            "abuse": feeling.abuse,
            "severity": severity.level,
            "severity_cue": severity.cue,
            "wants_human": wants_human(found, intent),
        }

    def _heard(self, message: Message, found: list[Found]) -> Heard | None:
        text, vector = message.get(TEXT), sentence_vector(message)
        if self._tones is None or vector is None:
            return None
        signs = sign_row(text, found, self._tones.sign_names)
        return self._tones.hear(text, vector, signs, message.get("language"))


def _as_small_talk(heard: Heard | None) -> Heard | None:
    """One or two words have hardly a tone: what is angry about them the cues tell."""
    return heard and replace(heard, frustration=min(heard.frustration, _TONE_OF_SMALL_TALK))


def learn_from(lexicons: list[Lexicon], folder: Path) -> Tones:
    """From the graded sentences of a folder, with the cues that the lexicons find in them."""
    graded = read_graded(folder)
    names = sign_names([NOT_MEANT, *(cue.name for lexicon in lexicons for cue in lexicon.cues)])
    with ThreadPoolExecutor(1) as pool:  # the encoder leaves Python's lock alone
        vectors = pool.submit(meanings, [with_like_identifiers(g.text) for g in graded])
        signs = np.vstack([sign_row(g.text, _telling(g, find_cues(g.text, lexicons)), names) for g in graded])
    return learn_tones(graded, vectors.result(), signs, names)


def _telling(graded: Graded, found: list[Found]) -> list[Found]:
    return [f for f in found if not (graded.known_to_cues and f.cue.severity)]
