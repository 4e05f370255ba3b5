from dataclasses import replace
from datetime import date

import pytest

from actions.order_status import describe
from actions.shop.delay import Doubt, Standing
from actions.shop.interface import OrderStatus
from actions.shop.scenes import shipped
from tests.actions.stage import TODAY, an_order

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ON_TIME = Standing(0, TUESDAY, TUESDAY, None, 0, None, False, False, None)
LATE = replace(ON_TIME, days_late=3, promised_on=MONDAY)
ORDER = replace(shipped(an_order(), TODAY, TODAY, None), status=OrderStatus.SHIPPED)


def test_on_time_is_a_promise_of_that_day() -> None:
    status = describe(ORDER, ON_TIME, "track_order")
    assert status == ("utter_order_on_time", {"expected": TUESDAY}, TUESDAY, None, None)


def test_the_same_facts_sound_different_to_one_who_complains() -> None:
    assert describe(ORDER, ON_TIME, "late_delivery").response == "utter_order_not_late"


def test_still_being_packed() -> None:
    assert describe(an_order(), ON_TIME, "track_order").response == "utter_order_preparing_until"
    nothing_known = replace(ON_TIME, promised_on=None, expected_on=None)
    assert describe(an_order(), nothing_known, "track_order") == ("utter_order_preparing", {}, None, None, None)


def test_late_names_both_days_and_has_ways_out() -> None:
    status = describe(ORDER, LATE, "late_delivery")
    days = {"promised": MONDAY, "expected": TUESDAY}
    assert status == ("utter_order_late", days, TUESDAY, None, "late_delivery")


def test_a_day_that_slips_is_told_before_it_has_passed() -> None:
    slipping = replace(ON_TIME, promised_on=MONDAY)
    assert describe(ORDER, slipping, "track_order").response == "utter_order_late"


def test_late_without_a_new_day_promises_nothing() -> None:
    status = describe(ORDER, replace(LATE, expected_on=None), "track_order")
    assert status == ("utter_order_late_no_day", {"promised": MONDAY}, None, None, "late_delivery")


@pytest.mark.parametrize(
    ("doubt", "response"),
    [
        (Doubt.DELIVERED_NOT_RECEIVED, "utter_parcel_not_received"),
        (Doubt.NO_SCAN, "utter_parcel_silent"),
    ],
)
def test_a_parcel_that_may_be_lost_goes_to_a_person(doubt: Doubt, response: str) -> None:
    status = describe(ORDER, replace(LATE, doubt=doubt), "missing_parcel")
    assert (status.response, status.due, status.offer) == (response, None, "person")


def test_a_lost_parcel_has_ways_out() -> None:
    status = describe(ORDER, replace(LATE, doubt=Doubt.CARRIER_LOST), "track_order")
    assert (status.response, status.due, status.problem) == ("utter_remedy_parcel_lost", None, "missing_parcel")


def test_delivered() -> None:
    arrived = replace(ON_TIME, delivered_on=MONDAY, expected_on=None)
    assert describe(ORDER, arrived, "track_order") == ("utter_order_delivered", {"delivered": MONDAY}, None, None, None)


def test_delivered_late_is_a_problem_to_who_has_it_and_complains() -> None:
    arrived = replace(LATE, delivered_on=TUESDAY, expected_on=None)
    days = {"promised": MONDAY, "delivered": TUESDAY}
    came_late = describe(ORDER, arrived, "late_delivery", has_it=True)
    assert came_late == ("utter_order_came_late", days, None, None, "late_delivery")
    for topic, has_it in (("late_delivery", False), ("track_order", True)):
        assert describe(ORDER, arrived, topic, has_it).response == "utter_order_delivered"


@pytest.mark.parametrize(
    ("status", "response"),
    [(OrderStatus.CANCELLED, "utter_order_is_cancelled"), (OrderStatus.RETURNED, "utter_order_is_returned")],
)
def test_an_order_that_is_over_is_neither_late_nor_lost(status: OrderStatus, response: str) -> None:
    over = replace(ORDER, status=status)
    assert describe(over, replace(LATE, doubt=Doubt.NO_SCAN), "late_delivery").response == response
