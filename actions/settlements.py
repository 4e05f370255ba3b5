"""Refunds, returns, invoices, and the ways out of a problem the assistant may not settle alone."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.order_action import Events, OrderAction, first_item, shop_now
from actions.orders import ENDED
from actions.saying import Promised, day, language_of, money, promise, say, wish_key
from actions.shop.delay import standing
from actions.shop.interface import Order, OutcomeStatus, RefundStatus
from actions.shop.payments import taken, too_much
from actions.ways_out import (
    Opening,
    case_under_way,
    offer_or_explain,
    offer_ways_out,
    problem_of,
    second_time,
    to_person,
)
from bot.recovery.authority import Person
from bot.vocabulary import PromiseKind, Trigger

PAYMENT = "payment_issue"
BROKEN = ("damaged_item", "wrong_item")
"""Problems that are settled within the authority (bot/recovery), as long as the order can be returned."""


class OfferSettlement(OrderAction):
    """Ways out of what is broken or wrong; for money back otherwise a return, or a person."""

    def name(self) -> str:
        return "action_offer_settlement"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        if tracker.get_slot("topic") == "get_refund" and order.refunds:
            return await RefundStatusAction().settle(dispatcher, tracker, order)
        if again := await second_time(tracker, order):
            return again
        problem, until = problem_of(tracker), standing(order, shop_now()).return_until
        if problem == PAYMENT or (until is None and too_much(order)):  # "you cancelled it and kept my money"
            return await _compare_payments(dispatcher, tracker, order)
        values = {"order_number": order.number, "item": first_item(order, tracker)}
        if until is not None and problem in BROKEN:
            return await offer_ways_out(dispatcher, tracker, order, problem, Opening("utter_remedy_opening"))
        if until is None:
            say(dispatcher, "utter_settlement_person", **values)
            return [SlotSet("offer", "person")]
        say(dispatcher, "utter_settlement_options", until=day(until, language_of(tracker)), **values)
        return [SlotSet("offer", "return_item")]


async def _compare_payments(dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
    """What the shop's record shows is made good; where it shows nothing, a person asks the payment provider."""
    language, over = language_of(tracker), too_much(order)
    if over:
        values = {"over": money(over, language), "taken": money(taken(order), language)}
        opening = Opening("utter_remedy_taken_too_much", values=values)
        return await offer_or_explain(dispatcher, tracker, order, PAYMENT, opening)
    if not order.payments:
        say(dispatcher, "utter_settlement_person", order_number=order.number, item=first_item(order, tracker))
    else:
        paid = order.payments[-1]
        values = {"amount": money(paid.amount, language), "day": day(paid.taken_on, language)}
        say(dispatcher, "utter_payment_once", order_number=order.number, **values)
    return [SlotSet("offer", "person")]


class ReturnItem(OrderAction):
    """Asks once before it opens a return: "can I send it back?" and "no, I keep it" sound alike to a classifier."""

    def name(self) -> str:
        return "action_return_item"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        until = standing(order, shop_now()).return_until
        if tracker.get_slot("offer") == "confirmed" or until is None:
            return await self._open(dispatcher, tracker, order)
        values = {"item": first_item(order, tracker), "until": day(until, language_of(tracker))}
        say(dispatcher, "utter_return_confirm", order_number=order.number, **values)
        return [SlotSet("offer", "return_item")]

    async def _open(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        label = await services.shop().open_return(order.number, tracker.get_slot("topic") or "", wish_key(tracker))
        if label.status is OutcomeStatus.TOO_LATE:
            say(dispatcher, "utter_return_too_late", order_number=order.number)
            return [SlotSet("offer", "person")]
        if label.status is OutcomeStatus.NOT_ALLOWED or label.send_by is None:
            say(dispatcher, ENDED.get(order.status, "utter_return_not_yet"), order_number=order.number)
            return [SlotSet("offer", None)]
        values = {
            "reference": label.reference,
            "until": day(label.send_by, language_of(tracker)),
            "sent_to": label.sent_to,
        }
        say(dispatcher, "utter_return_opened", order_number=order.number, **values)
        return [SlotSet("offer", None), SlotSet("topic", None)]


class RefundStatusAction(OrderAction):
    def name(self) -> str:
        return "action_refund_status"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        if not order.refunds:
            say(dispatcher, "utter_refund_none", order_number=order.number)
            return [SlotSet("offer", "person")]
        refund, language = order.refunds[-1], language_of(tracker)
        values = {"order_number": order.number, "amount": money(refund.amount, language)}
        if refund.status is RefundStatus.PAID and refund.paid_on:
            say(dispatcher, "utter_refund_paid", day=day(refund.paid_on, language), **values)
        elif refund.expected_on < shop_now().date():
            say(dispatcher, "utter_refund_overdue", day=day(refund.expected_on, language), **values)
            reason = f"the refund was due on {refund.expected_on} and is not paid: a promise we did not keep"
            return to_person(Person(Trigger.AUTHORITY, reason), case_under_way(tracker, order, "get_refund"))
        else:
            promise(
                dispatcher,
                "utter_refund_coming",
                Promised(PromiseKind.REFUND, order, refund.expected_on),
                by=day(refund.expected_on, language),
                **values,
            )
        return [SlotSet("offer", None)]


class SendInvoice(OrderAction):
    def name(self) -> str:
        return "action_send_invoice"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        sent = await services.shop().send_invoice(order.number, wish_key(tracker))
        if sent.sent_to is None:
            say(dispatcher, "utter_invoice_not_yet", order_number=order.number)
            return [SlotSet("offer", "person")]
        say(
            dispatcher,
            "utter_invoice_sent",
            order_number=order.number,
            sent_to=sent.sent_to,
            reference=sent.reference,
        )
        return [SlotSet("offer", None), SlotSet("topic", None)]
