"""The ways out of a problem, what each costs, how far the assistant's authority goes: data/compensation.yml as read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from actions.shop.interface import Money
from bot.vocabulary import Harm, Remedy

HARMS = tuple(Harm)  # in order of weight
CENT = Decimal("0.01")
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Option:
    """`share` is percent of the order's value, 0-100; `fixed` and `at_most` are amounts by currency."""

    name: str
    kind: Remedy
    share: Decimal
    fixed: Mapping[str, Decimal]
    at_most: Mapping[str, Decimal]
    workdays: int
    obstacle: str
    person: bool

    @property
    def way_out(self) -> bool:
        """An apology is no way out: it was given before, and nobody has to choose it."""
        return not self.person and self.kind is not Remedy.APOLOGY

    def amount(self, value: Money) -> Money | None:
        """What the customer gets for an order of this value; None where it is not made for its currency."""
        if self.fixed:
            fixed = self.fixed.get(value.currency)
            return None if fixed is None else Money(fixed, value.currency)
        part = (value.amount * self.share / WHOLE).quantize(CENT, ROUND_HALF_UP)
        return Money(min(part, self.at_most.get(value.currency, part)), value.currency)


@dataclass(frozen=True)
class Fitting:
    """An option of one problem, and for which severities (0-4) and emotional harm it is."""

    option: Option
    severities: range
    harms: tuple[Harm, ...]


@dataclass(frozen=True)
class Problem:
    fitting: tuple[Fitting, ...]
    preventable: bool


@dataclass(frozen=True)
class Limits:
    """Of the cost, in the catalogue's currency; a month is the calendar's."""

    per_case: Decimal
    per_customer_month: Decimal
    grants_per_customer_month: int
    budget_month: Decimal


@dataclass(frozen=True)
class PersonFrom:
    """From where on a person decides: severity 0-4, frustration 0-1, an order's value, counts of failures."""

    severity: int
    frustration: float
    order_value: Decimal
    earlier_failures: int
    remember_days: int
    broken_promises: int


@dataclass(frozen=True)
class Catalogue:
    currency: str
    rates: Mapping[str, Decimal]
    zone: ZoneInfo
    limits: Limits
    at_least: int
    at_most: int
    person: PersonFrom
    harm_from: Mapping[Harm, float]
    options: Mapping[str, Option]
    problems: Mapping[str, Problem]

    def cost(self, amount: Money) -> Decimal | None:
        """In the catalogue's currency; None for one that it has no rate for."""
        rate = self.rates.get(amount.currency)
        return None if rate is None else (amount.amount * rate).quantize(CENT, ROUND_HALF_UP)

    def harm(self, frustration: float, occasion: bool = False) -> Harm:
        """`frustration` 0-1; `occasion`: a day that does not come back was spoilt."""
        if occasion:
            return Harm.GREAT
        return next((h for h in reversed(HARMS[1:]) if frustration >= self.harm_from[h]), Harm.NONE)

    def month(self, at: datetime) -> date:
        """The first day of the month in which a grant of this moment is booked."""
        return at.astimezone(self.zone).date().replace(day=1)


def shown(catalogue: Catalogue, cost: Decimal) -> str:
    """For the desk: "120.00 PLN"."""
    return f"{cost.quantize(CENT)} {catalogue.currency}"
