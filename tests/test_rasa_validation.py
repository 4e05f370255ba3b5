"""What Rasa objects to comes with a line. The contradiction of a rule and a story: linter/test_seeded_faults.py."""

from pathlib import Path

import pytest

from bot.rasa_validation import validate
from tests.responses.linter.spoiled import Spoiled

STORY = "\n  - story: {name}\n    steps:\n      - intent: contact_human_agent\n      - action: {action}"
FILE = "data/stories/hand_over.yml"


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    return Spoiled(tmp_path)


def test_two_stories_that_contradict_each_other_name_both_lines(spoiled: Spoiled) -> None:
    _, line = spoiled.adds(FILE, STORY.format(name="but then not", action="utter_goodbye"))
    (finding,) = validate(spoiled.root, examples=False)
    assert finding.rule == "two stories contradict each other"
    assert {finding.line, int(finding.better.rpartition(":")[2].rstrip("."))} == {5, line + 1}


def test_an_action_that_the_domain_does_not_know(spoiled: Spoiled) -> None:
    rule = STORY.replace("story", "rule").format(name="new", action="action_dance")
    file, line = spoiled.adds("data/rules/simple.yml", rule)
    (finding,) = validate(spoiled.root, examples=False)
    assert (finding.file, finding.line) == (file, line + 4)
    assert "action_dance" in finding.says


def test_an_intent_without_examples(spoiled: Spoiled) -> None:
    """No examples were copied, so every intent lacks them."""
    found = validate(spoiled.root)
    assert {finding.rule for finding in found} == {"Rasa's validation"}
    greet = next(finding for finding in found if "The intent 'greet'" in finding.says)
    assert (spoiled.root / greet.file).read_text("utf-8").splitlines()[greet.line - 1].endswith("greet")


def test_a_domain_that_rasa_cannot_read(spoiled: Spoiled) -> None:
    (spoiled.root / "domain.yml").write_text('version: "3.1"\nslots:\n  language:\n    type: text\n', "utf-8")
    (finding,) = validate(spoiled.root, examples=False)
    assert (finding.rule, finding.file) == ("Rasa cannot read this", "domain.yml")
