import pytest

from bot.responses.linter.reading import ease, too_long_or_hard
from tests.responses.linter.written import TONES, written

PLAIN_AND_STIFF = [
    (
        "en",
        "Your lamp is on its way. It comes on Monday. If it does not, write to me here and I look for it at once.",
        "Notification regarding transportation irregularities necessitates authentication of the originating "
        "documentation, subsequently facilitating administrative reconsideration of compensation eligibility "
        "by responsible organisational representatives.",
    ),
    (
        "pl",
        "Lampa jest już w drodze. Będzie w poniedziałek. Jeśli nie, proszę tu napisać, a od razu jej szukam.",
        "Rozpatrzenie reklamacji uwarunkowane jest zweryfikowaniem dokumentacji potwierdzającej dokonanie zamówienia "
        "oraz przeprowadzeniem postępowania wyjaśniającego odpowiedzialność przewoźnika za nieprawidłowości powstałe "
        "w trakcie realizacji doręczenia.",
    ),
    (
        "cs",
        "Lampa je už na cestě. Přijde v pondělí. Když nepřijde, napište mi sem a já ji hned začnu hledat.",
        "Vyřizování reklamace je podmíněno předložením dokumentace prokazující uskutečnění objednávky a následným "
        "přezkoumáním odpovědnosti přepravce za nesrovnalosti vzniklé při doručování zásilky adresátovi "
        "prostřednictvím smluvního dodavatele.",
    ),
    (
        "ru",
        "Лампа уже в пути. Она придёт в понедельник. Если её не будет, напишите мне сюда, и я сразу начну поиск.",
        "Рассмотрение обращения осуществляется после предоставления документации, подтверждающей осуществление заказа, "
        "и последующего установления ответственности перевозчика за несоблюдение согласованных обязательств "
        "по своевременной доставке отправления.",
    ),
]


@pytest.mark.parametrize(("language", "plain", "stiff"), PLAIN_AND_STIFF)
def test_each_language_tells_plain_from_stiff(language: str, plain: str, stiff: str) -> None:
    assert list(too_long_or_hard(written(language, utter_greet=plain), TONES)) == []
    assert "hard to read" in " ".join(f.rule for f in too_long_or_hard(written(language, utter_greet=stiff), TONES))


def test_the_english_measure_gives_the_published_value() -> None:
    assert ease(["The cat sat on the mat."], "en") == pytest.approx(116.145)


@pytest.mark.parametrize("word", ["vlk", "prst"])
def test_czech_words_without_a_vowel_have_a_syllable(word: str) -> None:
    assert ease([word], "cs") == pytest.approx(206.935 - 1.672 - 62.18)


def test_gaps_do_not_count() -> None:
    assert ease(["It comes on {expected_delivery_day}."], "en") == ease(["It comes on."], "en")


def test_a_wall_of_text_and_an_endless_sentence() -> None:
    long = [
        finding.rule for finding in too_long_or_hard(written(utter_greet="It is here. " * 19 + "It is here."), TONES)
    ]
    assert long == ["utter_greet: too long: 60 words, 20 sentences (at most 55 and 4)"]
    endless = [finding.rule for finding in too_long_or_hard(written(utter_greet="and it is so " * 10), TONES)]
    assert endless == ["utter_greet: a sentence of 40 words (at most 30)"]
