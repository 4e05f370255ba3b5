"""The choice between ways out, and what the case of a problem keeps of a message. Pure."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.policy.topics import CHOOSE, COMPENSATION, TOPICS, UNDER_WAY, WISHES
from bot.recovery.cases import OVER, Case, Told, after, case_of
from bot.recovery.fair import Fair

if TYPE_CHECKING:
    from bot.policy.decision import State

NOTHING_NAMED = Fair()
ASKS_ABOUT = ("track_refund", "check_refund_policy", "delivery_period", "delivery_options", "check_cancellation_fee")
"""A question about a way out is not yet its choice."""


def choosing(state: "State") -> "State":
    """With intent CHOOSE where ways out were offered and the message names one, whatever else it was taken for; a plain
    no where it only names what will not do."""
    if state.offer != COMPENSATION or state.intent in ASKS_ABOUT:
        return state
    if state.fair.names_something:
        return replace(state, intent=CHOOSE)
    return replace(state, intent="deny") if state.fair.rejected else state


def wish_slot(fair: Fair) -> dict[str, Any]:
    """For the action: {"wishes", "amount", "currency", "share"}, JSON."""
    amount = {"amount": str(fair.amount.amount), "currency": fair.amount.currency} if fair.amount else {}
    share = {"share": str(fair.share)} if fair.share and not fair.amount else {}
    return {"wishes": sorted(str(wish) for wish in fair.wishes), **amount, **share}


def case_slot(state: "State", topic: str | None) -> dict[str, Any]:
    """Slot `case` with this message in it; nothing where it tells the case nothing new."""
    slots = _told(state, topic)
    case, number = case_of(slots.get("case") or state.facts.get("case")), state.facts.get("order_number")
    if case is None or case.outcome in OVER or not number or case.order_number == number:
        return slots
    return {"case": replace(case, order_number=number, customer=None).slot()}


def _told(state: "State", topic: str | None) -> dict[str, Any]:
    case = case_of(state.facts.get("case"))
    problem = topic if topic and TOPICS[topic].problem else None
    if problem is None or state.bare_facts:
        return _next_rejection(state, case)
    goes_on = bool(case and (case.problem in UNDER_WAY or problem in WISHES))
    if case and problem in WISHES:
        problem = case.problem
    felt = (state.severity, state.frustration[-1] if state.frustration else 0.0)
    told = Told(problem, state.text, *felt, state.fair.occasion, state.fair.preventable)
    now = after(case, told, goes_on)
    if case and now.number != case.number and case.order_number == state.facts.get("order_number"):
        now = replace(now, order_number=case.order_number, customer=case.customer)
    return {"case": replace(now, problem=problem, wish=_wish(state) or now.wish).slot()}


def _next_rejection(state: "State", case: Case | None) -> dict[str, Any]:
    if case and state.offer == COMPENSATION and state.intent == "deny":
        return {"case": replace(case, rejections=case.rejections + 1).slot()}
    if case and state.offer == COMPENSATION and _wish(state):
        return {"case": replace(case, wish=_wish(state)).slot()}
    return {}


def _wish(state: "State") -> str | None:
    return ", ".join(sorted(str(wish) for wish in state.fair.wishes)) or None
