"""A delivery that nobody waits for any more is owed to nobody."""

from dataclasses import replace

from actions.order_action import shop_now
from actions.shop.interface import Refund, RefundStatus
from actions.shop.scenes import charged_again, days, delivered, shipped
from bot.promises import in_the_shop
from tests.actions.stage import TODAY, an_order

NOW = shop_now()
ON_ITS_WAY = shipped(an_order(on=8, promised=-2), TODAY - days(6), TODAY - days(1), TODAY + days(2))
BACK = (Refund(ON_ITS_WAY.total, RefundStatus.APPROVED, TODAY, TODAY + days(7)),)


def test_on_its_way_it_is_expected() -> None:
    assert in_the_shop.delivered(ON_ITS_WAY, NOW).expected_on == TODAY + days(2)


def test_called_off_on_its_way_it_need_not_come() -> None:
    found = in_the_shop.delivered(replace(ON_ITS_WAY, refunds=BACK), NOW)
    assert found.ended and found.expected_on is None


def test_a_second_charge_paid_back_leaves_the_order_as_it_is() -> None:
    found = in_the_shop.delivered(replace(charged_again(ON_ITS_WAY, TODAY), refunds=BACK), NOW)
    assert (found.ended, found.expected_on) == (None, TODAY + days(2))


def test_what_came_all_the_same_was_delivered() -> None:
    came = replace(delivered(ON_ITS_WAY, TODAY - days(1)), refunds=BACK)
    assert in_the_shop.delivered(came, NOW).done_on == TODAY - days(1)
