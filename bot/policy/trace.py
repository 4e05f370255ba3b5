"""Why the assistant did what it did, in words and numbers: for the desk beside the message, and for tests. Pure.

A turn's trace is JSON: {"stages": [...], "steps": [{"stage", "rule", "action", "because", "skipped",
"understood"?, "checks"?}]}. A step is one decision of the turn; the first one of each matter says what was understood
and every check for a person taking over, with the value and the threshold it was compared to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.policy.answers import current_topic, failed_turns, meant
from bot.policy.decision import Decision, State
from bot.policy.remedies import choosing
from bot.policy.topics import ACKNOWLEDGE, HAND_OVER, TOPICS
from bot.policy.triggers import Thresholds, checks

DONE = "done"
SIMPLE = "simple answer"
RULES = {
    "acknowledge": "acknowledge before anything else",
    "clarify": "one question, for what is missing",
    "offer": "ask what would be fair",
    "act": "do what can be done",
    "make good": "grant what was chosen",
    "confirm": "answer to what was offered",
    SIMPLE: "data/rules",
}
"""Rule that a stage follows; at a hand-over it is the check that fired."""
Step = dict[str, Any]
Trace = dict[str, Any]


def explain(state: State, decision: Decision, limits: Thresholds) -> Step:
    """One decision. `decision` is what `decide(state, limits)` gave; its action None is the rules' to name."""
    first = not state.done
    read = _read(state, limits) if first else state
    looked_at = _checks(read, limits) if first else []
    fired = next((check["rule"] for check in looked_at if check["fired"]), None)
    person = decision.action == HAND_OVER
    step = {
        "stage": decision.stage,
        "rule": (fired or "look-ups or the action failed") if person else RULES.get(decision.stage, decision.stage),
        "action": decision.action,
        "because": list(decision.reasons),
        "skipped": _skipped(read, decision),
    }
    return {**step, "understood": _understood(state, read, limits), "checks": looked_at} if first else step


def as_trace(steps: Sequence[Step]) -> Trace:
    told = [step for step in steps if step["stage"] != DONE]
    return {"stages": [step["stage"] for step in told], "steps": told}


def told(stage: str, rule: str, because: Sequence[str] = (), scores: Mapping[str, Any] | None = None) -> Trace:
    """Trace of a turn that was not the policy's. `scores` as stored with the message."""
    step: Step = {"stage": stage, "rule": rule, "action": None, "because": list(because), "skipped": []}
    return as_trace([{**step, "understood": dict(scores)} if scores else step])


def _read(state: State, limits: Thresholds) -> State:
    """As `decide` reads a new message."""
    if state.asks_for_language:
        return replace(state, intent="greet", wants_human=False)
    return choosing(replace(state, intent=meant(state, limits)))


def _understood(state: State, read: State, limits: Thresholds) -> dict[str, Any]:
    return {
        "intent": state.intent,
        "confidence": round(state.confidence, 3),
        "sure_from": limits.other_matter,
        "read_as": read.intent,
        "about": current_topic(read),
        "language": state.language,
        "severity": state.severity,
        "severity_cue": state.severity_cue,
        "frustration": round(state.frustration[-1], 3) if state.frustration else 0.0,
        "wants_human": state.wants_human,
    }


def _checks(state: State, limits: Thresholds) -> list[dict[str, Any]]:
    """In the order they are asked. After one that fires the others are not looked at: `fired` None."""
    failed = 0 if state.asks_for_language else failed_turns(state)
    compared = _compared(state, failed, limits)
    found: list[dict[str, Any]] = []
    over = False
    for rule, check in checks(state, failed, limits):
        fired = None if over else check() is not None
        over = over or bool(fired)
        found.append({"rule": rule, "fired": fired, **compared.get(rule, {})})
    return found


def _compared(state: State, failed: int, limits: Thresholds) -> dict[str, dict[str, Any]]:
    """Value and threshold of those checks that have one."""
    moods = [round(score, 3) for score in state.frustration]
    rising = {"last": moods[-3:], "rising_threshold": limits.rising_frustration}
    return {
        "severity": {"value": state.severity, "threshold": limits.severity},
        "frustration": {"value": moods[-1] if moods else 0.0, "threshold": limits.frustration, **rising},
        "failed_turns": {"value": failed, "threshold": limits.failed_turns},
    }


def _skipped(state: State, decision: Decision) -> list[dict[str, str]]:
    """The stages before the decided one that were passed over, and why."""
    if decision.action == HAND_OVER:
        return [{"stage": stage, "why": "a person takes over"} for stage in ("clarify", "act")]
    if decision.stage in (SIMPLE, "acknowledge", DONE) or ACKNOWLEDGE in state.done:
        return _nothing_missing(state, decision)
    return [{"stage": "acknowledge", "why": _no_acknowledgement(state)}, *_nothing_missing(state, decision)]


def _no_acknowledgement(state: State) -> str:
    name = current_topic(state) or state.topic
    if name is None:
        return "no problem was told"
    if not TOPICS[name].problem:
        return f"{name} is no problem"
    return f"{name} was acknowledged before" if name in state.acknowledged else f"it belongs to the {state.topic}"


def _nothing_missing(state: State, decision: Decision) -> list[dict[str, str]]:
    name = current_topic(state) or state.topic
    if decision.stage != "act" or name is None:
        return []
    needs = ", ".join(TOPICS[name].needs)
    return [{"stage": "clarify", "why": f"known: {needs}" if needs else f"{name} needs no facts"}]
