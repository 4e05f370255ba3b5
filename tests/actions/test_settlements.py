from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from actions.remedies import GrantRemedy
from actions.settlements import OfferSettlement, RefundStatusAction, ReturnItem, SendInvoice
from actions.shop.interface import Order, OrderStatus
from actions.shop.scenes import charged_again, days, delivered, payment_failed, repaid, sent_back, shipped
from bot.recovery.cases import Case
from tests.actions.stage import TODAY, Shelf, an_order, play


def received(days_ago: int = 5) -> Order:
    day = TODAY - days(days_ago)
    return delivered(shipped(an_order(on=days_ago + 4), day - days(2), day - days(1), None), day)


def refunded(expected: int, paid: bool = False) -> Order:
    back = sent_back(received(20), "too small", TODAY - days(10), TODAY - days(6))
    when = TODAY + timedelta(days=expected)
    return repaid(back, TODAY - days(5), when, when if paid else None)


async def test_two_ways_to_have_money_back(shelf: Shelf) -> None:
    played = await play(OfferSettlement(), topic="get_refund", **await shelf.put(received()))
    assert (played.said, played.slots["offer"]) == (["utter_settlement_options"], "return_item")
    assert played.values["item"] and played.values["until"]


PAYMENT = {"topic": "payment_issue", "case": Case(1, "payment_issue", "charged twice", severity=2).slot()}


def another() -> Order:
    """Of a customer who never had a problem."""
    return replace(received(), email=f"{uuid4().hex}@example.com")


async def test_one_payment_is_named_and_a_person_offered(shelf: Shelf) -> None:
    played = await play(OfferSettlement(), **PAYMENT, **await shelf.put(another()))
    assert (played.said, played.slots["offer"]) == (["utter_payment_once"], "person")
    assert played.values["amount"] and played.values["day"]


async def test_a_shop_that_cannot_tell_leaves_it_to_a_person(shelf: Shelf) -> None:
    played = await play(OfferSettlement(), **PAYMENT, **await shelf.put(replace(another(), payments=())))
    assert (played.said, played.slots["offer"]) == (["utter_settlement_person"], "person")


@pytest.mark.parametrize("life", [lambda order: charged_again(order, TODAY), payment_failed])
async def test_what_was_taken_too_much_has_two_ways_back(
    shelf: Shelf, pool: asyncpg.Pool, life: Callable[[Order], Order]
) -> None:
    order = life(another())
    known = await shelf.put(order)
    offered = await play(OfferSettlement(), **PAYMENT, **known)
    assert offered.said == ["utter_remedy_taken_too_much"]
    ways = ["utter_remedy_surplus", "utter_obstacle_bank", "utter_remedy_surplus_as_voucher"]
    assert offered.values["then"][:3] == ways
    chosen = {**PAYMENT, **known, "case": offered.slots["case"], "offer": offered.slots["offer"]}
    granted = await play(GrantRemedy(), wish={"wishes": ["refund"]}, **chosen)
    assert (granted.said, granted.values["kind"]) == (["utter_granted_surplus"], "refund")
    paid = await pool.fetch("SELECT amount FROM demo_shop.refunds WHERE order_number = $1", order.number)
    assert [row["amount"] for row in paid] == [order.total.amount]


async def test_too_much_for_the_assistant_is_explained_before_a_person_takes_over(shelf: Shelf) -> None:
    order = charged_again(another(), TODAY)
    great = Case(1, "payment_issue", "charged twice", severity=3).slot()
    played = await play(OfferSettlement(), topic="payment_issue", case=great, **await shelf.put(order))
    assert (played.said, played.slots["needs_person"]["kind"]) == (["utter_remedy_taken_too_much"], "severity")


@pytest.mark.parametrize("order", [an_order(), received(40)])
async def test_where_nothing_can_be_returned_a_person_decides(shelf: Shelf, order: Order) -> None:
    played = await play(OfferSettlement(), topic="damaged_item", **await shelf.put(order))
    assert played.said == ["utter_settlement_person"]


async def test_the_item_is_named_in_the_customers_language(shelf: Shelf) -> None:
    order = received()
    known = await shelf.put(order)
    names = [(await play(OfferSettlement(), language=language, **known)).values["item"] for language in ("en", "pl")]
    assert names == [order.items[0].name_en, order.items[0].name_pl]


