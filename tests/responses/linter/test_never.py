import pytest

from bot.responses.linter.never import forbidden
from bot.vocabulary import LANGUAGES
from tests.responses.linter.written import TONES, with_button, written

CLICHES = [
    ("en", "Please calm down, it's only a small delay."),
    ("en", "I'm sorry your parcel is late, but the courier was busy."),
    ("en", "I'm sorry. However, you should have chosen another courier."),
    ("en", "We apologise for any inconvenience caused."),
    ("en", "I completely understand your frustration."),
    ("en", "Rest assured, we take this very seriously."),
    ("en", "There is nothing more we can do."),
    ("en", "A colleague will write to you shortly."),
    ("en", "We will look into it and get back to you."),
    ("en", "Done. Is there anything else I can help you with?"),
    ("pl", "Proszę się nie denerwować."),
    ("pl", "Przepraszam za opóźnienie, ale to wina kuriera."),
    ("pl", "Przepraszamy za wszelkie niedogodności."),
    ("pl", "Rozumiem Państwa frustrację."),
    ("pl", "W razie pytań pozostajemy do dyspozycji."),
    ("pl", "W dniu dzisiejszym dokonamy zwrotu."),
    ("pl", "Jak najszybciej zajmiemy się Państwa sprawą."),
    ("pl", "Odpowiedź będzie w ciągu kilku dni."),
    ("pl", "Czy mogę w czymś jeszcze pomóc?"),
    ("pl", "Czy zamówił/a Pan/Pani tę lampę?"),
    ("cs", "Uklidněte se prosím, nic se neděje."),
    ("cs", "Omlouvám se za zpoždění, ale kurýr měl moc práce."),
    ("cs", "Omlouváme se za způsobené komplikace."),
    ("cs", "Ozveme se Vám co nejdříve."),
    ("cs", "Mohu Vám ještě s něčím pomoci?"),
    ("cs", "Prosíme o strpení."),
    ("ru", "Пожалуйста, не волнуйтесь, ничего страшного."),
    ("ru", "Простите за задержку, но виноват курьер."),
    ("ru", "Приносим извинения за доставленные неудобства."),
    ("ru", "Мы ответим в ближайшее время."),
    ("ru", "Чем ещё могу помочь?"),
    ("ru", "Спасибо за понимание."),
]


@pytest.mark.parametrize(("language", "text"), CLICHES)
def test_native_cliches_are_found(language: str, text: str) -> None:
    found = list(forbidden(written(language, utter_greet=text), TONES))
    assert found and all(finding.better and f"data/tone/{language}.yml:" in finding.rule for finding in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_explains_itself_and_knows_better(language: str) -> None:
    assert all(rule.reason and rule.better for rule in TONES[language].never)
    assert len(TONES[language].never) >= 30


def test_a_finding_names_the_words_the_rule_and_its_place() -> None:
    finding = next(forbidden(written(utter_greet="It comes soon."), TONES))
    assert (finding.file, finding.line) == ("data/responses/en.yml", 2)
    assert finding.rule.startswith("utter_greet: „soon“ is never said: a promise without a date (data/tone/en.yml:")


def test_buttons_speak_too() -> None:
    texts = with_button("/greet")
    variant = texts["en"]["utter_greet"].variants[0]
    object.__setattr__(variant.buttons[0], "title", "Calm down")
    assert [finding.line for finding in forbidden(texts, TONES)] == [4]
