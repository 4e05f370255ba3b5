import pytest

from bot.understanding.language import LanguageModel, learn


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order FL-10023", "en"),
        ("WHERE IS MY PARCEL???", "en"),
        ("gdzie jest moja paczka", "pl"),
        ("prosze o zwrot pieniedzy za zamowienie", "pl"),
        ("kde je můj balík", "cs"),
        ("chci mluvit s clovekem", "cs"),
        ("где моя посылка", "ru"),
        ("де моє замовлення", "other"),
        ("wo ist meine Bestellung, ich warte seit einer Woche", "other"),
        ("我的订单在哪里", "other"),
        ("أين طلبي", "other"),
    ],
)
def test_the_language_of_a_message(language_model: LanguageModel, text: str, language: str) -> None:
    assert language_model.detect(text) == language


@pytest.mark.parametrize("text", ["", "ok", "FL-10023", "anna@example.com", "👍", "10023 600700800", "...", "\u200b"])
def test_what_is_too_short_to_tell_has_no_language(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) is None


def test_a_language_is_added_by_examples_alone() -> None:
    model = learn({"en": ["where is my parcel"], "fi": ["missä minun pakettini on"]}, spoken=["en", "fi"])
    assert model.detect("missä pakettini on") == "fi"
    assert model.detect("where is the parcel") == "en"


def test_a_language_nobody_here_speaks_is_other() -> None:
    model = learn({"en": ["where is my parcel"], "fi": ["missä minun pakettini on nyt"]}, spoken=["en"])
    assert model.detect("missä minun pakettini on") == "other"
