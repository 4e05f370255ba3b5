"""Late, lost, on its way: the facts the dialogue states, at one fixed moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from actions.shop.delay import Doubt, standing
from actions.shop.interface import Order, OrderStatus
from actions.shop.people import people
from actions.shop.scenes import cancelled, days, delivered, lost, processing, sent_back, shipped

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
PEOPLE = {order.number: order for order in people(TODAY)}


def promised(order: Order, on: date) -> Order:
    return replace(order, parcels=(replace(order.parcels[0], promised_on=on),))


def on_its_way(order: Order, promised_on: date, last_scan: date = TODAY, estimated: date | None = None) -> Order:
    return shipped(promised(order, promised_on), TODAY - days(20), last_scan, estimated)


def test_a_parcel_is_not_late_on_the_promised_day_itself(fresh_order: Order) -> None:
    facts = standing(on_its_way(fresh_order, TODAY), NOW)
    assert (facts.late, facts.days_late, facts.expected_on) == (False, 0, TODAY)


def test_a_parcel_is_one_day_late_the_day_after(fresh_order: Order) -> None:
    facts = standing(on_its_way(fresh_order, TODAY - days(1)), NOW)
    assert (facts.late, facts.days_late) == (True, 1)


def test_a_passed_promise_without_a_new_estimate_means_nobody_can_say_when(fresh_order: Order) -> None:
    assert standing(on_its_way(fresh_order, TODAY - days(1)), NOW).expected_on is None
    stale = on_its_way(fresh_order, TODAY - days(3), estimated=TODAY - days(1))
    assert standing(stale, NOW).expected_on is None


def test_an_estimate_after_the_promise_is_slipping_before_it_is_late(fresh_order: Order) -> None:
    facts = standing(on_its_way(fresh_order, TODAY + days(1), estimated=TODAY + days(2)), NOW)
    assert (facts.late, facts.slipping) == (False, True)


def test_a_delivered_order_counts_its_lateness_up_to_the_delivery(fresh_order: Order) -> None:
    facts = standing(delivered(on_its_way(fresh_order, TODAY - days(10)), TODAY - days(8)), NOW)
    assert (facts.days_late, facts.delivered_on, facts.expected_on) == (2, TODAY - days(8), None)


def test_five_days_without_a_scan_raise_a_doubt_four_do_not(fresh_order: Order) -> None:
    quiet = on_its_way(fresh_order, TODAY, last_scan=TODAY - days(4))
    silent = on_its_way(fresh_order, TODAY, last_scan=TODAY - days(5))
    assert (standing(quiet, NOW).days_without_scan, standing(quiet, NOW).doubt) == (4, None)
    assert (standing(silent, NOW).days_without_scan, standing(silent, NOW).doubt) == (5, Doubt.NO_SCAN)


def test_delivered_is_doubted_only_when_the_customer_has_nothing(fresh_order: Order) -> None:
    order = delivered(on_its_way(fresh_order, TODAY), TODAY - days(1))
    assert standing(order, NOW).doubt is None
    assert standing(order, NOW, customer_has_nothing=True).doubt is Doubt.DELIVERED_NOT_RECEIVED


def test_having_nothing_yet_is_no_doubt_while_the_parcel_travels(fresh_order: Order) -> None:
    assert standing(on_its_way(fresh_order, TODAY), NOW, customer_has_nothing=True).doubt is None


def test_a_lost_parcel_is_expected_never_and_late_every_day(fresh_order: Order) -> None:
    facts = standing(lost(on_its_way(fresh_order, TODAY - days(6)), TODAY - days(3)), NOW)
    assert (facts.doubt, facts.expected_on, facts.days_late) == (Doubt.CARRIER_LOST, None, 6)


def test_an_order_in_two_parcels_is_delivered_only_when_both_are(fresh_order: Order) -> None:
    here = delivered(on_its_way(fresh_order, TODAY), TODAY - days(1))
    there = on_its_way(fresh_order, TODAY - days(2), estimated=TODAY + days(1)).parcels[0]
    facts = standing(replace(here, parcels=(*here.parcels, there)), NOW)
    assert (facts.delivered_on, facts.expected_on, facts.days_late) == (None, TODAY + days(1), 2)


def test_only_what_has_not_left_can_be_cancelled_or_sent_elsewhere(fresh_order: Order) -> None:
    open_to_change = [fresh_order, processing(fresh_order)]
    sent = on_its_way(fresh_order, TODAY)
    closed = [sent, delivered(sent, TODAY), cancelled(fresh_order, TODAY, None)]
    assert all(standing(order, NOW).can_cancel for order in open_to_change)
    assert not any(standing(order, NOW).can_cancel for order in closed)
    assert all(standing(order, NOW).can_change_address for order in open_to_change)
    assert not any(standing(order, NOW).can_change_address for order in closed)


def test_a_cancelled_order_is_never_late_and_nothing_is_expected(fresh_order: Order) -> None:
    facts = standing(cancelled(promised(fresh_order, TODAY - days(9)), TODAY - days(8), None), NOW)
    assert (facts.days_late, facts.expected_on, facts.promised_on) == (0, None, None)


def test_a_return_is_possible_up_to_and_on_day_30(fresh_order: Order) -> None:
    sent = on_its_way(fresh_order, TODAY)
    assert standing(delivered(sent, TODAY - days(30)), NOW).return_until == TODAY
    assert standing(delivered(sent, TODAY - days(31)), NOW).return_until is None
    assert standing(sent, NOW).return_until is None


def test_an_order_already_going_back_cannot_be_returned_again(fresh_order: Order) -> None:
    order = sent_back(delivered(on_its_way(fresh_order, TODAY), TODAY - days(5)), "too small", TODAY, TODAY)
    assert standing(replace(order, status=OrderStatus.DELIVERED), NOW).return_until is None


def test_the_day_is_the_shop_s_own_not_greenwich_s(fresh_order: Order) -> None:
    just_after_midnight = datetime(2026, 11, 21, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    facts = standing(on_its_way(fresh_order, TODAY), just_after_midnight)
    assert facts.days_late == 1


def test_the_people_of_the_demo_stand_as_the_readme_says() -> None:
    facts = {number: standing(order, NOW) for number, order in PEOPLE.items()}
    assert facts["FL-10001"].expected_on == TODAY + days(1) and not facts["FL-10001"].late
    assert (facts["FL-10002"].days_late, facts["FL-10002"].expected_on) == (3, TODAY + days(2))
    assert facts["FL-10002"].doubt is None
    assert facts["FL-10003"].delivered_on == TODAY - days(1) and not facts["FL-10003"].late
    assert facts["FL-10006"].can_cancel and facts["FL-10006"].can_change_address
    assert facts["FL-10007"].return_until == TODAY + days(25)
    assert (facts["FL-10009"].doubt, facts["FL-10009"].days_late) == (Doubt.CARRIER_LOST, 6)
    assert facts["FL-10010"].delivered_on == TODAY - days(1)
