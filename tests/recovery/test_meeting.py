"""What a wish gets, as the catalogue that comes with the program has it."""

from decimal import Decimal
from typing import Any

import pytest

from actions.shop.interface import Money
from bot.recovery.meeting import meets
from bot.vocabulary import Remedy
from tests.recovery.test_authority import allowed


def granted(wishes: set[Remedy], amount: Money | None = None, **more: Any) -> list[str]:
    return [offer.option for offer in meets(allowed(**more), wishes, amount)]


def test_a_wish_for_what_is_offered() -> None:
    assert granted({Remedy.REFUND}) == ["refund"]
    assert granted({Remedy.REPLACEMENT}) == ["replacement"]
    assert granted({Remedy.APOLOGY}) == ["apology"]


def test_the_same_by_another_name_is_the_nearest_thing() -> None:
    assert granted({Remedy.RESEND}) == ["replacement"]
    assert granted({Remedy.REPLACEMENT}, problem="missing_parcel") == ["resend"]


def test_money_back_is_what_the_problem_makes_of_it() -> None:
    assert granted({Remedy.REFUND}, problem="late_delivery") == ["cancel"]
    assert granted({Remedy.CANCEL}) == ["refund"]
    assert granted({Remedy.REFUND}, problem="payment_issue") == ["surplus"]
    assert granted({Remedy.WAIT}, problem="late_delivery") == ["wait"]


def test_a_wish_above_the_authority_is_met_by_nothing() -> None:
    assert granted({Remedy.REPAIR}) == []
    assert granted({Remedy.SPEED}, problem="late_delivery") == []


def test_two_wishes_in_one_breath_are_a_choice_not_yet_made() -> None:
    assert granted({Remedy.REFUND, Remedy.REPLACEMENT}) == ["replacement", "refund"]


@pytest.mark.parametrize(
    ("amount", "gets"),
    [("20", ["part_refund"]), ("32.25", ["part_refund"]), ("33", ["refund"]), ("129", ["refund"]), ("200", [])],
)
def test_a_sum_is_met_by_the_least_that_covers_it(amount: str, gets: list[str]) -> None:
    assert granted(set(), Money(Decimal(amount), "PLN")) == gets
    assert granted({Remedy.REFUND, Remedy.PARTIAL_REFUND}, Money(Decimal(amount), "PLN")) == gets


def test_a_sum_in_another_currency_is_a_persons() -> None:
    assert granted(set(), Money(Decimal(5), "USD")) == []
