"""A trace says what was decided by which rule, what was compared with what, and what was passed over."""

from typing import Any

import pytest
from situations import KNOWN, state

from bot.policy.decision import State, decide
from bot.policy.trace import as_trace, explain, told
from bot.policy.triggers import Thresholds
from bot.vocabulary import Trigger

LIMITS = Thresholds()


def why(situation: State) -> dict[str, Any]:
    return explain(situation, decide(situation, LIMITS), LIMITS)


def check(step: dict[str, Any], rule: str) -> dict[str, Any]:
    return next(found for found in step["checks"] if found["rule"] == rule)


def test_a_problem_is_acknowledged_and_every_reason_for_a_person_was_looked_at() -> None:
    step = why(state("late_delivery", confidence=0.91, severity=1, frustration=(0.2, 0.41)))
    assert (step["stage"], step["rule"], step["action"]) == (
        "acknowledge",
        "acknowledge before anything else",
        "action_acknowledge",
    )
    assert step["because"] == ["late_delivery is a problem not yet acknowledged"]
    assert check(step, "severity") == {"rule": "severity", "fired": False, "value": 1, "threshold": 3}
    frustration = {"value": 0.41, "threshold": 0.7, "last": [0.2, 0.41], "rising_threshold": 0.5}
    assert check(step, "frustration") == {"rule": "frustration", "fired": False, **frustration}
    assert check(step, "failed_turns") == {"rule": "failed_turns", "fired": False, "value": 0, "threshold": 2}
    assert {found["fired"] for found in step["checks"]} == {False}
    assert (step["understood"]["confidence"], step["understood"]["about"]) == (0.91, "late_delivery")


def test_what_follows_in_the_turn_says_only_what_is_new() -> None:
    step = why(
        state("late_delivery", topic="late_delivery", done=("action_acknowledge",), acknowledged=["late_delivery"])
    )
    assert (step["stage"], step["because"], step["skipped"]) == ("clarify", ["order_number is missing"], [])
    assert "checks" not in step


@pytest.mark.parametrize(
    ("situation", "rule"),
    [
        (state("late_delivery", severity=4, severity_cue="fire", frustration=(0.9,)), "severity"),
        (state("late_delivery", frustration=(0.9,)), "frustration"),
        (state("track_order", wants_human=True, frustration=(0.9,)), "asked"),
        (state("nlu_fallback", failed_turns=1), "failed_turns"),
        (state("late_delivery", handed_over=("late_delivery",)), "repeat_failure"),
        (state("greet", language="de"), "language"),
        (state("fraud_report"), "serious_intent"),
    ],
)
def test_at_a_hand_over_the_check_that_fired_is_the_rule(situation: State, rule: str) -> None:
    step = why(situation)
    assert (step["stage"], step["rule"]) == ("hand over", rule)
    fired = [found["fired"] for found in step["checks"]]
    assert fired == [False] * fired.index(True) + [True] + [None] * (len(fired) - fired.index(True) - 1)
    assert {"stage": "clarify", "why": "a person takes over"} in step["skipped"]


@pytest.mark.parametrize(
    ("situation", "skipped"),
    [
        (
            state("track_order", facts=KNOWN),
            {"acknowledge": "track_order is no problem", "clarify": "known: order_number, email"},
        ),
        (
            state("late_delivery", topic="late_delivery", acknowledged=("late_delivery",), facts=KNOWN),
            {"acknowledge": "late_delivery was acknowledged before", "clarify": "known: order_number, email"},
        ),
        (state("contact_customer_service"), {}),
        (state("nlu_fallback"), {"acknowledge": "no problem was told"}),
        (
            state("late_delivery", topic="complaint", acknowledged=("complaint",)),
            {"acknowledge": "it belongs to the complaint"},
        ),
    ],
)
def test_a_stage_passed_over_says_why(situation: State, skipped: dict[str, str]) -> None:
    assert {passed["stage"]: passed["why"] for passed in why(situation)["skipped"]} == skipped


def test_a_guess_is_told_from_what_it_was_read_as() -> None:
    step = why(state("fraud_report", confidence=0.4))
    assert (step["understood"]["intent"], step["understood"]["read_as"]) == ("fraud_report", "nlu_fallback")
    assert (step["understood"]["confidence"], step["understood"]["sure_from"]) == (0.4, 0.6)


def test_what_the_policy_leaves_open_is_the_rules() -> None:
    step = why(state("greet"))
    assert (step["stage"], step["rule"], step["action"]) == ("simple answer", "data/rules", None)


def test_a_turn_names_its_stages_and_not_the_listening_after_it() -> None:
    steps = [{"stage": "acknowledge"}, {"stage": "clarify"}, {"stage": "done"}]
    assert as_trace(steps) == {"stages": ["acknowledge", "clarify"], "steps": steps[:2]}


def test_a_turn_that_was_not_the_policys_has_one_too() -> None:
    trace = told("hand over", Trigger.COMPONENT_DOWN, ["it broke"])
    assert (trace["stages"], trace["steps"][0]["rule"]) == (["hand over"], "component_down")
