"""When a person takes over (EMPATHY section 2). Any one is enough; the first that fits names the hand-over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.policy.topics import (
    COMPENSATION,
    FALLBACK,
    ORDER,
    OTHER,
    PARCEL,
    SAME_PROBLEM,
    SOLUTION,
    TOPICS,
    UNDER_WAY,
    WISHES,
)
from bot.recovery.cases import case_of
from bot.understanding.folding import fold, words
from bot.vocabulary import SPOKEN, CaseOutcome, Remedy, Trigger

if TYPE_CHECKING:
    from bot.policy.decision import State

SERIOUS_INTENTS = ("safety_incident", "fraud_report", "legal_threat")
POLITE = ("greet", "goodbye", "thank")
"""No anger grows in these, whatever their tone was taken for."""
ABOUT_THE_HAND_OVER = ("ask_wait_time", "cancel_handoff")
"""These name a person without asking for one ("how long is the wait for a person?")."""
A_LOSS = 2  # severity from which words that sound like a plain "no" tell of a problem ("it doesn't work")
FEW_WORDS = 12
"""Who answers with more words than these tells something that a person should read."""
CONTACTED_BEFORE = "has contacted us before about this"
"""The cue of data/feelings for what failed before."""
NO_SUCH_ORDER = "look-ups found no such order"
"""Ends the explanation of a hand-over after look-ups in vain: the customer was understood, so no other words fit."""


@dataclass(frozen=True)
class Thresholds:
    """Parameters of the policy in config.yml. Frustration 0-1, severity 0-4, other_matter a confidence 0-1."""

    severity: int = 3
    frustration: float = 0.7
    rising_frustration: float = 0.5
    failed_turns: int = 2
    failed_lookups: int = 3
    other_matter: float = 0.6  # how sure an intent must be to change the subject in the middle of a matter


@dataclass(frozen=True)
class Takeover:
    kind: Trigger
    explanation: str


NOTHING_NEW = Takeover(Trigger.FAILED_TURNS, "everything I can say to this was said before")
"""Every variant of the answer, or of the question, is used up in this conversation."""

Check = tuple[str, Callable[[], Takeover | None]]


def takeover(state: "State", failed_turns: int, limits: Thresholds) -> Takeover | None:
    """Of a new message. The explanation is for the person at the desk."""
    return next((found for _, check in checks(state, failed_turns, limits) if (found := check())), None)


def checks(state: "State", failed_turns: int, limits: Thresholds) -> tuple[Check, ...]:
    """Every reason for a person to take over, by name, in the order they are looked at."""
    return (
        ("severity", lambda: None if _failed_before(state, limits) else _severity(state, limits)),
        ("asked", lambda: _asked(state)),
        ("repeat_failure", lambda: _repeat(state, limits)),
        ("frustration", lambda: _frustration(state, limits)),
        ("contacted_before", lambda: _severity(state, limits)),
        ("language", lambda: _language(state)),
        ("serious_intent", lambda: _serious(state)),
        ("failed_turns", lambda: _failed(failed_turns, limits)),
        ("wish_not_offered", lambda: _wish_not_offered(state)),
    )


def _severity(state: "State", limits: Thresholds) -> Takeover | None:
    if state.severity >= limits.severity:
        return Takeover(Trigger.SEVERITY, f"severity {state.severity}: {state.severity_cue or state.intent}")
    return None


def _failed_before(state: "State", limits: Thresholds) -> bool:
    """Serious, and no more, because it failed before: what we know of that, and fury, are looked at first."""
    again = state.severity_cue == CONTACTED_BEFORE or _repeat(state, limits) is not None
    return again and state.severity == limits.severity


def _serious(state: "State") -> Takeover | None:
    if state.intent in SERIOUS_INTENTS:
        return Takeover(Trigger.SEVERITY, f"the message is a {state.intent}")
    return None


def _asked(state: "State") -> Takeover | None:
    if state.intent == "request_callback":
        return Takeover(Trigger.ASKED, "the customer asked to be contacted later")
    if state.offer == "person" and state.intent == "affirm":
        return Takeover(Trigger.ASKED, "the customer accepted the offer of a person")
    names_one = state.wants_human and state.intent not in ABOUT_THE_HAND_OVER
    if names_one or state.intent == "contact_human_agent":
        return Takeover(Trigger.ASKED, "the customer asked for a person")
    return None


def _frustration(state: "State", limits: Thresholds) -> Takeover | None:
    scores = state.frustration
    if not scores:
        return None
    if scores[-1] >= limits.frustration:
        return Takeover(Trigger.FRUSTRATION, f"frustration {scores[-1]:.2f}")
    rising = len(scores) > 2 and scores[-3] < scores[-2] < scores[-1] and state.intent not in POLITE
    if rising and scores[-1] > limits.rising_frustration:
        return Takeover(Trigger.FRUSTRATION, f"frustration rose over two turns to {scores[-1]:.2f}")
    return None


def _repeat(state: "State", limits: Thresholds) -> Takeover | None:
    """The service-recovery paradox works once: a problem that a person has dealt with, or that the assistant offered
    ways out of, is not the bot's again."""
    name = state.intent
    if name not in TOPICS or not TOPICS[name].problem:
        return None
    if state.confidence < limits.other_matter and state.severity < A_LOSS:
        return None
    if _again(name, state.handed_over):
        return Takeover(Trigger.REPEAT_FAILURE, f"{name} again after a person had dealt with it")
    if _again(name, dealt_with(state)):
        return Takeover(Trigger.REPEAT_FAILURE, f"{name} again after the assistant had dealt with it")
    return None


