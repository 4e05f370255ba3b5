import pytest

from bot.settings import ROOT
from bot.understanding.graded import read_graded
from bot.understanding.lexicon import Lexicon, find_cues
from bot.understanding.meaning import meaning
from bot.understanding.severity import Intent, Severity, intent_of, judge, wants_human
from bot.understanding.signs import sign_row
from bot.understanding.tone import Heard
from bot.understanding.tones import Tones

NOTHING = Intent("nlu_fallback", 0.9)


def judged(text: str, lexicons: list[Lexicon], intent: Intent = NOTHING) -> Severity:
    return judge(find_cues(text, lexicons), intent)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("the charger caught fire", "fire, smoke or explosion"),
        ("z grzejnika idzie dym", "fire, smoke or explosion"),
        ("poraził mnie prąd", "electric shock"),
        ("my son swallowed a battery", "a child in danger"),
        ("I had an allergic reaction to your cream", "allergic reaction or poisoning"),
        ("someone hacked my account", "fraud or account takeover"),
        ("ktoś zamówił na moje konto", "fraud or account takeover"),
        ("I can see another customer's invoice", "personal data exposed"),
    ],
)
def test_critical(lexicons: list[Lexicon], text: str, cue: str) -> None:
    assert judged(text, lexicons) == Severity(4, cue)


@pytest.mark.parametrize(
    "text",
    [
        "my lawyer will write to you",
        "zgłoszę to do UOKiK",
        "the wedding is tomorrow and there is no dress",
        "jutro ślub a sukienki nie ma",
        "this is the third time it arrives broken",
        "my insulin was in that parcel",
    ],
)
def test_serious(lexicons: list[Lexicon], text: str) -> None:
    assert judged(text, lexicons).level == 3


@pytest.mark.parametrize(
    "text",
    ["do you sell fire extinguishers", "no fire, nobody injured", "a bath bomb", "sprzedajecie czujniki dymu?", "hi"],
)
def test_harmless(lexicons: list[Lexicon], text: str) -> None:
    assert judged(text, lexicons).level == 0


def test_a_strong_word_in_a_product_question_is_the_product(lexicons: list[Lexicon]) -> None:
    question = "which lamp gives a colour like fire"
    assert judged(question, lexicons, Intent("product_question", 0.8)).level == 0
    assert judged(question, lexicons, Intent("product_question", 0.2)).level == 4


def test_the_intent_decides_where_no_word_does(lexicons: list[Lexicon]) -> None:
    assert judged("it did what it should not", lexicons, Intent("safety_incident", 0.7)).level == 4
    assert judged("it did what it should not", lexicons, Intent("safety_incident", 0.2)).level == 0


def test_a_look_alike_warns_of_the_intent_too(lexicons: list[Lexicon]) -> None:
    fooled = Intent("safety_incident", 0.9)
    assert judged("my fire tv stick", lexicons, fooled).level == 0
    assert judged("nobody was injured", lexicons, Intent("legal_threat", 0.9)).level == 0
    assert judged("the fire tv stick exploded", lexicons, fooled).level == 4


def test_a_large_sum_makes_a_loss_serious(lexicons: list[Lexicon]) -> None:
    lost = find_cues("you charged me twice", lexicons)
    assert judge(lost, NOTHING, ["20.00 EUR"]).level == 2
    assert judge(lost, NOTHING, ["5000.00 PLN"]) == Severity(3, "large sum: 5000.00 PLN")
    assert judge([], NOTHING, ["5000.00 PLN"]).level == 0


def test_asking_for_a_person_in_words_or_by_intent(lexicons: list[Lexicon]) -> None:
    for text in ("I want to speak to a human", "dajcie mi konsultanta", "not a bot please", "HUMAN"):
        assert wants_human(find_cues(text, lexicons), NOTHING), text
    assert wants_human([], Intent("contact_human_agent", 0.6))
    assert not wants_human(find_cues("is there a manual for it", lexicons), NOTHING)


