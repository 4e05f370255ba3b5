import numpy as np
import pytest

from bot.understanding.intents import Example, IntentModel, learn
from bot.understanding.meaning import meaning, meanings

EXAMPLES = {
    "track_order": [
        "where is my parcel",
        "track my order please",
        "what is the status of my delivery",
        "when will my package get here",
        "gdzie jest moja paczka",
        "jaki jest status zamówienia",
    ],
    "get_refund": [
        "I want my money back",
        "please refund me",
        "how do I get a refund for this",
        "give me back what I paid",
        "chcę zwrotu pieniędzy",
        "proszę o zwrot za zakupy",
    ],
    "greet": ["hello", "hi there", "good morning", "hey", "cześć", "dzień dobry"],
    "recover_password": [
        "I forgot my password",
        "cannot log in, password lost",
        "reset my password",
        "the password does not work",
        "zapomniałem hasła",
        "jak zresetować hasło",
    ],
}


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    return learn([Example(*pair) for pair in pairs], meanings([text for text, _ in pairs]))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("can you tell me where my package is", "track_order"),
        ("gdzie jest przesyłka", "track_order"),
        ("refund please", "get_refund"),
        ("password forgotten", "recover_password"),
        ("helo", "greet"),
    ],
)
def test_what_was_never_seen_is_understood(model: IntentModel, text: str, intent: str) -> None:
    assert model.rank(text, meaning(text))[0].intent == intent


def test_the_ranking_falls_and_names_every_intent_once(model: IntentModel) -> None:
    ranking = model.rank("where is it", meaning("where is it"))
    sure = [r.confidence for r in ranking]
    assert sure == sorted(sure, reverse=True)
    assert {r.intent for r in ranking} == set(EXAMPLES)
    assert all(0 <= c <= 1 for c in sure)


def test_what_is_unlike_anything_learned_is_unsure(model: IntentModel) -> None:
    known = model.rank("where is my package", meaning("where is my package"))[0].confidence
    for strange in ("why does sodium react with water", "who wrote Pan Tadeusz", "green tea is healthy"):
        assert model.rank(strange, meaning(strange))[0].confidence < known - 0.1


def test_one_intent_is_nothing_to_choose_from() -> None:
    with pytest.raises(ValueError, match="two intents"):
        learn([Example("a", "greet")], np.ones((1, 512), dtype=np.float32))


def test_a_language_has_its_own_expert_and_an_unknown_one_hears_all() -> None:
    said = [
        Example("rot", "track_order", "en"),
        Example("rot", "get_refund", "cs"),
        Example("where is it", "track_order", "en"),
        Example("vraťte peníze", "get_refund", "cs"),
    ]
    model = learn(said, meanings([example.text for example in said]))
    assert model.rank("rot", meaning("rot"), "en")[0].intent == "track_order"
    assert model.rank("rot", meaning("rot"), "cs")[0].intent == "get_refund"
    assert len(model.rank("rot", meaning("rot"), None)) == len(model.rank("rot", meaning("rot"), "other")) == 2
