"""What the policy does with an understanding that is a guess: nothing rash."""

from typing import Any

import pytest

from bot.policy.decision import State, decide
from bot.policy.state import is_bare
from bot.policy.triggers import Thresholds
from bot.vocabulary import Trigger

LIMITS = Thresholds()
KNOWN = {"order_number": "FL-10001", "email": "anna@example.com"}


def action(**state: Any) -> str | None:
    return decide(State(**{"language": "en", **state}), LIMITS).action


def trigger(**state: Any) -> str | None:
    return (decide(State(**{"language": "en", **state}), LIMITS).slots.get("handover") or {}).get("kind")


@pytest.mark.parametrize(
    ("text", "spans", "bare"),
    [
        ("FL-10001", [(0, 8)], True),
        ("FL-10001, anna@example.com.", [(0, 8), (10, 26)], True),
        ("it's FL-10001", [(5, 13)], False),
        ("???", [], False),
    ],
)
def test_bare_facts_are_facts_without_words(text: str, spans: list[tuple[int, int]], bare: bool) -> None:
    assert is_bare(text, [{"start": start, "end": end} for start, end in spans]) is bare


def test_a_bare_order_number_asks_for_the_order_whatever_the_classifier_made_of_it() -> None:
    number = {"bare_facts": True, "entities": frozenset({"order_number"}), "facts": {"order_number": "FL-10001"}}
    assert action(intent="out_of_scope", **number) == "utter_ask_email"
    assert action(intent="missing_parcel", **number) == "utter_ask_email"


def test_a_weak_guess_in_the_middle_of_a_matter_does_not_change_the_subject() -> None:
    asked = {"topic": "late_delivery", "asked": "order_number", "acknowledged": frozenset({"late_delivery"})}
    assert action(intent="wrong_item", confidence=0.45, **asked) == "utter_ask_order_number_again"
    assert action(intent="cancel_order", confidence=0.95, **asked) == "utter_ask_order_number"


def test_a_no_to_a_question_is_no_farewell() -> None:
    asked = {"topic": "track_order", "asked": "order_number"}
    assert action(intent="deny", **asked) == "utter_ask_order_number_again"


def test_another_fact_than_the_one_asked_for_is_progress_and_no_failed_turn() -> None:
    given = {"entities": frozenset({"email"}), "facts": {"email": "anna@example.com"}, "failed_turns": 1}
    decided = decide(State("nlu_fallback", topic="track_order", asked="order_number", **given), LIMITS)
    assert decided.action == "utter_ask_order_number"
    assert decided.slots["failed_turns"] == 0


def test_a_loss_that_sounds_like_a_no_is_heard_as_a_complaint() -> None:
    assert action(intent="deny", severity=2) == "action_acknowledge"
    assert action(intent="deny", severity=0) is None


def test_asking_how_long_a_person_takes_is_not_asking_for_one() -> None:
    assert trigger(intent="ask_wait_time", wants_human=True) is None
    assert trigger(intent="track_order", wants_human=True) == Trigger.ASKED


def test_how_long_after_the_news_of_a_late_parcel_asks_for_the_parcel() -> None:
    late = {"topic": "late_delivery", "offer": "person", "facts": KNOWN}
    assert action(intent="ask_wait_time", **late) == "action_track_order"
    assert action(intent="ask_wait_time", wants_human=True, **late) is None


def test_a_wish_beyond_what_was_offered_goes_to_a_person() -> None:
    offered = {"topic": "damaged_item", "offer": "return_item", "facts": KNOWN}
    assert trigger(intent="nlu_fallback", **offered) == Trigger.AUTHORITY
    assert trigger(intent="damaged_item", **offered) == Trigger.AUTHORITY
    assert trigger(intent="affirm", **offered) is None


def test_a_complaint_told_and_not_understood_goes_to_a_person_and_a_number_does_not() -> None:
    told = {"topic": "complaint", "acknowledged": frozenset({"complaint"})}
    assert trigger(intent="out_of_scope", **told) == Trigger.AUTHORITY
    assert trigger(intent="out_of_scope", bare_facts=True, entities=frozenset({"order_number"}), **told) is None
