import copy
from pathlib import Path

import pytest

from bot.responses.importer import LearnedMessage, ResponsesImporter, read_responses
from bot.settings import ROOT

EN = 'version: "3.1"\nresponses:\n  utter_greet:\n    - text: Hello\n  utter_bye:\n    - text: Bye\n'
PL = 'version: "3.1"\nresponses:\n  utter_greet:\n    - text: Dzień dobry\n'
LANGUAGE_PL = {"type": "slot", "name": "language", "value": "pl"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "responses"
    folder.mkdir(parents=True)
    (folder / "en.yml").write_text(EN, "utf-8")
    (folder / "pl.yml").write_text(PL, "utf-8")
    (tmp_path / "config.yml").write_text("recipe: default.v1\nassistant_id: test\n")
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: [greet]\n')
    return tmp_path


def test_each_language_is_a_condition_and_english_is_none(project: Path) -> None:
    read = read_responses(project / "data" / "responses")
    assert read["utter_greet"] == [{"text": "Hello"}, {"text": "Dzień dobry", "condition": [LANGUAGE_PL]}]
    assert read["utter_bye"] == [{"text": "Bye"}]


def test_a_condition_of_the_designers_stays(project: Path) -> None:
    own = {"type": "slot", "name": "topic", "value": "late_delivery"}
    text = PL + f"      condition: [{own}]\n".replace("'", '"')
    (project / "data" / "responses" / "pl.yml").write_text(text, "utf-8")
    assert read_responses(project / "data" / "responses")["utter_greet"][1]["condition"] == [own, LANGUAGE_PL]


def test_they_become_part_of_the_domain(project: Path) -> None:
    importer = ResponsesImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])
    assert importer.get_domain().responses == read_responses(project / "data" / "responses")
    assert "greet" in importer.get_domain().intents


def test_rasa_does_not_read_them_a_second_time_as_training_data(project: Path) -> None:
    importer = ResponsesImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])
    assert importer.get_nlu_data().responses == {}


def test_the_shipped_files_are_read() -> None:
    read = read_responses(ROOT / "data" / "responses")
    languages = {c["value"] for variants in read.values() for v in variants for c in v.get("condition", [])}
    assert languages == {"pl", "cs", "ru"}
    assert len(read) > 100


def test_a_copied_example_is_changed_without_the_other() -> None:
    learned = LearnedMessage({"text": "hello", "intent": "greet"})
    copied = copy.deepcopy(learned)
    assert (copied.data, copied.fingerprint()) == (learned.data, learned.fingerprint())
    copied.set("intent", "goodbye", add_to_output=True)
    assert learned.get("intent") == "greet"
    assert "intent" not in learned.output_properties
