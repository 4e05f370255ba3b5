"""Ways out of a problem, offered within the authority: two or more, or the reason why a person has to decide."""

from dataclasses import dataclass, field, replace
from functools import cache

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.late import as_it_stands, news_by
from actions.order_action import Events, first_item, shop_now
from actions.saying import Promised, day, language_of, money, promise
from actions.shop.delay import standing
from actions.shop.interface import Money, Order
from actions.shop.payments import too_much
from bot.policy.topics import COMPENSATION, TOPICS, WISHES
from bot.recovery.authority import SECOND_TIME, Allowed, Person, Situation, decide
from bot.recovery.cases import Case, Told, after, case_id, case_of
from bot.recovery.grants import Standing, customer_key
from bot.recovery.wording import Workdays, as_shown, gaps, load_workdays, offered, workdays
from bot.settings import ROOT
from bot.vocabulary import CaseOutcome, Trigger


@dataclass(frozen=True)
class Opening:
    """What happened, said before the ways out: a response, what it promises, and gaps of its own."""

    response: str
    promised: Promised | None = None
    values: dict[str, str] = field(default_factory=dict)


async def offer_ways_out(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, problem: str, opening: Opening
) -> Events:
    """Two or more ways out, or nothing said and the reason why a person has to decide (slot `needs_person`)."""
    case = case_under_way(tracker, order, problem)
    found = await allowed(tracker, order, case)
    if isinstance(found, Person):
        return to_person(found, case)
    language = language_of(tracker)
    said = {o.option: (money(o.amount, language), workdays(_words(), language, o.workdays)) for o in found.named}
    values = {**opening.values, **gaps(found.named, said), **_days(order, case, language)}
    told = replace(opening, values=values)
    tell(dispatcher, tracker, order, told, offered(found.named))
    names, shown = tuple(o.option for o in found.named), tuple(as_shown(o) for o in found.named)
    case = replace(case, offered=names, shown=shown, outcome=CaseOutcome.OFFERED)
    return [SlotSet("case", case.slot()), SlotSet("offer", COMPENSATION)]


def _days(order: Order, case: Case, language: str) -> dict[str, str]:
    """Until when it may be sent back; by when we write to who waits without a new day, if they choose so."""
    days = {
        "until": standing(order, shop_now()).return_until,
        "wait_day": news_by(case.problem, order, services.recovery().catalogue, shop_now()),
    }
    return {name: day(value, language) for name, value in days.items() if value}


async def offer_or_explain(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, problem: str, opening: Opening
) -> Events:
    """The same, and a person's turn begins with what happened: the customer hears it from us, not on asking again."""
    events = await offer_ways_out(dispatcher, tracker, order, problem, opening)
    if person_decides(events):
        tell(dispatcher, tracker, order, opening)
    return events


def tell(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, opening: Opening, then: list[str] | None = None
) -> None:
    """The opening, and the responses in `then` in the same message."""
    whose = {"order_number": order.number, "item": first_item(order, tracker)}
    more = {"then": then} if then else {}
    promise(dispatcher, opening.response, opening.promised, **{**whose, **opening.values, **more})


def person_decides(events: Events) -> bool:
    return any(event.get("name") == "needs_person" for event in events)


async def second_time(tracker: Tracker, order: Order) -> Events:
    """A complaint about an order that this customer complained about before, in another conversation, is a person's:
    nothing is said, nothing is asked. No events for any other."""
    topic = TOPICS.get(tracker.get_slot("topic") or "")
    if topic is None or not topic.problem:
        return []
    case = case_under_way(tracker, order, None)
    known = await _standing(tracker, order, case)
    return to_person(Person(Trigger.REPEAT_FAILURE, SECOND_TIME), case) if known.history.told_before else []


def problem_of(tracker: Tracker) -> str:
    """ "I want my money back" is a wish about the problem under way, where there is one."""
    topic, case = tracker.get_slot("topic") or "", case_of(tracker.get_slot("case"))
    if case and topic in WISHES and not case.over:
        return case.problem
    return topic


async def allowed(tracker: Tracker, order: Order, case: Case) -> Allowed | Person:
    """As the order stands now: what was offered an hour ago may not fit any more."""
    at_stake = order.total
    if case.problem == "payment_issue":
        at_stake = too_much(order) or Money(order.total.amount * 0, order.total.currency)
    if not at_stake.amount:
        return Person(Trigger.AUTHORITY, "the shop's record shows nothing that was taken too much")
    problem = as_it_stands(case.problem, order, shop_now())
    if problem is None:
        return Person(Trigger.AUTHORITY, f"the late order is {order.status} by now")
    known = await _standing(tracker, order, case)
    felt = (case.severity, case.frustration, at_stake, known.history, known.budget_left)
    returnable = standing(order, shop_now()).return_until is not None
    situation = Situation(problem, *felt, case.occasion, case.preventable, returnable)
    return decide(services.recovery().catalogue, situation)


async def _standing(tracker: Tracker, order: Order, case: Case) -> Standing:
    whose = (str(case.customer), case_id(tracker.sender_id, case), order.number)
    return await services.recovery().grants.standing(*whose, shop_now())


def case_under_way(tracker: Tracker, order: Order, problem: str | None) -> Case:
    """The case under way, which now knows whose it is; one of its own for a problem nobody has told in words.

    `problem`: as it turned out to be; None: as the case has it.
    """
    told = case_of(tracker.get_slot("case"))
    case = told if told and not told.over else after(told, Told(problem or problem_of(tracker), ""), goes_on=False)
    return replace(case, problem=problem or case.problem, customer=customer_key(order.email), order_number=order.number)


def to_person(person: Person, case: Case) -> Events:
    """Says nothing: the hand-over does, in the same turn (bot/policy/decision.py)."""
    why = {"kind": str(person.kind), "explanation": person.reason}
    return [SlotSet("case", replace(case, outcome=CaseOutcome.PERSON).slot()), SlotSet("needs_person", why)]


@cache
def _words() -> Workdays:
    return load_workdays(ROOT / "data" / "recovery" / "workdays.yml")
