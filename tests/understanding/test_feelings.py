from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding import feelings as module
from bot.understanding.feelings import Feelings
from bot.understanding.lexicon import Lexicon
from bot.understanding.sentence_features import SentenceFeatures
from bot.understanding.tones import Tones

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(build: Callable[..., Any], tmp_path: Path, lexicons: list[Lexicon], tone: Tones) -> Read:
    features = build(SentenceFeatures)
    feelings = Feelings(LocalModelStorage(tmp_path), Resource("feelings"), lexicons, tone)

    def read(text: str, **known: Any) -> dict[str, Any]:
        [message] = feelings.process(features.process([Message({"text": text, **known})]))
        return dict(message.as_dict(only_output_properties=True))

    return read


def test_a_furious_message_carries_its_scores_and_reasons(read: Read) -> None:
    parsed = read("I'm furious, third time I write! Get me a human, my lawyer will hear of this")
    assert parsed["frustration"] >= 0.75
    assert "says they are angry" in parsed["frustration_reasons"]
    assert (parsed["severity"], parsed["wants_human"]) == (3, True)


def test_the_tone_speaks_where_no_word_is_listed(read: Read) -> None:
    text = "my package rots in your depot and none of you lifts a finger"
    assert "sounds frustrated" in read(text)["frustration_reasons"]


@pytest.mark.parametrize(
    ("language", "text", "severity", "cue"),
    [
        ("en", "my wrist is broken, the shelf came off the wall on to it", 4, "somebody is hurt"),
        ("pl", "po zalogowaniu widzę zamówienia obcej kobiety z jej telefonem", 4, "personal data exposed"),
        ("cs", "brácha se po vašem krému celý osypal a dusí se", 4, "allergic reaction or poisoning"),
        ("ru", "с моей карты прошли покупки, которых я не делала", 4, "fraud or account takeover"),
    ],
)
def test_severity_comes_with_its_cue_in_every_language(
    read: Read, language: str, text: str, severity: int, cue: str
) -> None:
    parsed = read(text, language=language)
    assert (parsed["severity"], parsed["severity_cue"]) == (severity, cue)


@pytest.mark.parametrize(
    "text",
    [
        "does the fire stick lite come with a remote",
        "szukam gaśnicy do garażu, jaka najlepsza",
        "máte hasičské auto pro tříletého kluka?",
        "пожарная лестница для кукольного домика есть?",
    ],
)
def test_a_strong_word_in_a_question_is_nothing_serious(read: Read, text: str) -> None:
    parsed = read(text)
    assert parsed["severity"] < 2
    assert parsed["frustration"] < 0.25


def test_insulting_the_bot_is_abuse_without_a_problem(read: Read) -> None:
    parsed = read("you stupid little robot, fuck you")
    assert parsed["abuse"] >= 0.5
    assert parsed["severity"] == 0


def test_anger_about_a_parcel_is_no_abuse(read: Read) -> None:
    parsed = read("where the hell is my parcel, three weeks and nothing, I'm furious")
    assert parsed["frustration"] >= 0.7
    assert parsed["abuse"] < 0.5


def test_intent_and_money_of_the_message_count(read: Read) -> None:
    parsed = read(
        "you took my money twice, please return one payment",
        intent={"name": "payment_issue", "confidence": 0.9},
        entities=[{"entity": "money", "value": "4000.00 PLN"}],
    )
    assert (parsed["severity"], parsed["severity_cue"]) == (3, "large sum: 4000.00 PLN")


HOSTILE = {
    "empty": "",
    "emoji": "👍",
    "long": "a" * 10_000,
    "half of an emoji": "\ud83d",
    "right to left": "שלום \u202e abc",
    "zero width": "\u200b\u200b",
    "mixed scripts": "жoпa z кодом",
    "punctuation": "!?" * 5000,
    "digits": "1234567890",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_calm_and_harmless(read: Read, text: str) -> None:
    parsed = read(text)
    assert parsed["frustration"] < 0.5
    assert parsed["severity"] < 3


def test_an_angry_emoji_alone_is_heard(read: Read) -> None:
    assert read("😡😡😡")["frustration"] >= 0.5


def test_what_was_learned_is_loaded_as_it_was(
    build: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{n % 4} {n % 5} {n % 2} sentence number {n} about a parcel" for n in range(20)]
    (tmp_path / "en.txt").write_text("\n".join(lines))
    monkeypatch.setattr(module, "EXAMPLES", tmp_path)
    build(Feelings).train(TrainingData())
    [message] = build(Feelings, trained=True).process(build(SentenceFeatures).process([Message({"text": lines[3]})]))
    assert {"frustration", "abuse", "severity"} <= set(message.as_dict(only_output_properties=True))


def test_new_graded_sentences_and_cues_mean_training_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Feelings.fingerprint_addon({})
    (tmp_path / "en.txt").write_text("0 0 0 hi")
    monkeypatch.setattr(module, "EXAMPLES", tmp_path)
    assert Feelings.fingerprint_addon({}) != before


def test_a_message_takes_less_than_a_few_milliseconds(
    tmp_path: Path, build: Callable[..., Any], lexicons: list[Lexicon], tone: Tones
) -> None:
    feelings = Feelings(LocalModelStorage(tmp_path), Resource("feelings"), lexicons, tone)
    text = "where is parcel number {n}, I have waited {n} days for it"
    told = [Message({"text": text.format(n=n), "language": "en"}) for n in range(50)]
    messages = build(SentenceFeatures).process(told)
    before = process_time()
    feelings.process(messages)
    assert (process_time() - before) / len(messages) < 0.01  # 1 ms on a quiet machine
