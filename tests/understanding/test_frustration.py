import pytest

from bot.understanding.frustration import Feeling, anger, feel, smooth
from bot.understanding.lexicon import Lexicon, find_cues
from bot.understanding.tone import Heard


def read(text: str, lexicons: list[Lexicon], heard: Heard | None = None) -> Feeling:
    return feel(text, find_cues(text, lexicons), heard)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order FL-10023?",
        "I'm not angry, just wondering where it is",
        "nie jestem zła, tylko pytam",
        "that's a killer deal!",
        "does it fit the fire TV stick?",
        "fucking love these shoes",
        "damn good shoes, thanks",
        "zajebiste buty, polecam",
        'my neighbour said "you idiots" and laughed',
        "dziękuję, jest super",
        "OK",
        "DHL or DPD?",
        "",
        "👍",
    ],
)
def test_calm(lexicons: list[Lexicon], text: str) -> None:
    assert read(text, lexicons).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "I'm furious",
        "this is the third time I write to you!!!",
        "THIS IS RIDICULOUS",
        "to już trzeci raz i nadal nic, mam dość",
        "kurwa gdzie moja paczka",
        "never buying here again",
        "to jest jakiś żart",
        "😡😡😡",
    ],
)
def test_clearly_frustrated(lexicons: list[Lexicon], text: str) -> None:
    assert read(text, lexicons).level >= 2


@pytest.mark.parametrize(
    "text", ["złodzieje, oddajcie moje pieniądze natychmiast!!!", "you thieves, I am furious, never again"]
)
def test_furious(lexicons: list[Lexicon], text: str) -> None:
    assert read(text, lexicons).level == 3


def test_the_reasons_name_the_cues_strongest_first(lexicons: list[Lexicon]) -> None:
    reasons = read("I am furious!!! this is the third time", lexicons).reasons
    assert reasons[0] == "says they are angry"
    assert {"has contacted us before about this", "repeated punctuation"} <= set(reasons)


def test_insults_are_abuse_and_swearing_at_a_parcel_is_not(lexicons: list[Lexicon]) -> None:
    assert read("you stupid bot", lexicons).abuse >= 0.5
    assert read("spierdalaj", lexicons).abuse >= 0.5
    assert read("where is my fucking parcel", lexicons).abuse == 0
    assert read("where is my fucking parcel", lexicons).frustration >= 0.5


def test_the_whole_decides_where_there_is_one(lexicons: list[Lexicon]) -> None:
    bitter = read("so it sits there", lexicons, Heard(frustration=0.8, abuse=0.1))
    assert (bitter.level, bitter.reasons) == (3, ("sounds frustrated",))
    assert read("this is ridiculous", lexicons, Heard(frustration=0.1)).level == 0


def test_the_tone_is_a_reason_for_what_the_words_do_not_explain(lexicons: list[Lexicon]) -> None:
    assert read("I'm furious", lexicons, Heard(frustration=0.6)).reasons == ("says they are angry",)
    assert read("I'm a bit sad", lexicons, Heard(frustration=0.9)).reasons[0] == "sounds frustrated"


def test_a_calm_message_has_no_reasons(lexicons: list[Lexicon]) -> None:
    assert read("it is late again", lexicons, Heard(frustration=0.05)).reasons == ()


def test_everything_at_once_never_passes_one(lexicons: list[Lexicon]) -> None:
    rant = "FUCK YOU IDIOTS!!! I'm furious, third time, scam, never again, ridiculous 🤬"
    assert 0.95 < read(rant, lexicons).frustration <= 1


def test_an_insult_alone_is_no_anger_that_a_person_could_settle() -> None:
    assert anger(0.9, abuse=0.9, severity=0) < 0.5
    assert anger(0.9, abuse=0.9, severity=1) == 0.9
    assert anger(0.9, abuse=0.1, severity=0) == 0.9
    assert anger(0.2, abuse=0.9, severity=0) == 0.2


def test_anger_fades_over_calm_messages() -> None:
    assert smooth([0.8]) == 0.8
    assert 0.4 < smooth([0.8, 0.2]) < 0.8
    assert smooth([0.8, 0.2, 0.2, 0.2]) < smooth([0.8, 0.2])


def test_relief_takes_most_of_it_at_once() -> None:
    assert smooth([0.8, 0.0]) < 0.3 < smooth([0.8, 0.2])


def test_no_message_is_calm() -> None:
    assert smooth([]) == 0
