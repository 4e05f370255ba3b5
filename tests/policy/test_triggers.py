from dataclasses import replace
from typing import Any

import pytest

from bot.policy.triggers import CONTACTED_BEFORE, Thresholds, lookups_failed, takeover
from bot.recovery.cases import Case
from bot.settings import ROOT
from bot.understanding.lexicon import load_lexicons
from bot.vocabulary import CaseOutcome, Trigger
from tests.policy.situations import state

LIMITS = Thresholds()
OFFERED = {"topic": "damaged_item", "offer": "return_item"}


def kind(intent: str, *entities: str, failed: int = 0, **more: Any) -> Trigger | None:
    found = takeover(state(intent, *entities, **more), failed, LIMITS)
    return found.kind if found else None


def test_nothing_is_wrong() -> None:
    assert kind("greet") is None
    assert kind("late_delivery", severity=2, frustration=(0.3,)) is None


@pytest.mark.parametrize("intent", ["contact_human_agent", "request_callback"])
def test_asked(intent: str) -> None:
    assert kind(intent) == Trigger.ASKED


def test_asked_in_the_middle_of_something_else() -> None:
    assert kind("late_delivery", wants_human=True) == Trigger.ASKED


@pytest.mark.parametrize("intent", ["ask_wait_time", "cancel_handoff"])
def test_naming_a_person_is_not_asking_for_one(intent: str) -> None:
    assert kind(intent, wants_human=True) is None


def test_yes_to_the_offer_of_a_person_only() -> None:
    assert kind("affirm", offer="person") == Trigger.ASKED
    assert kind("affirm", offer="cancel_order") is None
    assert kind("affirm") is None


@pytest.mark.parametrize(("severity", "expected"), [(2, None), (3, Trigger.SEVERITY), (4, Trigger.SEVERITY)])
def test_severity(severity: int, expected: Trigger | None) -> None:
    assert kind("late_delivery", severity=severity) == expected


def test_the_explanation_names_the_cue() -> None:
    found = takeover(state("late_delivery", severity=3, severity_cue="a life event is at stake"), 0, LIMITS)
    assert found is not None and found.explanation == "severity 3: a life event is at stake"


def test_fury_is_named_before_what_is_serious_only_because_it_failed_before() -> None:
    again: dict[str, Any] = {"severity_cue": CONTACTED_BEFORE}
    assert kind("late_delivery", severity=3, **again) == Trigger.SEVERITY
    assert kind("late_delivery", severity=3, frustration=(0.9,), **again) == Trigger.FRUSTRATION
    assert kind("late_delivery", severity=4, **again) == Trigger.SEVERITY, "danger goes before"


def test_the_cue_of_earlier_contacts_is_named_as_in_the_data() -> None:
    named = {cue.says for lexicon in load_lexicons(ROOT / "data" / "feelings") for cue in lexicon.cues}
    assert CONTACTED_BEFORE in named


def test_a_serious_intent_counts_without_a_cue_but_after_the_language() -> None:
    assert kind("legal_threat") == Trigger.SEVERITY
    assert kind("legal_threat", language="other") == Trigger.LANGUAGE


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), None),
        ((0.69,), None),
        ((0.7,), Trigger.FRUSTRATION),
        ((0.9, 0.3), None),
        ((0.2, 0.4, 0.51), Trigger.FRUSTRATION),
        ((0.2, 0.4, 0.5), None),
        ((0.4, 0.4, 0.6), None),
        ((0.3, 0.6), None),
    ],
)
def test_frustration_high_or_rising_over_two_turns(scores: tuple[float, ...], expected: Trigger | None) -> None:
    assert kind("late_delivery", frustration=scores) == expected


def test_a_farewell_is_no_growing_anger_but_fury_is_fury() -> None:
    assert kind("goodbye", frustration=(0.1, 0.3, 0.6)) is None
    assert kind("goodbye", frustration=(0.1, 0.3, 0.8)) == Trigger.FRUSTRATION


def test_thresholds_are_the_designers() -> None:
    milder = Thresholds(severity=4, frustration=0.9, failed_turns=3)
    assert takeover(state("late_delivery", severity=3, frustration=(0.8,)), 2, milder) is None


@pytest.mark.parametrize("intent", ["damaged_item", "complaint"])
def test_the_same_problem_again_after_a_person(intent: str) -> None:
    assert kind(intent, handed_over=("damaged_item",)) == Trigger.REPEAT_FAILURE


