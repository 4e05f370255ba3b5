from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.language_detector import FOLDER, LanguageDetector, examples_in

NLU = """
version: "3.1"
nlu:
- intent: greet
  metadata: {language: eo}
  examples: |
    - kie estas mia pakaĵo
    - mi volas resendi la varon
"""


@pytest.fixture
def detector(build: Callable[..., Any]) -> LanguageDetector:
    build(LanguageDetector).train(RasaYAMLReader().reads(NLU))
    return build(LanguageDetector, trained=True)


def parse_data(detector: LanguageDetector, text: str) -> dict[str, Any]:
    [message] = detector.process([Message({"text": text})])
    return message.as_dict(only_output_properties=True)


def test_examples_teach_the_language_their_block_names(detector: LanguageDetector) -> None:
    assert detector.model is not None
    assert "eo" in detector.model.spelling.languages
    assert detector.model.detect("kie estas mia varo") == "other"


def test_what_a_message_tells_leaves_with_the_parse_data(detector: LanguageDetector) -> None:
    data = parse_data(detector, "czy możemy po angielsku")
    assert (data["language"], data["language_wish"]) == ("pl", "en")
    assert data["language_clear_words"] >= 2


def test_a_message_without_words_tells_nothing(detector: LanguageDetector) -> None:
    data = parse_data(detector, "FL-10023 👍")
    assert data.get("language") is None
    assert (data["language_clear_words"], data.get("language_wish")) == (0, None)


def test_the_files_are_named_after_their_languages() -> None:
    examples = examples_in(FOLDER)
    assert {"sk", "uk", "de", "hu"} <= set(examples)
    assert all(len(lines) >= 8 for lines in examples.values())
