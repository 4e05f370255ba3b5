"""The empathy-first policy as a pure function: what is known in, the next action with its stage and reasons out.

Order of the questions it asks is the order of EMPATHY section 1: does a person have to take over, was the problem
acknowledged, is a fact missing, can it be done. What it does not decide is left to Rasa's rules (`action` None).
"""

from dataclasses import dataclass, field
from typing import Any

from bot.policy.topics import ACKNOWLEDGE, CONFIRMED, HAND_OVER, LISTEN, REPHRASE, TOPICS, Topic
from bot.policy.triggers import Thresholds, takeover


@dataclass(frozen=True)
class State:
    """One conversation at one moment. `facts` are filled slots; `done` the actions already run for this message."""

    intent: str
    text: str = ""
    entities: frozenset[str] = frozenset()
    language: str = "en"
    frustration: tuple[float, ...] = ()
    severity: int = 0
    severity_cue: str | None = None
    wants_human: bool = False
    topic: str | None = None
    acknowledged: frozenset[str] = frozenset()
    handed_over: frozenset[str] = frozenset()
    facts: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    offer: str | None = None
    failed_turns: int = 0
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """`slots` are set before the action runs; `stage` is EMPATHY section 1's."""

    action: str | None
    stage: str
    reasons: tuple[str, ...] = ()
    slots: dict[str, Any] = field(default_factory=dict)


def decide(state: State, limits: Thresholds) -> Decision:
    """Shapes: one State, one Decision; never raises."""
    if state.done and state.done[-1] != ACKNOWLEDGE:
        return Decision(LISTEN, "done")
    failed = _failed_turns(state)
    trigger = takeover(state, failed, limits)
    if trigger:
        handover = {"kind": trigger.kind, "explanation": trigger.explanation}
        return Decision(HAND_OVER, "hand over", (trigger.explanation,), {"handover": handover})
    decision = _next_step(state)
    return decision if state.done else _with(decision, {"failed_turns": failed, "asked": None})


def _with(decision: Decision, slots: dict[str, Any]) -> Decision:
    return Decision(decision.action, decision.stage, decision.reasons, {**slots, **decision.slots})


def _next_step(state: State) -> Decision:
    agreed = CONFIRMED.get(state.offer or "") if state.intent == "affirm" else None
    if agreed:
        return Decision(agreed, "act", ("the customer agreed",), {"offer": "confirmed"})
    if state.offer and state.intent == "deny":
        return Decision("utter_offer_declined", "confirm", ("the customer declined",), {"offer": None, "topic": None})
    name = current_topic(state)
    if name is None:
        return _without_topic(state)
    return _on_topic(state, name, TOPICS[name])


def _on_topic(state: State, name: str, topic: Topic) -> Decision:
    slots: dict[str, Any] = {"topic": name} if name != state.topic else {}
    if name != state.topic:
        slots["offer"] = None
    if topic.problem and name not in state.acknowledged:
        return Decision(ACKNOWLEDGE, "acknowledge", (f"{name} is a problem not yet acknowledged",), slots)
    missing = next((fact for fact in topic.needs if not known(state, fact)), None)
    if missing:
        return _ask(state, missing, slots)
    return Decision(topic.action, "act", (f"all facts for {name} are known",), {**slots, **_taken(state)})


def _ask(state: State, fact: str, slots: dict[str, Any]) -> Decision:
    again = "_again" if state.asked == fact else ""
    reason = f"{fact} is missing"
    return Decision(f"utter_ask_{fact}{again}", "clarify", (reason,), {**slots, **_taken(state), "asked": fact})


def _taken(state: State) -> dict[str, Any]:
    """An address is free text: the answer to the question is the address."""
    return {"address": state.text.strip()} if _gives_address(state) else {}


def _gives_address(state: State) -> bool:
    long_enough = len(state.text.strip()) >= 10 and any(c.isdigit() for c in state.text)
    return state.asked == "address" and long_enough


def known(state: State, fact: str) -> bool:
    return bool(state.facts.get(fact)) or (fact == "address" and _gives_address(state))


def current_topic(state: State) -> str | None:
    """The message's own topic, or the one under way when the message answers our question."""
    if _answers_question(state):
        return state.topic
    if state.intent in TOPICS:
        return state.intent
    asked_and_unclear = state.asked and state.intent in ("nlu_fallback", "affirm", "track_order")
    return state.topic if asked_and_unclear else None


def _answers_question(state: State) -> bool:
    if not state.topic or not state.asked:
        return False
    given = state.asked in state.entities or (state.asked == "email" and "email" in state.entities)
    return given or _gives_address(state)


def _without_topic(state: State) -> Decision:
    if state.intent == "nlu_fallback" and _brings_facts(state):
        name = state.topic or "track_order"
        return _on_topic(state, name, TOPICS[name])
    if state.intent == "nlu_fallback":
        return Decision(REPHRASE, "clarify", ("not understood",))
    return Decision(None, "simple answer")


def _brings_facts(state: State) -> bool:
    return bool(state.entities & {"order_number", "email"})


def _failed_turns(state: State) -> int:
    """Two in a row go to a person: not understood, or the same question would be asked twice."""
    if state.done:
        return state.failed_turns
    unanswered = state.asked is not None and not _answers_question(state) and current_topic(state) == state.topic
    lost = state.intent == "nlu_fallback" and not _brings_facts(state) and not _gives_address(state)
    return state.failed_turns + 1 if unanswered or lost else 0
