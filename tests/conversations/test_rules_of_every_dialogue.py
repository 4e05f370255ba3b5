"""The rules that every dialogue is checked against do notice when one is broken."""

from datetime import UTC, datetime
from typing import Any

from tests.conversations.rules import broken_rules

RESPONSES = {
    "utter_acknowledge_late_delivery": [{"text": "I'm sorry you are still waiting."}],
    "utter_handover_asked": [{"text": "Of course. A person takes over."}],
}
LATE = {"intent": "late_delivery", "confidence": 0.9}


def customer(text: str, owner: str = "bot", **scores: Any) -> dict[str, Any]:
    return {"id": text, "author": "customer", "owner": owner, "text": text, "scores": scores}


def bot(text: str, author: str = "bot", owner: str = "bot") -> dict[str, Any]:
    return {"id": text, "author": author, "owner": owner, "text": text, "scores": None}


def broken(*lines: dict[str, Any], promises: tuple[dict[str, Any], ...] = ()) -> list[str]:
    return [found.split(":")[0] for found in broken_rules(lines, promises, RESPONSES)]


def test_a_good_conversation_breaks_none() -> None:
    good = (customer("it is late", **LATE), bot("I'm sorry you are still waiting."), bot("Which order is it?"))
    assert broken(*good) == []


def test_a_question_before_the_acknowledgement() -> None:
    lines = (customer("it is late", **LATE), bot("Which order is it?"), bot("I'm sorry you are still waiting."))
    assert broken(*lines) == ["not acknowledged"]


def test_an_e_mail_address_tells_no_problem() -> None:
    assert broken(customer("jan@example.com", **LATE), bot("It is on its way.")) == []


def test_two_questions_in_one_message() -> None:
    assert broken(bot("Which order? And which e-mail?")) == ["two questions"]
    assert broken(bot('Write "Where is my order?" or shall I call somebody?')) == []


def test_a_sentence_said_twice_even_inside_longer_ones() -> None:
    assert broken(bot("Hello. I am here."), bot("Well. I am here.", author="system", owner="desk")) == ["said twice"]


def test_a_promise_that_names_no_day() -> None:
    due = datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)
    vague, dated = bot("It comes soon."), bot("It comes on 24 November.")
    promises = tuple({"message_id": line["id"], "text": line["text"], "due_at": due} for line in (vague, dated))
    assert broken(vague, dated, promises=promises) == ["promise without its date"]


def test_a_promise_that_nobody_heard() -> None:
    promise = {"message_id": "gone", "text": "By 24 November.", "due_at": datetime(2026, 11, 24, 9, tzinfo=UTC)}
    assert broken(bot("Hello."), promises=(promise,)) == ["promise without its date"]


def test_a_bot_that_talks_over_the_person() -> None:
    lines = (customer("where is it", owner="human", intent="track_order"), bot("On its way.", owner="human"))
    assert broken(*lines) == ["bot spoke in the turn of human"]


def test_small_talk_to_somebody_who_waits() -> None:
    lines = (customer("hi", owner="waiting", intent="greet"), bot("Hello.", author="system", owner="waiting"))
    assert broken(*lines) == ["spoke to somebody who waits"]
