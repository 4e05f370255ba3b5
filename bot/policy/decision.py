"""The empathy-first policy as a pure function: what is known in, the next action with its stage and reasons out.

Order of the questions it asks is the order of EMPATHY section 1: does a person have to take over, was the problem
acknowledged, is a fact missing, can it be done. What it does not decide is left to Rasa's rules (`action` None).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.policy.answers import current_topic, failed_turns, gives_address, known, meant
from bot.policy.remedies import NOTHING_NAMED, case_slot, choosing, wish_slot
from bot.policy.topics import (
    ACKNOWLEDGE,
    CHOOSE,
    COMPENSATION,
    CONFIRMED,
    DROPPED,
    FALLBACK,
    GRANT,
    HAND_OVER,
    LANGUAGE_CHANGED,
    LISTEN,
    LOOK_UPS,
    NOT_FOUND,
    REPHRASE,
    SOLUTION,
    TOPICS,
    UNDER_WAY,
    WISHES,
    Topic,
)
from bot.policy.triggers import Takeover, Thresholds, brings_facts, complains_more, lookups_failed, takeover, unclear
from bot.recovery.fair import Fair
from bot.recovery.positions import NOWHERE, Places


@dataclass(frozen=True)
class State:
    """One conversation at one moment. `facts` are filled slots; `done` the actions already run for this message.

    `confidence` is the intent's, 0-1; `bare_facts`: the message is an order number, an address, and no words;
    `asks_for_language`: it asks to be answered in `language` and for nothing else. `fair`: what the customer would
    consider fair, and how the problem was told. `places`: of what was offered, as the message names them; `picked`: the
    option that stands there.
    """

    intent: str
    confidence: float = 1.0
    text: str = ""
    bare_facts: bool = False
    entities: frozenset[str] = frozenset()
    language: str = "en"
    asks_for_language: bool = False
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
    fair: Fair = NOTHING_NAMED
    places: Places = NOWHERE
    picked: str | None = None
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
    if state.done:
        return _after(state, limits)
    if state.asks_for_language:
        return _in_another_language(state, limits)
    state = choosing(replace(state, intent=meant(state, limits)))
    failed = failed_turns(state)
    trigger = takeover(state, failed, limits)
    if trigger:
        return _with(_hand_over(trigger), {**_topic_of(state), **case_slot(state, current_topic(state))})
    kept = case_slot(state, current_topic(state))
    return _with(_first_step(state), {"failed_turns": failed, "asked": None, **kept})


def _in_another_language(state: State, limits: Thresholds) -> Decision:
    """ "Can we speak English" asks for no person, and what was asked before stays open."""
    trigger = takeover(replace(state, intent="greet", wants_human=False), 0, limits)
    if trigger:
        return _hand_over(trigger)
    return Decision(LANGUAGE_CHANGED, "confirm", (f"the customer asked for {state.language}",))


def turn_is_over(done: tuple[str, ...], facts: Mapping[str, Any]) -> bool:
    """An acknowledgement is followed by the next step, a look-up in vain by a question; all else ends the turn."""
    if not done or done[-1] == ACKNOWLEDGE:
        return False
    if facts.get("needs_person"):
        return done[-1] == HAND_OVER
    return not facts.get("lookups_failed") or done[-1] not in (*LOOK_UPS, NOT_FOUND)


def _after(state: State, limits: Thresholds) -> Decision:
    """What follows the action that ran last for this message."""
    last = state.done[-1]
    if turn_is_over(state.done, state.facts):
        return Decision(LISTEN, "done")
    person = state.facts.get("needs_person")
    if person:
        return _hand_over(Takeover(**person))
    if last == ACKNOWLEDGE and state.topic:
        return _on_topic(state, state.topic, TOPICS[state.topic])
    if last == NOT_FOUND:
        return Decision(LISTEN, "done", slots={"asked": "order_number"})
    trigger = lookups_failed(state, limits)
    return _hand_over(trigger) if trigger else Decision(NOT_FOUND, "clarify", ("no such order",))


def _hand_over(trigger: Takeover) -> Decision:
    handover = {"kind": trigger.kind, "explanation": trigger.explanation}
    return Decision(HAND_OVER, "hand over", (trigger.explanation,), {"handover": handover})


def _topic_of(state: State) -> dict[str, Any]:
    """The person at the desk reads what it is about."""
    name = current_topic(state)
    return {"topic": name} if name else {}


def _with(decision: Decision, slots: dict[str, Any]) -> Decision:
    return Decision(decision.action, decision.stage, decision.reasons, {**slots, **decision.slots})


def _first_step(state: State) -> Decision:
    if state.intent == CHOOSE:
        return Decision(GRANT, "make good", ("the customer chose",), {"wish": wish_slot(state)})
    if state.offer == COMPENSATION and state.intent == "deny":
        return Decision("utter_ask_fair", "offer", ("what was offered will not do",), {"asked": "fair"})
    if state.offer == COMPENSATION and state.intent == "affirm":
        return Decision("utter_remedy_which", "clarify", ("yes to several ways out",), {"asked": "remedy"})
    if unclear(state):
        return Decision("utter_remedy_which", "clarify", ("not clear which way out is meant",), {"asked": "remedy"})
    if state.offer == SOLUTION and state.intent in ("affirm", "thank"):
        content = {"offer": None, "topic": None}
        return Decision("utter_solution_accepted", "confirm", ("the customer is content",), content)
    if state.intent == "cancel_handoff" and state.topic:
        return Decision(DROPPED, "confirm", ("the customer lets it go",), {"offer": None, "topic": None})
    agreed = CONFIRMED.get(state.offer or "") if state.intent == "affirm" else None
    if agreed:
        return Decision(agreed, "act", ("the customer agreed",), {"offer": "confirmed"})
    if state.offer and state.intent == "deny":
        return Decision("utter_offer_declined", "confirm", ("the customer declined",), {"offer": None, "topic": None})
    name = current_topic(state)
    return _on_topic(state, name, TOPICS[name]) if name else _without_topic(state)


def _without_topic(state: State) -> Decision:
    if state.intent == FALLBACK and brings_facts(state):
        name = state.topic or "track_order"
        return _on_topic(state, name, TOPICS[name])
    if state.intent == FALLBACK:
        return Decision(REPHRASE, "clarify", ("not understood",))
    return Decision(None, "simple answer")


def _on_topic(state: State, name: str, topic: Topic) -> Decision:
    slots: dict[str, Any] = {"topic": name, "offer": None} if name != state.topic else {}
    if topic.problem and name not in state.acknowledged:
        if not _in_the_same_breath(state, name):
            return Decision(ACKNOWLEDGE, "acknowledge", (f"{name} is a problem not yet acknowledged",), slots)
        slots["acknowledged"] = sorted({*state.acknowledged, name})
    missing = next((fact for fact in topic.needs if not known(state, fact)), None) or _mismatched(state, topic)
    if missing:
        return _ask(state, missing, slots)
    offered = {"offer": topic.offers} if topic.offers else {}
    return Decision(topic.action, "act", (f"all facts for {name} are known",), {**slots, **offered, **_taken(state)})


def _mismatched(state: State, topic: Topic) -> str | None:
    """A number and an e-mail that do not belong together are looked up again when one of them is told anew."""
    in_vain = bool(state.facts.get("lookups_failed")) and "order_number" in topic.needs
    return "order_number" if in_vain and not brings_facts(state) else None


def _in_the_same_breath(state: State, name: str) -> bool:
    """What happened, told after "I want to complain", and what the customer wants for it, is no second problem."""
    return state.topic in state.acknowledged and (state.topic in UNDER_WAY or name in WISHES)


def _ask(state: State, fact: str, slots: dict[str, Any]) -> Decision:
    says_else = "topic" in slots or complains_more(state) or brings_facts(state)
    again = "_again" if state.asked == fact and not says_else else ""
    reason = f"{fact} is missing"
    return Decision(f"utter_ask_{fact}{again}", "clarify", (reason,), {**slots, **_taken(state), "asked": fact})


def _taken(state: State) -> dict[str, Any]:
    return {"address": state.text.strip()} if gives_address(state) else {}
