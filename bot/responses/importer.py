"""Reads data/responses/{en,pl,...}.yml into Rasa's domain, one file a language.

Rasa merges response files by name, so two languages in two files would overwrite each other. This importer
(named in config.yml) turns each file's variants into Rasa's own conditional variations on the slot `language`;
English stays unconditional, so an unknown language reads English.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method
from rasa.shared.utils.io import get_text_hash

DEFAULT_LANGUAGE = "en"
Variants = list[dict[str, Any]]


class ResponsesImporter(RasaFileImporter):
    """`config_file` stands beside data/; the constructor's arguments are Rasa's (importers/importer.py)."""

    _nlu_files: list[str]

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._folder = Path(config_file or ".").resolve().parent / "data" / "responses"
        # Rasa takes any file with `responses:` for training data and would merge them by name.
        self._nlu_files = _outside(self._folder, self._nlu_files)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All languages' examples, whichever is asked for. Rasa asks several times in one training."""
        return self._all_nlu_data()

    @cached_method
    def _all_nlu_data(self) -> TrainingData:
        read = [load_data(file) for file in self._nlu_files]
        for data in read:
            data.training_examples = [LearnedMessage.of(message) for message in data.training_examples]
        return TrainingData().merge(*read)

    def get_domain(self) -> Domain:
        return super().get_domain().merge(Domain.from_dict({"responses": read_responses(self._folder)}))


class LearnedMessage(Message):
    """An example of data/nlu. Rasa asks each of 40,000 a dozen times in one training for its fingerprint."""

    @classmethod
    def of(cls, message: Message) -> "LearnedMessage":
        return cls(data=message.data, output_properties=message.output_properties)

    def __deepcopy__(self, memo: dict[int, Any]) -> "LearnedMessage":
        """Rasa copies all examples whenever it merges data, seven times in one training. What is in one is replaced
        (Message.set), never changed in place."""
        return LearnedMessage(self.data, set(self.output_properties), self.time, list(self.features))

    def fingerprint(self) -> str:
        """Of the same content as Message.fingerprint (rasa/shared/nlu/training_data/message.py:146)."""
        if self.features:
            return str(super().fingerprint())
        if self._cached_fingerprint is None:
            self._cached_fingerprint: str | None = get_text_hash(
                json.dumps(self.data, sort_keys=True, ensure_ascii=False)
            )
        return self._cached_fingerprint


def _outside(folder: Path, files: Iterable[str]) -> list[str]:
    return [file for file in files if Path(file).resolve().parent != folder]


def read_responses(folder: Path) -> dict[str, Variants]:
    """All languages' variants by response name, each marked with the language it is for."""
    merged: dict[str, Variants] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variants in rasa.shared.utils.io.read_yaml_file(path)["responses"].items():
            merged.setdefault(name, []).extend(_for_language(v, path.stem) for v in variants)
    return merged


def _for_language(variant: dict[str, Any], language: str) -> dict[str, Any]:
    if language == DEFAULT_LANGUAGE:
        return dict(variant)
    condition = {"type": "slot", "name": "language", "value": language}
    return {**variant, "condition": [*variant.get("condition", []), condition]}
