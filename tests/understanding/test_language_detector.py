from collections.abc import Callable
from typing import Any

from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.language_detector import LanguageDetector

NLU = """
version: "3.1"
nlu:
- intent: greet
  metadata: {language: fi}
  examples: |
    - missä minun pakettini on
    - haluaisin palauttaa tuotteen
"""


def test_examples_teach_the_language_their_block_names(build: Callable[..., Any]) -> None:
    build(LanguageDetector).train(RasaYAMLReader().reads(NLU))
    model = build(LanguageDetector, trained=True).model
    assert "fi" in model.tables
    assert model.detect("missä tuotteen pakettini on") == "other"


def test_the_language_leaves_with_the_parse_data(build: Callable[..., Any]) -> None:
    build(LanguageDetector).train(RasaYAMLReader().reads(NLU))
    [message] = build(LanguageDetector, trained=True).process([Message({"text": "gdzie jest moja paczka"})])
    assert message.as_dict(only_output_properties=True)["language"] == "pl"
