from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.interface import Money
from bot.recovery.authority import Allowed, History, Person, Situation, authority_left, decide
from bot.recovery.catalogue_file import load_catalogue
from bot.vocabulary import Remedy
from tests.recovery.wanting import FILE, catalogue

CATALOGUE = load_catalogue(FILE)
LAMP = Situation("damaged_item", 2, 0.2, Money(Decimal("129.00"), "PLN"), History(), Decimal(20000))


def decided(**more: Any) -> Allowed | Person:
    return decide(CATALOGUE, replace(LAMP, **more))


def allowed(**more: Any) -> Allowed:
    found = decided(**more)
    assert isinstance(found, Allowed), found
    return found


def options(**more: Any) -> list[str]:
    return [offer.option for offer in allowed(**more).named]


def history(**more: Any) -> dict[str, History]:
    return {"history": History(**more)}


def test_a_broken_lamp_is_replaced_or_paid_back_whole_or_in_part() -> None:
    assert options() == ["replacement", "part_refund", "refund"]
    part = allowed().named[1]
    assert (part.amount, part.cost, part.workdays) == (Money(Decimal("32.25"), "PLN"), Decimal("32.25"), 5)


def test_an_order_in_euros_costs_the_budget_zlotys() -> None:
    part = allowed(order_value=Money(Decimal("40.00"), "EUR")).named[1]
    assert (part.amount, part.cost) == (Money(Decimal("10.00"), "EUR"), Decimal("42.50"))


@pytest.mark.parametrize(
    ("situation", "kind", "reason"),
    [
        ({"severity": 3}, "severity", "severity 3"),
        ({"frustration": 0.7}, "frustration", "frustration 0.70"),
        ({"order_value": Money(Decimal(1500), "PLN")}, "authority", "an order worth 1500.00 PLN"),
        ({"order_value": Money(Decimal(353), "EUR")}, "authority", "an order worth 1500.25 PLN"),
        ({"order_value": Money(Decimal(20), "CHF")}, "authority", "no rate for CHF"),
        (history(failures=1), "repeat_failure", "problems before"),
        (history(broken_promises=1), "repeat_failure", "did not keep"),
        (history(same_order=True), "repeat_failure", "granted for this order before"),
        (history(told_before=True), "repeat_failure", "complained about this order before"),
        ({"preventable": True}, "authority", "could have prevented"),
        ({"problem": "complaint"}, "authority", "no way out of a complaint"),
        (history(grants=2, granted=Decimal(5)), "authority", "had 2 grants this month"),
        ({"budget_left": Decimal("8.50")}, "authority", "the month's budget has 8.50 PLN left"),
        (history(granted=Decimal(890), grants=1), "authority", "0 ways out within the authority of 10.00 PLN"),
        ({"order_value": Money(Decimal(900), "PLN")}, "authority", "1 ways out within the authority of 600.00 PLN"),
    ],
)
def test_what_a_person_decides_and_why(situation: dict[str, Any], kind: str, reason: str) -> None:
    found = decided(**situation)
    assert isinstance(found, Person)
    assert found.kind == kind
    assert reason in found.reason


def test_a_small_budget_offers_what_it_can_pay() -> None:
    assert options(problem="late_delivery", budget_left=Decimal(50)) == ["voucher", "delivery_back", "wait"]
    assert isinstance(decided(budget_left=Decimal(50)), Person)


def test_great_emotional_harm_is_made_good_with_more() -> None:
    assert options(problem="late_delivery", frustration=0.1) == ["voucher", "delivery_back", "cancel"]
    assert options(problem="late_delivery", frustration=0.6) == ["large_voucher", "delivery_back", "cancel"]
    assert options(problem="late_delivery", occasion=True) == ["large_voucher", "delivery_back", "cancel"]


def test_a_question_about_a_late_order_is_answered_with_its_day_and_the_way_out() -> None:
    assert options(problem="late_delivery", severity=0) == ["wait", "cancel"]
    assert options(problem="late_delivery", severity=0, frustration=0.6) == ["large_voucher", "cancel"]


def test_a_problem_that_is_ours_to_prevent_is_a_persons() -> None:
    preventable = replace(CATALOGUE.problems["payment_issue"], preventable=True)
    strict = replace(CATALOGUE, problems={**CATALOGUE.problems, "payment_issue": preventable})
    found = decide(strict, replace(LAMP, problem="payment_issue"))
    assert isinstance(found, Person) and "ours to prevent" in found.reason
    assert options(problem="payment_issue") == ["surplus", "surplus_as_voucher"]


SITUATIONS = st.builds(
    Situation,
    problem=st.sampled_from([*CATALOGUE.problems, "complaint"]),
    severity=st.integers(0, 4),
    frustration=st.floats(0, 1),
    order_value=st.builds(Money, st.decimals(0, 3000, places=2), st.sampled_from(["PLN", "EUR", "CHF"])),
    history=st.builds(
        History,
        failures=st.integers(0, 2),
        broken_promises=st.integers(0, 1),
        granted=st.decimals(0, 600, places=2),
        grants=st.integers(0, 3),
        same_order=st.booleans(),
        told_before=st.booleans(),
    ),
    budget_left=st.decimals(0, 1000, places=2),
    occasion=st.booleans(),
    preventable=st.booleans(),
)


@given(SITUATIONS)
def test_there_are_always_two_ways_out_within_the_authority_or_a_person_with_a_reason(situation: Situation) -> None:
    mine = catalogue(budget="1000", customer="500", case="400")
    found = decide(mine, situation)
    if isinstance(found, Person):
        assert found.reason
        return
    left = authority_left(mine.limits, situation.history, situation.budget_left)
    assert 2 <= len(found.named) <= mine.at_most
    assert len({offer.kind for offer in found.named}) == len(found.named)
    assert all(offer.cost <= left for offer in found.all)
    assert situation.severity < 3 and situation.frustration < 0.7 and not situation.preventable
    assert situation.history.failures == 0 and not situation.history.same_order
    assert not situation.history.told_before
    assert Remedy.APOLOGY not in {offer.kind for offer in found.named}
