"""What plain words tell of an answer, in four languages, before any model is asked."""

from typing import Any

import pytest

from bot.errors import Misconfigured
from bot.promises.follow_up_answers import Answer, parse_words, read
from bot.promises.follow_up_rules import load_rules
from bot.section import Section
from bot.settings import ROOT

WORDS = load_rules(ROOT / "data" / "follow-ups.yml").words


def answer(text: str) -> Answer:
    found = read(text, WORDS)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "score", "line"),
    [
        ("5", 5, ""),
        (" 4! ", 4, ""),
        ("4/5", 4, ""),
        ("3 of 5", 3, ""),
        ("5 na 5", 5, ""),
        ("5️⃣", 5, ""),
        ("1, the lamp flickers again", 1, "the lamp flickers again"),
        ("2 - nikt nie zadzwonił", 2, "nikt nie zadzwonił"),
        ("1 it does not work", 1, "it does not work"),
        ("5 super obsługa", 5, "super obsługa"),
        ("4 stars", 4, "stars"),
        ("4 bo trwało to długo", 4, "bo trwało to długo"),
        ("5, спасибо", 5, "спасибо"),
        ("pięć", 5, "pięć"),
        ("Четыре, спасибо", 4, "Четыре, спасибо"),
        ("my score is 4", 4, "my score is 4"),
        ("oceniam na 5", 5, "oceniam na 5"),
        ("ставлю 2", 2, "ставлю 2"),
        ("It was fine, 4/5", 4, "It was fine, 4/5"),
    ],
)
def test_a_score_and_a_line(text: str, score: int, line: str) -> None:
    assert (answer(text).score, answer(text).line) == (score, line)


@pytest.mark.parametrize(
    "text",
    [
        "2 lamps arrived",
        "3 days later I want to ask about delivery",
        "1-5",
        "3, 4 or 5 working days",
        "4.5",
        "12",
        "my order is FL-10002",
        "where is my parcel?",
        "what are your opening hours",
        "",
        "...",
    ],
)
def test_what_is_no_answer_is_left_to_the_bot(text: str) -> None:
    assert read(text, WORDS) is None


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes, it worked",
        "Tak, działa",
        "nie ma problemu",
        "No problems at all, thank you very much for everything",
        "ano, děkuji",
        "vše v pořádku",
        "да, спасибо",
        "нет проблем",
        "the parcel has arrived yesterday evening",
        "paczka dotarła wczoraj",
        "\N{THUMBS UP SIGN}",
    ],
)
def test_yes(text: str) -> None:
    assert (answer(text).worked, answer(text).unhappy) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No, not yet",
        "nie, dalej czekam",
        "Nie.",
        "ne, pořád nefunguje",
        "нет",
        "не работает",
        "yes but it still does not work",
        "paczka wciąż nie dotarła",
        "balík pořád nepřišel a já už nevím, co s tím mám dělat dál",
        "посылка так и не пришла, я жду уже вторую неделю",
        "the lamp is broken again and nobody answers my calls",
        "\N{THUMBS DOWN SIGN}",
    ],
)
def test_no(text: str) -> None:
    assert (answer(text).worked, answer(text).unhappy) == (False, True)


@pytest.mark.parametrize(
    "text", ["nie wiem, gdzie mogę znaleźć fakturę za lampę", "not sure where my invoice went to now"]
)
def test_a_sentence_that_begins_with_no_is_no_no(text: str) -> None:
    assert read(text, WORDS) is None


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "STOP!",
        "nie pisz",
        "Proszę nie pisać do mnie",
        "neposílejte",
        "prosím, neposílejte mi to",
        "не пишите",
        "please don't write to me",
        "leave me alone",
    ],
)
def test_opting_out(text: str) -> None:
    assert answer(text).opt_out


@pytest.mark.parametrize(
    "text", ["it does not stop", "1, it does not stop flickering", "stop blinking? it still does not"]
)
def test_a_complaint_is_no_opting_out(text: str) -> None:
    found = read(text, WORDS)
    assert found is None or not found.opt_out


@pytest.mark.parametrize(
    ("score", "worked", "unhappy"),
    [
        (1, None, True),
        (2, True, True),
        (3, None, False),
        (3, False, True),
        (4, False, False),
        (5, True, False),
        (None, False, True),
    ],
)
def test_who_is_unhappy(score: int | None, worked: bool | None, unhappy: bool) -> None:
    assert Answer(score, worked).unhappy is unhappy


@pytest.mark.parametrize("text", ["5, and where is my invoice?", "yes. My other order is FL-10002"])
def test_a_question_in_an_answer_still_needs_one(text: str) -> None:
    assert answer(text).asks_more


LISTS: dict[str, Any] = {name: [] for name in ("yes", "no", "works", "broken", "opt_out", "after_number")}
GIVEN: dict[str, Any] = {**LISTS, "before_number": [], "numbers": {score: [] for score in range(1, 6)}}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"broken": None}, "file: answers: broken: is missing"),
        ({"works": "it works"}, "file: answers: works: 'it works' is not a list"),
        ({"yes": [True]}, "file: answers: yes: True is not a text"),
        ({"maybe": []}, "file: answers: maybe: unknown here, known are yes, no"),
        ({"numbers": {1: []}}, "file: answers: numbers: 2: is missing"),
        ({"numbers": {6: []}}, "file: answers: numbers: 6: unknown here, known are 1, 2, 3, 4, 5"),
    ],
)
def test_a_mistake_in_the_words_is_named(changed: dict[str, Any], said: str) -> None:
    assert parse_words(Section("file", GIVEN, ("answers",))).numbers == {}
    with pytest.raises(Misconfigured, match=said):
        parse_words(Section("file", {**GIVEN, **changed}, ("answers",)))