def _again(name: str, before: frozenset[str]) -> bool:
    same = any(name in kin and kin & before for kin in SAME_PROBLEM)
    return bool(before) and (name in before or same or name == "complaint")


def dealt_with(state: "State") -> frozenset[str]:
    """The problem of this order that the assistant settled, or offered ways out of, before the matter in hand.

    One that was offered to somebody who had only asked where the parcel is was no complaint yet.
    """
    case, number = case_of(state.facts.get("case")), state.facts.get("order_number")
    if case is None or (number and case.order_number and number.upper() != case.order_number.upper()):
        return frozenset()
    offered = case.outcome == CaseOutcome.OFFERED and bool(case.happened) and state.offer != COMPENSATION
    return frozenset({case.problem}) if offered or case.outcome == CaseOutcome.SETTLED else frozenset()


def _language(state: "State") -> Takeover | None:
    if state.language not in SPOKEN:
        return Takeover(Trigger.LANGUAGE, "the customer writes in a language the assistant does not speak")
    return None


def _failed(failed_turns: int, limits: Thresholds) -> Takeover | None:
    if failed_turns >= limits.failed_turns:
        return Takeover(Trigger.FAILED_TURNS, f"{failed_turns} turns in a row failed")
    return None


def lookups_failed(state: "State", limits: Thresholds) -> Takeover | None:
    """Of a look-up that just found nothing."""
    times = int(state.facts.get("lookups_failed") or 0)
    if times >= limits.failed_lookups:
        return Takeover(Trigger.FAILED_TURNS, f"{times} {NO_SUCH_ORDER}")
    return None


def brings_facts(state: "State") -> bool:
    return not state.entities.isdisjoint(ORDER)


def complains_more(state: "State") -> bool:
    """Anger about a problem under way is no new problem."""
    topic = TOPICS.get(state.topic or "")
    return state.intent == "complaint" and bool(topic and topic.problem and (state.asked or state.offer))


def unclear(state: "State") -> bool:
    """An answer to the ways out that says neither which of them nor what else: asked back once, not a person's yet."""
    open_choice = state.offer == COMPENSATION and state.intent in (FALLBACK, OTHER)
    tells_more = state.severity >= A_LOSS or brings_facts(state) or len(words(fold(state.text))) > FEW_WORDS
    return open_choice and not tells_more and state.asked not in ("remedy", "fair")


def _wish_not_offered(state: "State") -> Takeover | None:
    """The problem was heard and every way out named; another wish is a person's to decide."""
    topic = TOPICS.get(state.topic or "")
    if topic is None or brings_facts(state) or unclear(state):
        return None
    if state.offer == "person" and state.topic in PARCEL and Remedy.RESEND in state.fair.wishes:
        return Takeover(Trigger.AUTHORITY, "the customer wants the parcel sent again")
    if state.offer == SOLUTION and state.intent == "deny":
        return Takeover(Trigger.AUTHORITY, "the customer is not content with what was granted")
    if state.offer == COMPENSATION and state.asked == "fair" and state.intent == "deny":
        return Takeover(Trigger.AUTHORITY, f"nothing that was offered for the {state.topic} will do, twice")
    if not topic.problem:
        return None
    if state.offer == "return_item" and state.intent == "deny":
        return Takeover(Trigger.AUTHORITY, f"neither way out of the {state.topic} will do")
    more_of_the_same = state.intent in (FALLBACK, OTHER, state.topic)
    if state.topic in UNDER_WAY and more_of_the_same:
        return Takeover(Trigger.AUTHORITY, "the customer told what happened, and it is none of what I may settle")
    if state.offer and (more_of_the_same or complains_more(state) or state.intent in WISHES):
        return Takeover(Trigger.AUTHORITY, "the customer wants something the assistant has not offered")
    return None
