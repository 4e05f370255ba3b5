"""Ways out of a problem: offered within the authority, and the chosen one granted exactly once."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.carrying_out import carry_out
from actions.order_action import Events, OrderAction, first_item, shop_now
from actions.saying import Promised, day, language_of, money, promise, say, wish_key
from actions.shop.interface import Money, Order
from bot.policy.topics import COMPENSATION, SOLUTION, WISHES
from bot.recovery.authority import Allowed, Offer, Person, Situation, decide, meets
from bot.recovery.cases import Case, Told, after, case_id, case_of
from bot.recovery.granting import grant_once
from bot.recovery.grants import Grant, OverLimit, Wanted, customer_key
from bot.recovery.wording import Workdays, as_shown, gaps, load_workdays, offered, workdays
from bot.settings import ROOT
from bot.vocabulary import CaseOutcome, GrantState, PromiseKind, Remedy, Trigger

PROMISED = {
    Remedy.REFUND: PromiseKind.REFUND,
    Remedy.PARTIAL_REFUND: PromiseKind.REFUND,
    Remedy.REPLACEMENT: PromiseKind.DELIVERY,
    Remedy.RESEND: PromiseKind.DELIVERY,
}
"""What shows that a grant was kept by its day."""


async def offer_ways_out(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, problem: str, opening: str
) -> Events:
    """Two or more ways out, or nothing said and the reason why a person has to decide (slot `needs_person`)."""
    case = _case(tracker, order, problem)
    found = await _allowed(tracker, order, case)
    if isinstance(found, Person):
        return _to_person(found, case)
    language = language_of(tracker)
    said = {o.option: (money(o.amount, language), workdays(_words(), language, o.workdays)) for o in found.named}
    values = {"order_number": order.number, "item": first_item(order, tracker), **gaps(found.named, said)}
    say(dispatcher, opening, then=offered(found.named), **values)
    names, shown = tuple(o.option for o in found.named), tuple(as_shown(o) for o in found.named)
    case = replace(case, offered=names, shown=shown, outcome=CaseOutcome.OFFERED)
    return [SlotSet("case", case.slot()), SlotSet("offer", COMPENSATION)]


def problem_of(tracker: Tracker) -> str:
    """ "I want my money back" is a wish about the problem under way, where there is one."""
    topic, case = tracker.get_slot("topic") or "", case_of(tracker.get_slot("case"))
    if case and topic in WISHES and case.outcome in (CaseOutcome.OPEN, CaseOutcome.OFFERED):
        return case.problem
    return topic


class GrantRemedy(OrderAction):
    """Grants what the customer chose (slot `wish`), if it is still within the authority."""

    def name(self) -> str:
        return "action_grant_remedy"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        case, key = _case(tracker, order, None), wish_key(tracker)
        begun = await services.recovery().grants.find(key)
        if begun:  # this message was under way when the process died
            return await self._grant(dispatcher, tracker, order, case, _offer_of(begun))
        found = await _allowed(tracker, order, case)
        if isinstance(found, Person):
            return _to_person(found, case)
        fitting = meets(found, *_wish(tracker, order))
        if len(fitting) > 1:
            say(dispatcher, "utter_remedy_which")
            return [SlotSet("offer", COMPENSATION), SlotSet("asked", "remedy")]
        if not fitting:
            return _to_person(Person(Trigger.AUTHORITY, "the wish is above what the assistant may grant"), case)
        return await self._grant(dispatcher, tracker, order, case, fitting[0])

    async def _grant(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, case: Case, offer: Offer
    ) -> Events:
        case = replace(case, chosen=offer.option, cost=str(offer.cost))
        if offer.kind is Remedy.APOLOGY:
            say(dispatcher, "utter_granted_apology", then=["utter_solution_question"])
            return _settled(case)
        whose = (case_id(tracker.sender_id, case), tracker.sender_id, str(case.customer), order.number)
        recovery, wanted = services.recovery(), Wanted(wish_key(tracker), *whose, offer)
        try:
            grant = await grant_once(recovery.grants, wanted, carry_out(recovery.remedies, shop_now), shop_now())
        except OverLimit as over:
            return _to_person(Person(Trigger.AUTHORITY, f"nothing is left within the limit {over.limit}"), case)
        if grant.id != wanted.key:
            return _to_person(Person(Trigger.REPEAT_FAILURE, "something was granted for this order before"), case)
        if grant.state is GrantState.REFUSED:
            return _to_person(Person(Trigger.AUTHORITY, f"the shop could not do the {grant.option}"), case)
        _say_granted(dispatcher, tracker, order, grant)
        return _settled(case)


async def _allowed(tracker: Tracker, order: Order, case: Case) -> Allowed | Person:
    recovery, whose = services.recovery(), case_id(tracker.sender_id, case)
    standing = await recovery.grants.standing(str(case.customer), whose, order.number, shop_now())
    felt = (case.severity, case.frustration, order.total, standing.history, standing.budget_left)
    return decide(recovery.catalogue, Situation(case.problem, *felt, case.occasion, case.preventable))


def _case(tracker: Tracker, order: Order, problem: str | None) -> Case:
    """The case under way, which now knows whose it is; one of its own for a problem nobody has told in words.

    `problem`: as it turned out to be; None: as the case has it.
    """
    told = case_of(tracker.get_slot("case"))
    is_open = told is not None and told.outcome in (CaseOutcome.OPEN, CaseOutcome.OFFERED)
    case = told if told and is_open else after(told, Told(problem or problem_of(tracker), ""), goes_on=False)
    return replace(case, problem=problem or case.problem, customer=customer_key(order.email), order_number=order.number)


def _wish(tracker: Tracker, order: Order) -> tuple[list[Remedy], Money | None]:
    """Of the slot: {"wishes", "amount", "currency", "share"}; a share is one of what was paid."""
    wish: dict[str, Any] = tracker.get_slot("wish") or {}
    if wish.get("share"):
        part = (order.total.amount * Decimal(wish["share"]) / 100).quantize(Decimal("0.01"))
        return [Remedy(name) for name in wish["wishes"]], Money(part, order.total.currency)
    amount = Money(Decimal(wish["amount"]), wish["currency"]) if wish.get("amount") else None
    return [Remedy(name) for name in wish.get("wishes", ())], amount


def _to_person(person: Person, case: Case) -> Events:
    """Says nothing: the hand-over does, in the same turn (bot/policy/decision.py)."""
    why = {"kind": str(person.kind), "explanation": person.reason}
    return [SlotSet("case", replace(case, outcome=CaseOutcome.PERSON).slot()), SlotSet("needs_person", why)]


def _settled(case: Case) -> Events:
    settled = replace(case, outcome=CaseOutcome.SETTLED)
    return [SlotSet("case", settled.slot()), SlotSet("offer", SOLUTION), SlotSet("wish", None)]


def _say_granted(dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, grant: Grant) -> None:
    language = language_of(tracker)
    values = {"reference": grant.reference, "amount": money(Money(grant.amount, grant.currency), language)}
    by = day(grant.due_on, language) if grant.due_on else ""
    kind = PROMISED.get(Remedy(grant.kind))  # a voucher is there already, its day is the last one
    promised = Promised(kind, order, grant.due_on) if kind and grant.due_on else None
    response, then = f"utter_granted_{grant.kind}", ["utter_solution_question"]
    promise(dispatcher, response, promised, then=then, order_number=grant.order_number, by=by, **values)


def _offer_of(grant: Grant) -> Offer:
    amount = Money(grant.amount, grant.currency)
    return Offer(grant.option, Remedy(grant.kind), amount, grant.cost, 0, "none")


@cache
def _words() -> Workdays:
    return load_workdays(ROOT / "data" / "recovery" / "workdays.yml")
