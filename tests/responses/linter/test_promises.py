import pytest

from bot.responses.linter import promises
from bot.responses.linter.promises import unkept
from bot.responses.linter.usage import Use
from tests.responses.linter.written import written


def found(**said: str) -> list[str]:
    return [finding.rule for finding in unkept(written(**said))]


def test_a_day_without_a_row_in_the_ledger() -> None:
    rule = "utter_invoice_sent: names a day ({by}) that gets no row in the promise ledger"
    assert found(utter_invoice_sent="It is with you by {by}.") == [rule]


def test_a_promise_that_names_no_day() -> None:
    rule = "utter_refund_coming: goes to the promise ledger and names no day"
    assert found(utter_refund_coming="Your refund is on its way.") == [rule]


def test_days_with_a_row_and_days_that_are_no_promise_of_ours() -> None:
    assert found(utter_refund_coming="By {by}.", utter_order_on_time="On {expected}.") == []
    assert found(utter_return_opened="Send it until {until}.", utter_refund_paid="Paid on {day}.") == []


def test_a_name_put_together_where_the_moment_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    use = Use("utter_given_", "actions/giving.py", 1, promised=True)
    monkeypatch.setattr(promises, "uses", lambda: (use,))
    assert found(utter_given_refund="By {by}.") == []
    assert found(utter_taken_refund="By {by}.") != []


def test_a_stated_wait_is_promised_by_the_hand_over() -> None:
    assert found(utter_wait_estimate="{point}, {upper} at the latest.") == []
