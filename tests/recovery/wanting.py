"""A catalogue small enough to run dry in a test, and wishes for it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from actions.shop.interface import Money
from bot.recovery.authority import Offer
from bot.recovery.catalogue import Catalogue, Limits
from bot.recovery.catalogue_file import load_catalogue
from bot.recovery.grants import Wanted, customer_key
from bot.vocabulary import Remedy

FILE = Path(__file__).parents[2] / "data" / "compensation.yml"


def catalogue(budget: str = "1000", customer: str = "150", case: str = "100", grants: int = 2) -> Catalogue:
    limits = Limits(Decimal(case), Decimal(customer), grants, Decimal(budget))
    return replace(load_catalogue(FILE), limits=limits)


def own_month(year: int) -> datetime:
    """Budgets are by month, so a test that empties one takes a month nobody else uses."""
    return datetime(year, 3, 15, 12, tzinfo=UTC)


def an_offer(cost: str = "20.00", kind: Remedy = Remedy.VOUCHER) -> Offer:
    return Offer(kind.value, kind, Money(Decimal(cost), "PLN"), Decimal(cost), 0, "none")


def wanted(cost: str = "20.00", key: str = "", customer: str = "", order: str = "") -> Wanted:
    key, order = key or uuid4().hex, order or uuid4().hex
    return Wanted(key, f"case {order}", f"conversation {key}", customer_key(customer or key), order, an_offer(cost))
