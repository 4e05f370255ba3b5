"""The trained model on messages that nothing was trained on. A figure below its floor fails the build."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from bot.settings import ROOT, Settings
from bot.understanding.folding import fold, words
from bot.understanding.graded import read_graded
from bot.understanding.language_detector import examples_in
from scripts.eval import heldback
from scripts.eval.figures import Row
from scripts.eval.measuring import measure

DATA = ROOT / "data"
FLOORS: Path = heldback.FOLDER / "floors.yml"


@pytest.fixture(scope="module")
def figures() -> list[Row]:
    from bot.training import ensure_model

    return measure(ensure_model(Settings.from_env().var)).rows()


def floors() -> dict[str, float]:
    return dict(yaml.safe_load(FLOORS.read_text("utf-8")))


def bare(texts: Iterable[str]) -> set[str]:
    """Folded and without punctuation; what has no words is no message to learn by heart."""
    return {" ".join(words(fold(text))) for text in texts} - {""}


def heldback_texts() -> set[str]:
    known = [w.text for w in heldback.wishes()] + [f.text for f in heldback.feelings()]
    return bare([*known, *(s.text for s in heldback.short_messages())])


def test_every_figure_is_at_or_above_its_floor(figures: list[Row]) -> None:
    floor = floors()
    below = [
        f"{row.name}: {row.measured:.4f}, floor {floor[row.name]}"
        for row in figures
        if not (row.measured >= floor[row.name] if row.at_least else row.measured <= floor[row.name])
    ]
    assert below == []


def test_every_figure_has_a_floor_and_every_floor_a_figure(figures: list[Row]) -> None:
    assert {row.name for row in figures} == set(floors())


def test_no_held_back_message_is_an_example_of_an_intent() -> None:
    from rasa.shared.nlu.training_data.loading import load_data

    learned = bare(message.get("text") for message in load_data(str(DATA / "nlu")).intent_examples)
    assert len(learned) > 1000
    assert learned & heldback_texts() == set()


def test_no_held_back_message_is_a_graded_sentence() -> None:
    assert bare(graded.text for graded in read_graded(DATA / "feelings" / "examples")) & heldback_texts() == set()


def test_no_held_back_message_is_one_of_the_messages_of_two_wishes() -> None:
    learned: list[str] = []
    for path in (DATA / "wishes").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            learned += [row["text"] for row in csv.DictReader(file)]
    assert bare(learned) & heldback_texts() == set()


def test_no_held_back_message_is_a_sentence_that_languages_are_learned_from() -> None:
    learned = bare(text for texts in examples_in(DATA / "languages").values() for text in texts)
    assert learned & heldback_texts() == set()


def test_every_held_back_wish_is_an_intent_of_the_bot() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    known = {intent if isinstance(intent, str) else next(iter(intent)) for intent in domain["intents"]}
    wished = heldback.wishes()
    assert {wish.intent for wish in wished} | {wish.second for wish in wished if wish.second} <= known
    assert all(wish.second for wish in wished if wish.slice == "multi")


def test_there_are_sixty_look_alikes_or_more_in_each_language() -> None:
    for language in ("en", "pl", "cs", "ru"):
        harmless = [f for f in heldback.feelings() if (f.kind, f.language) == ("lookalike", language)]
        assert len([f for f in harmless if f.severity < 3]) >= 60
