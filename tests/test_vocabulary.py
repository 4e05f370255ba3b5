import re

import pytest
import yaml

from bot import vocabulary
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES, SPOKEN, Author, Delivery, HandoffState, Lane, Owner, PromiseState

MIGRATION = (ROOT / "bot/store/migrations/versions/0001_record.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("table", "column", "names"),
    [
        ("conversations", "owner", Owner),
        ("messages", "author", Author),
        ("messages", "delivery", Delivery),
        ("handoffs", "lane", Lane),
        ("handoffs", "state", HandoffState),
        ("promises", "state", PromiseState),
    ],
)
def test_the_record_allows_exactly_these_names(table: str, column: str, names: type) -> None:
    definition = MIGRATION.split(f"CREATE TABLE {table} (")[1].split(");")[0]
    allowed = re.search(rf"\b{column} text .*?CHECK \({column} IN \(([^)]*)\)\)", definition)
    assert allowed is not None
    assert set(re.findall(r"'(\w+)'", allowed[1])) == {str(name) for name in names}


def test_a_hand_over_waits_and_the_conversation_says_the_same() -> None:
    assert {str(owner) for owner in Owner} - {"bot"} == {str(state) for state in HandoffState} - {"closed"}


def test_values_are_plain_words() -> None:
    enums = [e for e in vars(vocabulary).values() if isinstance(e, type) and issubclass(e, vocabulary.StrEnum)]
    values = [str(member) for enum in enums for member in enum]
    assert len(values) > 30
    assert all(re.fullmatch(r"[a-z_]+", value) for value in values)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_spoken_language_has_examples_and_every_response(language: str) -> None:
    assert language in LANGUAGES
    english = yaml.safe_load((ROOT / "data/responses/en.yml").read_text("utf-8"))["responses"]
    spoken = yaml.safe_load((ROOT / f"data/responses/{language}.yml").read_text("utf-8"))["responses"]
    assert set(spoken) == set(english)
    examples = (ROOT / "data/nlu/orders.yml").read_text("utf-8")
    assert f"language: {language}" in examples


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_told_how_long_it_takes(language: str) -> None:
    responses = yaml.safe_load((ROOT / f"data/responses/{language}.yml").read_text("utf-8"))["responses"]
    assert {"utter_wait_now", "utter_wait_estimate", "utter_wait_closed", "utter_wait_unknown"} <= set(responses)
    assert (ROOT / f"data/waits/{language}.yml").exists()