def test_parse_data_without_an_intent_is_an_intent_without_a_name() -> None:
    assert intent_of({"intent": {"name": None, "confidence": 0.0}}) == Intent("", 0.0)
    assert intent_of({}) == Intent("", 0.0)


def test_the_graded_sentences_are_judged_as_they_were_graded(lexicons: list[Lexicon], tone: Tones) -> None:
    graded = read_graded(ROOT / "data" / "feelings" / "examples")[::10]
    serious = {g.text: _heard_and_judged(g.text, lexicons, tone).level >= 3 for g in graded}
    missed = [g.text for g in graded if g.severity >= 3 and not serious[g.text]]
    alarms = [g.text for g in graded if g.severity < 3 and serious[g.text]]
    assert len(missed) <= 0.05 * sum(g.severity >= 3 for g in graded), missed
    assert len(alarms) <= 0.05 * sum(g.severity < 3 for g in graded), alarms


def _heard_and_judged(text: str, lexicons: list[Lexicon], tone: Tones) -> Severity:
    found = find_cues(text, lexicons)
    return judge(found, NOTHING, (), tone.hear(text, meaning(text), sign_row(text, found, tone.sign_names)))


def test_no_word_is_believed_against_the_whole(lexicons: list[Lexicon]) -> None:
    burnt = find_cues("the charger caught fire", lexicons)
    assert judge(burnt, NOTHING, (), Heard()).level == 0
    assert judge(burnt, NOTHING, (), Heard(serious=(1.0, 0.9, 0.9, 0.9))) == Severity(4, "fire, smoke or explosion")


def test_a_danger_that_no_word_names_has_the_kind_of_the_most_similar(lexicons: list[Lexicon]) -> None:
    heard = Heard(serious=(0.9, 0.9, 0.8, 0.8), kinds={3: "a large sum", 4: "dangerous"})
    assert judge(find_cues("it gave way", lexicons), NOTHING, (), heard) == Severity(4, "dangerous")


def test_a_serious_intent_tips_the_balance() -> None:
    heard = Heard(serious=(0.6, 0.5, 0.4, 0.1), kinds={3: "a vulnerable customer"})
    assert judge([], Intent("complaint", 0.5, serious=0.0), (), heard).level < 3
    assert judge([], Intent("complaint", 0.5, serious=0.95), (), heard) == Severity(3, "a vulnerable customer")


def test_an_ordinary_loss_says_so() -> None:
    assert judge([], NOTHING, (), Heard(serious=(0.9, 0.7, 0.1, 0.0))) == Severity(2, "money or goods lost or blocked")
    assert judge([], NOTHING, (), Heard(serious=(0.9, 0.2, 0.1, 0.0))) == Severity(1, "an inconvenience")


def test_the_confidence_of_all_serious_intents_is_added_up() -> None:
    ranked = [("complaint", 0.5), ("fraud_report", 0.2), ("legal_threat", 0.1)]
    ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked]
    intent = intent_of({"intent": ranking[0], "intent_ranking": ranking})
    assert (intent.name, round(intent.serious, 2)) == ("complaint", 0.3)


def test_english_sadness_is_no_polish_court(lexicons: list[Lexicon]) -> None:
    assert judged("I am very sad", lexicons).level == 0
    assert judged("pójdę z tym do sądu", lexicons).level == 3


def test_asking_what_we_are_is_not_asking_for_a_person(lexicons: list[Lexicon]) -> None:
    found = find_cues("am I talking to a human?", lexicons)
    assert not wants_human(found, Intent("bot_challenge", 0.63))
    assert wants_human(found, Intent("nlu_fallback", 0.63))


@pytest.mark.parametrize("name", ["deny", "thank", "bot_challenge"])
def test_a_word_or_two_of_small_talk_tell_of_no_loss_however_they_sound(name: str) -> None:
    loss = Heard(serious=(0.9, 0.8, 0.2, 0.0))
    assert judge([], Intent(name, 0.95), heard=loss).level == 0
    assert judge([], Intent(name, 0.6), heard=loss).level == 2
