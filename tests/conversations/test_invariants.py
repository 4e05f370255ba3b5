"""Every invariant does notice when it is broken: a bad transcript for each, in more than one language."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.responses.importer import read_responses
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES
from tests.conversations.invariants import INVARIANTS, broken_invariants
from tests.conversations.transcript import Transcript

RESPONSES = read_responses(ROOT / "data" / "responses")
LATE = {"intent": "late_delivery", "confidence": 0.9}
SORRY = "I'm sorry your parcel keeps you waiting. You counted on it, and it's good that you wrote."
ASK = "Which order is it about? The number is in the confirmation e-mail and looks like FL-10023."
NOON = "2026-11-22T12:00:00+01:00"
OFFER = {"event": "slot", "name": "offer", "value": "compensation"}
DAMAGED = {"event": "slot", "name": "topic", "value": "damaged_item"}


def customer(text: str, owner: str = "bot", **scores: Any) -> dict[str, Any]:
    return {"id": text, "author": "customer", "owner": owner, "text": text, "scores": scores}


def bot(text: str, author: str = "bot", owner: str = "bot", **more: Any) -> dict[str, Any]:
    return {"id": text, "author": author, "owner": owner, "text": text, "scores": None, "at": NOON, **more}


def broken(*lines: dict[str, Any], language: str = "en", **record: Any) -> list[str]:
    """Names of the invariants; each customer's message begins a step."""
    step, stepped = 0, []
    for line in lines:
        step += line["author"] == "customer"
        stepped.append({"step": step, **line})
    return [found.split(":")[0] for found in broken_invariants(Transcript(stepped, RESPONSES, language, **record))]


def promise(line: dict[str, Any], due: datetime) -> dict[str, Any]:
    return {"message_id": line["id"], "text": line["text"], "due_at": due}


def test_a_good_conversation_breaks_none() -> None:
    assert broken(customer("it is late", **LATE), bot(SORRY), bot(ASK)) == []


def test_every_invariant_has_a_bad_transcript_here() -> None:
    assert set(INVARIANTS) == {name for name, *_ in BAD}


BAD: list[tuple[str, str, tuple[dict[str, Any], ...], dict[str, Any]]] = [
    ("not acknowledged", "en", (customer("late", **LATE), bot(ASK), bot(SORRY)), {}),
    (
        "not acknowledged",
        "cs",
        (customer("nic nepřišlo", **LATE), bot("O kterou objednávku jde?"), bot("Mrzí mě to.")),
        {},
    ),
    ("not acknowledged", "pl", (customer("spóźniona", **LATE), bot("Paczka będzie jutrzejsza.")), {}),
    (
        "not acknowledged",
        "en",
        (
            customer("late", **LATE),
            bot(SORRY),
            customer("and broken", intent="damaged_item", confidence=0.9),
            bot("Which one is broken?"),
        ),
        {},
    ),
    (
        "bad news without an apology",
        "en",
        (
            customer("where is it"),
            bot(
                "The carrier has lost your parcel with order FL-10009, and it is for us to put that right. A person "
                "decides with you on a new one or your money back. Shall I hand this over now?"
            ),
        ),
        {},
    ),
    ("two questions", "en", (customer("hi"), bot("Which order? And which e-mail?")), {}),
    ("two questions", "ru", (customer("hi"), bot("Какой заказ?"), bot("Какой у вас e-mail?")), {}),
    (
        "one way out",
        "en",
        (),
        {"cases": [{"problem": "damaged_item", "outcome": "offered", "offered": ["refund"]}]},
    ),
    (
        "one way out",
        "en",
        (),
        {"turns": [[DAMAGED, OFFER, {"event": "bot", "text": "Money back?", "data": {"buttons": [{"title": "Yes"}]}}]]},
    ),
    ("a time without a promise", "en", (customer("hi"), bot("It arrives on 30 November.")), {}),
    ("a time without a promise", "pl", (customer("hi"), bot("Paczka będzie 30 listopada (poniedziałek).")), {}),
    ("a time without a promise", "cs", (customer("hi"), bot("Ozveme se do 5 minut.")), {}),
    ("a time without a promise", "ru", (customer("hi"), bot("Ответим в понедельник до 08:30.")), {}),
    (
        "a promise without its time",
        "en",
        (customer("hi"), bot("It comes.")),
        {"promises": [promise(bot("It comes."), datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC))]},
    ),
    (
        "a promise without its time",
        "en",
        (customer("hi"), bot("Hello.")),
        {"promises": [promise(bot("Gone, by 10:00"), datetime(2026, 11, 24, 9, tzinfo=UTC))]},
    ),
    ("said twice", "en", (customer("a"), bot("Hello. I am here."), customer("b"), bot("Well. I am  here!")), {}),
    ("said twice", "cs", (customer("a"), bot("Jsem tady."), bot("Dobře. Jsem tady.", "system", "desk")), {}),
    ("apologises again", "en", (customer("late", **LATE), bot(SORRY), bot("I'm sorry, one more thing.")), {}),
    ("apologises again", "ru", (customer("a"), bot("Мне жаль."), customer("b"), bot("Простите ещё раз.")), {}),
    ("never said", "en", (customer("a"), bot("Is there anything else?")), {}),
    ("never said", "pl", (customer("a"), bot("Odezwiemy się jak najszybciej.")), {}),
    ("out of turn", "en", (customer("a", owner="human"), bot("On its way.", owner="human")), {}),
    ("out of turn", "en", (customer("a", owner="human"), bot("Noted.", "system", "human")), {}),
    (
        "talks to somebody who waits",
        "en",
        (customer("a", owner="waiting"), bot("Noted.", "system", "waiting"), bot("And this.", "bot", "waiting")),
        {},
    ),
    ("silence", "en", (customer("never mind that", owner="waiting"),), {}),
    ("silence", "cs", (customer("Dobrý den"),), {}),
]


@pytest.mark.parametrize(("invariant", "language", "lines", "record"), BAD)
def test_a_bad_transcript_is_noticed(
    invariant: str, language: str, lines: tuple[dict[str, Any], ...], record: dict[str, Any]
) -> None:
    assert invariant in broken(*lines, language=language, **record)


def test_an_e_mail_address_tells_no_problem() -> None:
    assert broken(customer("jan@example.com", **LATE), bot("It is on its way.")) == []


def test_a_question_in_a_link_or_in_quotes_is_not_ours() -> None:
    quoted = 'Write "Where is my order?", or see https://shop.example/find?order=1: shall I call somebody?'
    assert broken(customer("hi"), bot(quoted)) == []


def test_a_wish_about_the_problem_is_no_second_problem() -> None:
    wish = customer("money back", intent="get_refund", confidence=0.9)
    assert broken(customer("late", **LATE), bot(SORRY), wish, bot(ASK)) == []


def test_what_is_due_when_it_says_is_a_promise() -> None:
    line = bot("It is being packed here at the moment. The delivery day is Tuesday 24 November.")
    kept = promise(line, datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC))
    late = promise(line, datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC))
    assert broken(customer("where is it"), line, promises=[kept]) == []
    assert "a time without a promise" in broken(customer("where is it"), line, promises=[late])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_silent_while_a_person_has_the_word(language: str) -> None:
    assert broken(customer("?", owner="human"), language=language) == []
