import pytest

from bot.responses.linter.lint import lint
from bot.responses.linter.texts import read_texts
from bot.settings import ROOT
from tests.responses.linter.spoiled import Spoiled


def test_what_we_publish_is_in_order() -> None:
    assert lint(ROOT) == [], "see the findings above; `firstline check --no-dialogues` prints them"


def test_lines_are_those_an_editor_shows() -> None:
    lines = (ROOT / "data/responses/en.yml").read_text("utf-8").splitlines()
    greet = read_texts(ROOT)["en"]["utter_greet"]
    assert lines[greet.line - 1] == "  utter_greet:"
    assert greet.variants[1].text in lines[greet.variants[1].line - 1]
    button = read_texts(ROOT)["en"]["utter_i_am_a_bot"].variants[0].buttons[0]
    assert button.title in lines[button.line - 1]


@pytest.mark.parametrize("broken", ['  utter_more:\n    - text: "no end', '  utter_greet:\n    - text: "Again."'])
def test_a_file_that_is_no_yaml_is_the_only_finding(spoiled: Spoiled, broken: str) -> None:
    file, _ = spoiled.adds("data/responses/en.yml", broken)
    (finding,) = lint(spoiled.root)
    assert (finding.file, finding.rule) == (file, "no YAML") and finding.line > 400