def test_late_and_missing_are_one_trouble() -> None:
    assert kind("late_delivery", handed_over=("missing_parcel",)) == Trigger.REPEAT_FAILURE
    assert kind("late_delivery", handed_over=("wrong_item",)) is None


OURS = Case(1, "damaged_item", "it is broken", order_number="FL-10010", outcome=CaseOutcome.SETTLED)


def again(intent: str, case: Case = OURS, number: str = "FL-10010", **more: Any) -> Trigger | None:
    return kind(intent, facts={"case": case.slot(), "order_number": number}, **more)


@pytest.mark.parametrize("intent", ["damaged_item", "complaint"])
def test_the_same_problem_again_after_the_assistant(intent: str) -> None:
    assert again(intent) == Trigger.REPEAT_FAILURE
    assert again(intent, offer="solution", topic="damaged_item") == Trigger.REPEAT_FAILURE


def test_another_order_or_another_problem_is_no_second_failure() -> None:
    assert again("damaged_item", number="FL-10007") is None
    assert again("late_delivery") is None
    assert again("damaged_item", confidence=0.4) is None


def test_what_was_offered_and_left_is_a_first_complaint_too() -> None:
    left = replace(OURS, outcome=CaseOutcome.OFFERED)
    assert again("damaged_item", left) == Trigger.REPEAT_FAILURE
    assert again("damaged_item", left, topic="damaged_item", offer="compensation") == Trigger.AUTHORITY


def test_who_only_asked_where_the_parcel_is_has_not_complained() -> None:
    asked = Case(1, "late_delivery", order_number="FL-10010", outcome=CaseOutcome.OFFERED)
    assert again("late_delivery", asked) is None
    assert again("late_delivery", replace(asked, outcome=CaseOutcome.SETTLED)) == Trigger.REPEAT_FAILURE


def test_a_question_asked_again_is_no_failure() -> None:
    assert kind("track_order", handed_over=("track_order",)) is None


def test_a_guess_is_no_second_failure() -> None:
    assert kind("damaged_item", confidence=0.4, handed_over=("damaged_item",)) is None


def test_no_to_both_ways_out() -> None:
    assert kind("deny", **OFFERED) == Trigger.AUTHORITY
    assert kind("deny", topic="return_item", offer="return_item") is None
    assert kind("deny", topic="damaged_item", offer="person") is None


@pytest.mark.parametrize("intent", ["damaged_item", "complaint", "get_refund", "nlu_fallback", "out_of_scope"])
def test_told_again_or_a_wish_beyond_what_was_offered(intent: str) -> None:
    assert kind(intent, **OFFERED) == Trigger.AUTHORITY


def test_what_is_told_of_a_complaint_goes_to_a_person_unless_we_know_the_matter() -> None:
    assert kind("complaint", topic="complaint") == Trigger.AUTHORITY
    assert kind("get_refund", topic="complaint") is None
    assert kind("late_delivery", topic="complaint") is None


def test_another_order_is_no_rejection() -> None:
    assert kind("deny", "order_number", **OFFERED) is None
    assert kind("damaged_item", "order_number", **OFFERED) is None


@pytest.mark.parametrize("language", ["other", "sk"])
def test_languages_we_do_not_speak(language: str) -> None:
    assert kind("greet", language=language) == Trigger.LANGUAGE


def test_two_failed_turns() -> None:
    assert kind("nlu_fallback", failed=1) is None
    assert kind("nlu_fallback", failed=2) == Trigger.FAILED_TURNS


def test_three_failed_look_ups() -> None:
    assert lookups_failed(state("track_order", facts={"lookups_failed": 2}), LIMITS) is None
    found = lookups_failed(state("track_order", facts={"lookups_failed": 3}), LIMITS)
    assert found is not None and found.kind == Trigger.FAILED_TURNS


def test_danger_comes_before_a_wish() -> None:
    assert kind("contact_human_agent", severity=4, frustration=(0.9,)) == Trigger.SEVERITY


def test_a_loss_told_after_it_was_settled_counts_though_its_name_is_a_guess() -> None:
    settled = Case(1, "missing_parcel", "lost", outcome=CaseOutcome.SETTLED).slot()
    again = {"confidence": 0.45, "facts": {"case": settled}}
    assert kind("late_delivery", severity=2, **again) == Trigger.REPEAT_FAILURE
    assert kind("late_delivery", severity=1, **again) is None
