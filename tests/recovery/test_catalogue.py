"""What a way out gives and costs, as the file that comes with the program has it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from actions.shop.interface import Money
from bot.recovery.catalogue_file import load_catalogue
from bot.vocabulary import Harm
from tests.recovery.wanting import FILE

CATALOGUE = load_catalogue(FILE)


@pytest.mark.parametrize(
    ("option", "value", "gets"),
    [
        ("refund", Money(Decimal("329.00"), "PLN"), "329.00"),
        ("part_refund", Money(Decimal("129.00"), "PLN"), "32.25"),
        ("part_refund", Money(Decimal("9.99"), "PLN"), "2.50"),
        ("part_refund", Money(Decimal("1000"), "PLN"), "100"),
        ("voucher", Money(Decimal("1000"), "EUR"), "10"),
        ("apology", Money(Decimal("1000"), "EUR"), "0.00"),
    ],
)
def test_what_a_customer_gets(option: str, value: Money, gets: str) -> None:
    amount = CATALOGUE.options[option].amount(value)
    assert amount is not None
    assert (str(amount.amount), amount.currency) == (gets, value.currency)


def test_no_voucher_in_a_currency_nobody_has_thought_of() -> None:
    assert CATALOGUE.options["voucher"].amount(Money(Decimal(10), "CHF")) is None
    assert CATALOGUE.cost(Money(Decimal(10), "CHF")) is None


def test_cost_is_in_the_currency_of_the_budget() -> None:
    assert CATALOGUE.cost(Money(Decimal("10.01"), "EUR")) == Decimal("42.54")


@pytest.mark.parametrize(("frustration", "harm"), [(0.0, "none"), (0.3, "felt"), (0.49, "felt"), (0.5, "great")])
def test_emotional_harm_is_told_by_the_frustration(frustration: float, harm: str) -> None:
    assert CATALOGUE.harm(frustration) == harm


def test_a_spoilt_occasion_is_great_harm_however_calmly_it_is_told() -> None:
    assert CATALOGUE.harm(0.0, occasion=True) is Harm.GREAT


def test_a_month_begins_at_the_shops_midnight() -> None:
    assert CATALOGUE.month(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == date(2026, 11, 1)
