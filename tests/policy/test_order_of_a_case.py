"""What the case of a problem keeps of a message, above all which order it is about."""

from typing import Any

from bot.policy.remedies import case_slot
from bot.recovery.cases import Case
from bot.vocabulary import CaseOutcome
from tests.policy.situations import state

OPEN = Case(1, "late_delivery", "it is late")


def case_after(intent: str, topic: str | None, case: Case | None = None, number: str | None = None, **more: Any) -> Any:
    facts = {"case": case.slot() if case else None, "order_number": number}
    return case_slot(state(intent, facts=facts, **more), topic).get("case")


def test_a_problem_told_with_its_order_has_it_from_the_start() -> None:
    assert case_after("late_delivery", "late_delivery", number="FL-10002", text="FL-10002 is late")["order_number"] == (
        "FL-10002"
    )


def test_a_number_alone_goes_to_the_case_under_way() -> None:
    assert case_after("nlu_fallback", "late_delivery", OPEN, "FL-10002", bare_facts=True)["order_number"] == "FL-10002"


def test_a_number_that_was_corrected_is_not_known_to_be_the_customers() -> None:
    first = Case(1, "late_delivery", "it is late", customer="digest", order_number="FL-10001")
    now = case_after("nlu_fallback", None, first, "FL-10002")
    assert (now["order_number"], now["customer"]) == ("FL-10002", None)


def test_a_case_that_is_over_keeps_its_order() -> None:
    over = Case(1, "late_delivery", "it is late", order_number="FL-10001", outcome=CaseOutcome.SETTLED)
    assert case_after("greet", None, over, "FL-10002") is None


def test_a_second_problem_of_the_same_order_is_the_same_customers() -> None:
    over = Case(1, "late_delivery", customer="digest", order_number="FL-10002", outcome=CaseOutcome.SETTLED)
    again = case_after("late_delivery", "late_delivery", over, "FL-10002", text="late again")
    assert (again["number"], again["customer"], again["order_number"]) == (2, "digest", "FL-10002")
