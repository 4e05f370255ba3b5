"""The empathy-first policy as a pure function: what is known in, the next action with its stage and reasons out.

Order of the questions it asks is the order of EMPATHY section 1: does a person have to take over, was the problem
acknowledged, is a fact missing, can it be done. What it does not decide is left to Rasa's rules (`action` None).
"""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.policy.topics import (
    ACKNOWLEDGE,
    CONFIRMED,
    FALLBACK,
    HAND_OVER,
    LISTEN,
    OTHER,
    PARCEL,
    REPHRASE,
    SMALL_TALK,
    TOPICS,
    UNDER_WAY,
    Topic,
)
from bot.policy.triggers import Thresholds, takeover

A_LOSS = 2  # severity from which words that sound like a plain "no" tell of a problem ("it doesn't work")


@dataclass(frozen=True)
class State:
    """One conversation at one moment. `facts` are filled slots; `done` the actions already run for this message.

    `confidence` is the intent's, 0-1; `bare_facts`: the message is an order number, an address, and no words.
    """

    intent: str
    confidence: float = 1.0
    text: str = ""
    bare_facts: bool = False
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
    if turn_is_over(state.done):
        return Decision(LISTEN, "done")
    state = replace(state, intent=_meant(state, limits))
    failed = _failed_turns(state)
    trigger = takeover(state, failed, limits)
    if trigger:
        handover = {"kind": trigger.kind, "explanation": trigger.explanation}
        return Decision(HAND_OVER, "hand over", (trigger.explanation,), {"handover": handover})
    decision = _next_step(state)
    return decision if state.done else _with(decision, {"failed_turns": failed, "asked": None})


def _meant(state: State, limits: Thresholds) -> str:
    """The intent, unless it is a guess: bare facts have none, and in the middle of a matter a weak one is none."""
    if state.done:
        return state.topic or state.intent
    if state.bare_facts:
        return FALLBACK
    hides_a_loss = state.severity >= A_LOSS and state.intent in (*SMALL_TALK, OTHER, FALLBACK)
    if state.topic in UNDER_WAY or (state.topic and (state.asked or state.offer)):
        return FALLBACK if hides_a_loss else _meant_in_the_middle(state, limits)
    return "complaint" if hides_a_loss and not brings_facts(state) else state.intent


def _meant_in_the_middle(state: State, limits: Thresholds) -> str:
    if state.intent == "ask_wait_time" and state.offer and state.topic in PARCEL and not state.wants_human:
        return "track_order"
    weak = state.confidence < limits.other_matter
    return FALLBACK if weak and state.intent not in SMALL_TALK else state.intent


def turn_is_over(done: tuple[str, ...]) -> bool:
    """An acknowledgement is followed by the next step; every other action ends the turn."""
    return bool(done) and done[-1] != ACKNOWLEDGE


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
    same_matter = "topic" not in slots
    again = "_again" if state.asked == fact and same_matter else ""
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
    no_other = state.asked and state.intent in (FALLBACK, "affirm", "deny", "track_order")
    if state.topic and (no_other or _answers_question(state)):
        return state.topic
    return state.intent if state.intent in TOPICS else None


def _answers_question(state: State) -> bool:
    """With what we asked for or another fact the topic needs, and without a wish of another kind."""
    if not state.topic or not state.asked:
        return False
    other = state.intent in TOPICS and state.intent not in (state.topic, "track_order")
    given = not state.entities.isdisjoint(TOPICS[state.topic].needs)
    return (given and not other) or _gives_address(state)


def _without_topic(state: State) -> Decision:
    if state.intent == FALLBACK and brings_facts(state):
        name = state.topic or "track_order"
        return _on_topic(state, name, TOPICS[name])
    if state.intent == FALLBACK:
        return Decision(REPHRASE, "clarify", ("not understood",))
    return Decision(None, "simple answer")


def brings_facts(state: State) -> bool:
    return bool(state.entities & {"order_number", "email"})


def _failed_turns(state: State) -> int:
    """Two in a row go to a person: not understood, or the same question would be asked twice."""
    if state.done:
        return state.failed_turns
    unanswered = state.asked is not None and not _answers_question(state) and current_topic(state) == state.topic
    lost = state.intent == FALLBACK and not brings_facts(state) and not _gives_address(state)
    return state.failed_turns + 1 if unanswered or lost else 0
