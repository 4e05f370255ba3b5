"""What the assistant may offer for a problem, or why a person has to decide. Pure.

The service-recovery paradox (a customer won back is more loyal than before) holds once, for a small failure that nobody
could foresee. What is repeated, great or preventable goes to a person, before anything is offered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from actions.shop.interface import Money
from bot.recovery.catalogue import Catalogue, Limits, Option, shown
from bot.vocabulary import Remedy, Trigger

SECOND_TIME = "the customer complained about this order before, in another conversation"
"""The paradox works once."""


@dataclass(frozen=True)
class History:
    """What this customer went through before, without the problem in hand.

    failures: problems in the time that counts; granted: cost this month, in the catalogue's currency; grants: how many.
    same_order: something was granted for this order before. told_before: they complained about it in another
    conversation.
    """

    failures: int = 0
    broken_promises: int = 0
    granted: Decimal = Decimal(0)
    grants: int = 0
    same_order: bool = False
    told_before: bool = False


@dataclass(frozen=True)
class Situation:
    """`severity` 0-4, `frustration` 0-1 smoothed, both the worst of this problem; `budget_left` of the month.

    occasion: a day that does not come back was spoilt. preventable: the customer says that we could have prevented it.
    can_return: the goods are there and may go back.
    """

    problem: str
    severity: int
    frustration: float
    order_value: Money
    history: History
    budget_left: Decimal
    occasion: bool = False
    preventable: bool = False
    can_return: bool = False


@dataclass(frozen=True)
class Offer:
    """`amount` is what the customer gets, in the order's currency; `cost` in the catalogue's; `workdays` from today."""

    option: str
    kind: Remedy
    amount: Money
    cost: Decimal
    workdays: int
    obstacle: str


@dataclass(frozen=True)
class Person:
    """A person decides; `reason` is for the desk."""

    kind: Trigger
    reason: str


@dataclass(frozen=True)
class Allowed:
    """`named` are offered, two or more; `others` are granted when asked for. Cheapest of a kind, best kind first."""

    named: tuple[Offer, ...]
    others: tuple[Offer, ...]

    @property
    def all(self) -> tuple[Offer, ...]:
        return (*self.named, *self.others)


def decide(catalogue: Catalogue, situation: Situation) -> Allowed | Person:
    """Never raises for a situation; a problem that is not in the catalogue is a person's."""
    person = _person(catalogue, situation)
    if person:
        return person
    fitting = _fitting(catalogue, situation)
    left = authority_left(catalogue.limits, situation.history, situation.budget_left)
    within = [offer for offer in fitting if offer.cost <= left]
    ways_out = one_of_a_kind([offer for offer in within if offer.kind is not Remedy.APOLOGY])
    if len(ways_out) < catalogue.at_least:
        return Person(Trigger.AUTHORITY, _why_too_few(catalogue, situation, len(ways_out)))
    named = tuple(ways_out[: catalogue.at_most])
    return Allowed(named, tuple(offer for offer in within if offer not in named))


def authority_left(limits: Limits, history: History, budget_left: Decimal) -> Decimal:
    """The most that one grant may cost now, in the catalogue's currency."""
    if history.grants >= limits.grants_per_customer_month:
        return Decimal(0)
    customer = limits.per_customer_month - history.granted
    return max(Decimal(0), min(limits.per_case, customer, budget_left))


def _person(catalogue: Catalogue, situation: Situation) -> Person | None:
    checks: tuple[Callable[[Catalogue, Situation], Person | None], ...] = (_repeated, _great, _preventable, _unknown)
    return next((person for check in checks if (person := check(catalogue, situation))), None)


def _repeated(catalogue: Catalogue, situation: Situation) -> Person | None:
    history, limit = situation.history, catalogue.person
    if history.same_order:
        return Person(Trigger.REPEAT_FAILURE, "something was granted for this order before")
    if history.told_before:
        return Person(Trigger.REPEAT_FAILURE, SECOND_TIME)
    if history.failures >= limit.earlier_failures:
        return Person(Trigger.REPEAT_FAILURE, f"problems before, in {limit.remember_days} days: {history.failures}")
    if history.broken_promises >= limit.broken_promises:
        return Person(Trigger.REPEAT_FAILURE, f"promises we did not keep: {history.broken_promises}")
    return None


def _great(catalogue: Catalogue, situation: Situation) -> Person | None:
    limit = catalogue.person
    if situation.severity >= limit.severity:
        return Person(Trigger.SEVERITY, f"severity {situation.severity} of the {situation.problem}")
    if situation.frustration >= limit.frustration:
        return Person(Trigger.FRUSTRATION, f"frustration {situation.frustration:.2f} over the {situation.problem}")
    value = catalogue.cost(situation.order_value)
    if value is not None and value >= limit.order_value:
        return Person(Trigger.AUTHORITY, f"an order worth {shown(catalogue, value)}")
    return None


def _preventable(catalogue: Catalogue, situation: Situation) -> Person | None:
    problem = catalogue.problems.get(situation.problem)
    if situation.preventable:
        return Person(Trigger.AUTHORITY, "the customer thinks that we could have prevented it")
    if problem and problem.preventable:
        return Person(Trigger.AUTHORITY, f"a {situation.problem} is ours to prevent")
    return None


def _unknown(catalogue: Catalogue, situation: Situation) -> Person | None:
    if situation.problem not in catalogue.problems:
        return Person(Trigger.AUTHORITY, f"no way out of a {situation.problem} is in the catalogue")
    currency = situation.order_value.currency
    if currency not in catalogue.rates:
        return Person(Trigger.AUTHORITY, f"the catalogue has no rate for {currency}")
    return None


def _fitting(catalogue: Catalogue, situation: Situation) -> list[Offer]:
    harm = catalogue.harm(situation.frustration, situation.occasion)
    fitting = catalogue.problems[situation.problem].fitting
    options = [f.option for f in fitting if situation.severity in f.severities and harm in f.harms]
    possible = [o for o in options if not o.person and (o.kind is not Remedy.RETURN or situation.can_return)]
    offers = (offer_of(catalogue, option, situation.order_value) for option in possible)
    return [offer for offer in offers if offer]


def offer_of(catalogue: Catalogue, option: Option, value: Money) -> Offer | None:
    """For an order of this value; None where the option or the catalogue has nothing for its currency."""
    amount = option.amount(value)
    cost = catalogue.cost(amount) if amount else None
    if amount is None or cost is None:
        return None
    return Offer(option.name, option.kind, amount, cost, option.workdays, option.obstacle)


def one_of_a_kind(offers: list[Offer]) -> list[Offer]:
    """The first of each kind, in order."""
    return list({offer.kind: offer for offer in reversed(offers)}.values())[::-1]


def _why_too_few(catalogue: Catalogue, situation: Situation, found: int) -> str:
    limits, history = catalogue.limits, situation.history
    left = authority_left(limits, history, situation.budget_left)
    if history.grants >= limits.grants_per_customer_month:
        return f"the customer has had {history.grants} grants this month"
    if situation.budget_left < min(limits.per_case, limits.per_customer_month - history.granted):
        return f"the month's budget has {shown(catalogue, situation.budget_left)} left"
    return f"{found} ways out within the authority of {shown(catalogue, left)}"
