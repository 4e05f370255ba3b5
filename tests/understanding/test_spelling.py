import numpy as np
import pytest

from bot.understanding.spelling import SpellingModel, learn_spelling


@pytest.fixture(scope="module")
def model() -> SpellingModel:
    return learn_spelling({"en": ["where", "parcel", "the"] * 5, "pl": ["gdzie", "paczka", "jest"] * 5})


def test_a_word_is_likeliest_where_it_was_seen(model: SpellingModel) -> None:
    assert model.languages[int(np.argmax(model.judge("gdzie")))] == "pl"
    assert model.languages[int(np.argmax(model.judge("parcels")))] == "en"


def test_letters_never_seen_tell_nothing(model: SpellingModel) -> None:
    english, polish = model.judge("щщщ")
    assert abs(english - polish) < 2


def test_a_model_is_a_probability() -> None:
    model = learn_spelling({"en": ["ab", "ac"] * 10})
    assert 0.5 < sum(np.exp(model.judge(word)[0]) for word in ("ab", "ac")) <= 1.0


def test_much_and_little_are_judged_alike() -> None:
    model = learn_spelling({"few": ["nonsense"], "many": ["where", "parcel", "order", "refund"] * 500})
    assert model.languages[int(np.argmax(model.judge("order")))] == "many"
    assert model.languages[int(np.argmax(model.judge("nonsense")))] == "few"