async def test_a_return_is_asked_about_once_and_then_opened_once(shelf: Shelf) -> None:
    known = await shelf.put(received())
    asked = await play(ReturnItem(), topic="return_item", **known)
    assert (asked.said, asked.slots["offer"]) == (["utter_return_confirm"], "return_item")
    wish = {"message_id": f"return {known['order_number']}", "offer": "confirmed", "topic": "return_item", **known}
    first, again = [await play(ReturnItem(), **wish) for _ in range(2)]
    assert first.said == again.said == ["utter_return_opened"]
    assert first.values["reference"] == again.values["reference"]
    assert first.values["sent_to"] == known["email"]
    assert (first.slots["offer"], first.slots["topic"]) == (None, None)


async def test_thirty_days_have_passed(shelf: Shelf) -> None:
    played = await play(ReturnItem(), **await shelf.put(received(40)))
    assert (played.said, played.slots["offer"]) == (["utter_return_too_late"], "person")


async def test_what_has_not_arrived_cannot_go_back(shelf: Shelf) -> None:
    assert (await play(ReturnItem(), **await shelf.put(an_order()))).said == ["utter_return_not_yet"]
    cancelled = replace(an_order(), status=OrderStatus.CANCELLED)
    assert (await play(ReturnItem(), **await shelf.put(cancelled))).said == ["utter_order_is_cancelled"]


async def test_a_refund_that_comes_is_a_promise(shelf: Shelf) -> None:
    played = await play(RefundStatusAction(), **await shelf.put(refunded(expected=3)))
    assert played.said == ["utter_refund_coming"]
    assert played.values["due"].startswith((TODAY + days(3)).isoformat())
    assert played.slots["offer"] is None


async def test_a_refund_due_today_is_not_overdue(shelf: Shelf) -> None:
    assert (await play(RefundStatusAction(), **await shelf.put(refunded(expected=0)))).said == ["utter_refund_coming"]


async def test_a_refund_we_did_not_pay_in_time(shelf: Shelf) -> None:
    played = await play(RefundStatusAction(), **await shelf.put(refunded(expected=-1)))
    assert (played.said, played.slots["needs_person"]["kind"]) == (["utter_refund_overdue"], "authority")
    assert "due" not in played.values
    assert "promise we did not keep" in played.slots["needs_person"]["explanation"]


async def test_a_refund_that_was_paid(shelf: Shelf) -> None:
    played = await play(RefundStatusAction(), **await shelf.put(refunded(expected=-2, paid=True)))
    assert (played.said, "due" in played.values) == (["utter_refund_paid"], False)


async def test_money_back_that_is_on_its_way_already(shelf: Shelf) -> None:
    played = await play(OfferSettlement(), topic="get_refund", **await shelf.put(refunded(expected=3)))
    assert played.said == ["utter_refund_coming"]


async def test_no_refund_so_far(shelf: Shelf) -> None:
    played = await play(RefundStatusAction(), **await shelf.put(received()))
    assert (played.said, played.slots["offer"]) == (["utter_refund_none"], "person")


async def test_an_invoice_goes_to_the_address_of_the_order(shelf: Shelf) -> None:
    known = await shelf.put(received())
    played = await play(SendInvoice(), **known)
    assert (played.said, played.values["sent_to"]) == (["utter_invoice_sent"], known["email"])


async def test_there_is_no_invoice_before_the_parcel_leaves(shelf: Shelf) -> None:
    played = await play(SendInvoice(), **await shelf.put(an_order()))
    assert (played.said, played.slots["offer"]) == (["utter_invoice_not_yet"], "person")


async def test_money_kept_for_a_cancelled_order_is_found_under_any_name(shelf: Shelf) -> None:
    told = {"topic": "get_refund", "case": Case(1, "get_refund", "you kept my money", severity=2).slot()}
    played = await play(OfferSettlement(), **told, **await shelf.put(payment_failed(another())))
    assert (played.said, played.slots["case"]["problem"]) == (["utter_remedy_taken_too_much"], "payment_issue")
