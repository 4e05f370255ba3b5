"""The place of what is chosen, in four languages, with and without diacritics."""

import pytest

from bot.errors import Misconfigured
from bot.recovery.positions import Places, PlaceWords, place_words
from bot.section import Section

FIRST = """the first one|first|1|number 1|option one|number one please|1st
I'd like the first option because it is quicker
ta pierwsza|pierwsza opcja|opcja pierwsza|opcja nr 1|to pierwsze poproszę|wybieram pierwszą możliwość|jedynka
tu první|první možnost|prvni moznost|beru tu první|číslo jedna|možnost 1
первый вариант|первое|вариант первый|выбираю первое|давайте первый|первую"""
SECOND = """the second one|second|Second!|number 2|2.
no the second one|the second, please|option two|2nd
can I have the second one?|I'll take the second one
to drugie|druga opcja|ta druga|poproszę drugą opcję|opcja numer dwa|no, to drugie|wole druga|raczej to drugie
to druhé|to druhe|druhou možnost|druhou moznost|druhou prosím|radši tu druhou|možnost číslo dvě|spíš druhá nabídka
второй вариант|второе|вторую|вариант 2|номер два|лучше второе|второй, пожалуйста"""
THIRD = """the third one|option 3|trzecia opcja|trzecia|třetí možnost|treti|третий вариант|третье"""
LAST = """the last one|last|the last option you named|the latter
ta ostatnia|ostatnia propozycja|poslední|tu posledni možnost
последнее|последний вариант|давайте последний"""


def lines(block: str) -> list[str]:
    return [text for line in block.splitlines() for text in line.split("|")]


CHOSEN = [(text, place) for block, place in ((FIRST, 0), (SECOND, 1), (THIRD, 2), (LAST, 3)) for text in lines(block)]


@pytest.mark.parametrize(("text", "place"), CHOSEN)
def test_a_place_in_the_order_offered(text: str, place: int) -> None:
    assert place_words().read(text).among(4) == place


@pytest.mark.parametrize(
    "text",
    [
        "this is the second time",
        "first I want to know when it comes",
        "first of all, this is a shame",
        "how long does the second option take",
        "does the second option cost me anything?",
        "jak długo trwa druga opcja?",
        "která možnost je první",
        "just a second",
        "one second please",
        "that was the last one I ever order",
        "which one",
        "the one with the money",
        "I have 2 children",
        "po pierwsze to skandal",
        "drugi raz to samo",
        "pierwsze słyszę",
        "už podruhé",
        "v první řadě chci vědět kdy",
        "во-первых, это безобразие",
        "во вторник",
        "второй раз такое",
        "a voucher please",
        "",
    ],
)
def test_words_that_choose_nothing(text: str) -> None:
    assert place_words().read(text) == Places()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("not the first one, the second", 1),
        ("nie pierwsza, tylko druga opcja", 1),
        ("ne tu první, tu druhou", 1),
        ("не первый, а второй", 1),
        ("not the second one", None),
    ],
)
def test_a_not_takes_its_place_back(text: str, place: int | None) -> None:
    assert place_words().read(text).among(2) == place


def test_two_places_or_one_that_is_not_there_are_unclear() -> None:
    assert place_words().read("the first or the second option").among(3) is None
    assert place_words().read("the third one").named and place_words().read("the third one").among(2) is None
    assert place_words().read("the second, the last one").among(2) == 1


@pytest.mark.parametrize(
    "text",
    [
        "hmm, I'm not sure",
        "nie wiem",
        "nevim",
        "трудно сказать",
        "you choose",
        "obojętne",
        "мне всё равно",
        "I don't know, the first?",
    ],
)
def test_not_decided_yet(text: str) -> None:
    assert place_words().read(text).undecided


def test_what_one_does_not_know_of_us_is_a_question() -> None:
    assert not place_words().read("I don't know when you deliver").undecided


def test_a_mistake_in_the_file_is_named() -> None:
    with pytest.raises(Misconfigured, match="places"):
        PlaceWords(Section("positions.yml", {"places": {}, "numbers": {}}))
