import csv
import unicodedata

import pytest

from bot.settings import ROOT
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
    ],
)
def test_the_language_of_a_message(language_model: LanguageModel, text: str, language: str) -> None:
    assert language_model.detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "де моє замовлення",
        "дзе мая замова, чакаю ўжо тыдзень",
        "где је мој пакет, чекам недељу дана",
        "kde je moja objednávka, čakám už týždeň",
        "kedy mi pride balik, cakam uz tyzden",
        "wo ist meine Bestellung, ich warte seit einer Woche",
        "我的订单在哪里",
        "أين طلبي",
        "איפה ההזמנה שלי",
        "που είναι η παραγγελία μου",
    ],
)
def test_a_language_nobody_here_speaks_is_other(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) == "other"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("refund poproszę", "pl"),
        ("kde je můj order", "cs"),
        ("DELETE ACCOUNT как", "ru"),
        ("chcialbym zwrocic headphones, sa broken", "pl"),
        ("nefunguje mi tracking link", "cs"),
    ],
)
def test_borrowed_english_does_not_change_a_message(language_model: LanguageModel, text: str, language: str) -> None:
    assert language_model.detect(text) == language


@pytest.mark.parametrize("text", ["gde moj zakaz", "kogda privezut moyu posylku", "vernite dengi pozhaluista"])
def test_russian_in_latin_letters_is_russian(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) == "ru"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gdzei ejst moaj paczka", "pl"),
        ("kdy mi prijdee ten balikk", "cs"),
        ("хачу вирнуть товар, памагите", "ru"),
        ("were is my pacel it shoud be here", "en"),
    ],
)
def test_slips_are_no_other_language(language_model: LanguageModel, text: str, language: str) -> None:
    assert language_model.detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "FL-10023",
        "anna@example.com",
        "👍",
        "😡😡😡",
        "10023 600700800",
        "...",
        "\u200b",
        "\ud83d",
        "https://a.b/kde",
    ],
)
def test_what_is_too_short_to_tell_has_no_language(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) is None


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "kde je " * 2_000, "где\u200bмой\u202e заказ", "ا" * 10_000, "\ud83d kde je"]
)
def test_whatever_is_typed_has_an_answer(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) in (*language_model.groups, None)


def test_clear_words_are_counted(language_model: LanguageModel) -> None:
    assert language_model.read("gdzie jest moja paczka").clear_words >= 3
    assert language_model.read("ok").clear_words == 0
    assert language_model.read("dziękuję").clear_words == 1


def test_a_language_is_added_by_examples_alone() -> None:
    model = learn({"en": ["where is my parcel"], "fi": ["missä minun pakettini on"]}, spoken=["en", "fi"])
    assert model.detect("missä pakettini on") == "fi"
    assert model.detect("where is the parcel") == "en"


def test_a_known_language_that_is_not_spoken_is_other() -> None:
    model = learn({"en": ["where is my parcel"], "fi": ["missä minun pakettini on nyt"]}, spoken=["en"])
    assert model.detect("missä minun pakettini on") == "other"


def without_diacritics(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(str.maketrans("łŁđĐ", "lLdD")))
    return "".join(c for c in letters if not unicodedata.combining(c))


def share_told(model: LanguageModel, *, diacritics: bool) -> float:
    """Of sentences in languages that we do not speak, none of which was learned from: the share that is told."""
    with (ROOT / "tests/heldback/languages.csv").open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    typed = texts if diacritics else [without_diacritics(text) for text in texts]
    return sum(model.detect(text) == "other" for text in typed) / len(typed)


def test_sentences_held_back(language_model: LanguageModel) -> None:
    assert share_told(language_model, diacritics=True) > 0.95
    assert share_told(language_model, diacritics=False) > 0.93
