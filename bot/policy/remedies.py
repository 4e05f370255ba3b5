"""The choice between ways out, and what the case of a problem keeps of a message. Pure."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.policy.topics import CHOOSE, COMPENSATION, FALLBACK, PARCEL, TOPICS, UNDER_WAY, WISHES
from bot.recovery.cases import Case, Told, after, case_of
from bot.recovery.fair import Fair
from bot.vocabulary import Remedy

if TYPE_CHECKING:
    from bot.policy.decision import State

NOTHING_NAMED = Fair()
ASKS_ABOUT = ("track_refund", "check_refund_policy", "delivery_period", "delivery_options", "check_cancellation_fee")
"""A question about a way out is not yet its choice."""
MEANT_AS = {"get_refund": Remedy.REFUND, "cancel_order": Remedy.CANCEL}
"""Intents that name a way out in whatever words ("give it back", "cancel it then")."""
SEND_BACK = "send_back"
"""The option of data/compensation.yml that the intent of a return chooses where it was offered."""


def choosing(state: "State") -> "State":
    """With intent CHOOSE where ways out were offered and the message names one, whatever else it was taken for; a plain
    no where it only names what will not do. What it says of another order is no choice for this one."""
    if state.offer != COMPENSATION or _of_another_order(state):
        return state
    if state.intent in ASKS_ABOUT and not state.places.undecided:
        return state
    if state.places.named:
        return _by_place(state)
    if state.fair.names_something:
        return replace(state, intent=CHOOSE)
    if state.places.undecided and not state.fair.rejected:
        return replace(state, intent=FALLBACK)
    if state.fair.rejected:
        return replace(state, intent="deny")
    if state.intent == "return_item" and SEND_BACK in _offered(state):
        return replace(state, intent=CHOOSE, picked=SEND_BACK)
    wish = MEANT_AS.get(state.intent)
    return replace(state, intent=CHOOSE, fair=replace(state.fair, wishes=frozenset({wish}))) if wish else state


def _by_place(state: "State") -> "State":
    """ "The second one" of what the case was offered; where it is not clear which, nothing is understood."""
    offered = _offered(state)
    place = state.places.among(len(offered))
    if place is None:
        return replace(state, intent=FALLBACK, fair=NOTHING_NAMED)
    return replace(state, intent=CHOOSE, picked=offered[place])


def _offered(state: "State") -> tuple[str, ...]:
    case = case_of(state.facts.get("case"))
    return case.offered if case else ()


def _of_another_order(state: "State") -> bool:
    """ "Please cancel FL-10001", while ways out for FL-10002 are on the table."""
    case, number = case_of(state.facts.get("case")), state.facts.get("order_number")
    if "order_number" not in state.entities or case is None or not case.order_number or not number:
        return False
    return str(number).upper() != case.order_number.upper()


def wish_slot(state: "State") -> dict[str, Any]:
    """For the action: {"wishes", "amount", "currency", "share", "option", "again"}, JSON. again: after asking back."""
    fair, option = state.fair, {"option": state.picked} if state.picked else {}
    again = {"again": True} if state.asked == "remedy" else {}
    amount = {"amount": str(fair.amount.amount), "currency": fair.amount.currency} if fair.amount else {}
    share = {"share": str(fair.share)} if fair.share and not fair.amount else {}
    return {"wishes": sorted(str(wish) for wish in fair.wishes), **amount, **share, **option, **again}


def case_slot(state: "State", topic: str | None) -> dict[str, Any]:
    """Slot `case` with this message in it; nothing where it tells the case nothing new."""
    slots = _told(state, topic)
    case, number = case_of(slots.get("case") or state.facts.get("case")), state.facts.get("order_number")
    if case is None or case.over or not number or case.order_number == number:
        return slots
    if topic and not TOPICS[topic].problem and topic not in PARCEL:
        return slots  # another wish about another order: the case stays with its own
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
    if case and state.offer == COMPENSATION and _wish(state) and not _of_another_order(state):
        return {"case": replace(case, wish=_wish(state)).slot()}
    return {}


def _wish(state: "State") -> str | None:
    return ", ".join(sorted(str(wish) for wish in state.fair.wishes)) or state.picked
