"""Where is it, cancel it, send it elsewhere."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.late import LATE
from actions.order_action import Events, OrderAction, shop_now
from actions.order_status import describe
from actions.saying import Promised, day, language_of, money, promise, say, wish_key
from actions.shop.delay import standing
from actions.shop.interface import Address, Order, OrderStatus, OutcomeStatus
from actions.ways_out import Opening, offer_or_explain, offer_ways_out, person_decides, second_time, tell
from bot.policy.topics import PARCEL, TOPICS
from bot.recovery.cases import case_of
from bot.recovery.late_words import late_words
from bot.vocabulary import PromiseKind

ENDED = {OrderStatus.CANCELLED: "utter_order_is_cancelled", OrderStatus.RETURNED: "utter_order_is_returned"}
"""What is said of an order that nothing can be done to any more."""
POSTCODE_CITY = re.compile(r"(?P<postcode>\d{2}[- ]?\d{3}|\d{3} ?\d{2}|\d{5})\s+(?P<city>[^\d,]+)$")


class TrackOrder(OrderAction):
    def name(self) -> str:
        return "action_track_order"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        if again := await second_time(tracker, order):
            return again
        topic = tracker.get_slot("topic") or "track_order"
        stands = standing(order, shop_now(), customer_has_nothing=topic == "missing_parcel")
        status = describe(order, stands, topic, has_it=_has_it(tracker))
        heard = _apologise(dispatcher, tracker) if status.bad_news and not TOPICS[topic].problem else []
        days = {name: day(value, language_of(tracker)) for name, value in status.days.items()}
        promised = Promised(PromiseKind.DELIVERY, order, status.due) if status.due else None
        opening = Opening(status.response, promised, days)
        if status.problem is None:
            tell(dispatcher, tracker, order, opening)
            return [*heard, SlotSet("offer", status.offer)]
        if topic == "track_order" and status.problem == LATE:
            return [*heard, *await self._asked(dispatcher, tracker, order, opening)]
        return [*heard, *await offer_or_explain(dispatcher, tracker, order, status.problem, opening)]

    async def _asked(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, opening: Opening
    ) -> Events:
        """A question is no complaint: where the assistant may offer nothing, no person is called unasked."""
        events = await offer_ways_out(dispatcher, tracker, order, LATE, opening)
        if not person_decides(events):
            return events
        if opening.promised is None:  # there is no day to wait for
            tell(dispatcher, tracker, order, Opening("utter_order_late_unknown"))
        else:
            tell(dispatcher, tracker, order, opening, ["utter_late_choice"])
        return [SlotSet("offer", "person")]


def _has_it(tracker: Tracker) -> bool:
    case = case_of(tracker.get_slot("case"))
    return late_words().arrived(case.happened if case else "")


def _apologise(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Who only asked where it is told no problem that could have been acknowledged; that it is late we say first."""
    acknowledged = tracker.get_slot("acknowledged") or []
    if not set(PARCEL).isdisjoint(acknowledged):
        return []
    say(dispatcher, "utter_acknowledge_found_late")
    return [SlotSet("acknowledged", [*acknowledged, LATE])]


class CancelOrder(OrderAction):
    """Asks once before it cancels; the answer comes back as slot `offer` = confirmed."""

    def name(self) -> str:
        return "action_cancel_order"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        if tracker.get_slot("offer") == "confirmed":
            return await self._cancel(dispatcher, tracker, order)
        if not standing(order, shop_now()).can_cancel:
            say(dispatcher, ENDED.get(order.status, "utter_cancel_too_late"), order_number=order.number)
            return [SlotSet("offer", None)]
        say(dispatcher, "utter_cancel_confirm", order_number=order.number)
        return [SlotSet("offer", "cancel_order")]

    async def _cancel(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        done = await services.shop().cancel(order.number, wish_key(tracker))
        if done.status not in (OutcomeStatus.DONE, OutcomeStatus.ALREADY_DONE):
            say(dispatcher, "utter_cancel_too_late", order_number=order.number)
            return [SlotSet("offer", "person")]
        values = {"order_number": order.number, "reference": done.reference}
        if done.refund and done.refund_by:
            language = language_of(tracker)
            amounts = {"amount": money(done.refund, language), "by": day(done.refund_by, language)}
            promised = Promised(PromiseKind.REFUND, order, done.refund_by)
            promise(dispatcher, "utter_cancelled_refund", promised, **values, **amounts)
        else:
            say(dispatcher, "utter_cancelled", **values)
        return [SlotSet("offer", None), SlotSet("topic", None)]


class ChangeAddress(OrderAction):
    def name(self) -> str:
        return "action_change_address"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        if order.status in ENDED:
            say(dispatcher, ENDED[order.status], order_number=order.number)
            return [SlotSet("address", None), SlotSet("topic", None)]
        address = parse_address(tracker.get_slot("address") or "", order.address)
        if address is None:
            say(dispatcher, "utter_ask_address_again")
            return [SlotSet("address", None), SlotSet("asked", "address")]
        done = await services.shop().change_address(order.number, address, wish_key(tracker))
        if done.status not in (OutcomeStatus.DONE, OutcomeStatus.ALREADY_DONE):
            say(dispatcher, "utter_address_too_late", order_number=order.number)
            return [SlotSet("offer", "person"), SlotSet("address", None)]
        written = f"{address.street}, {address.postcode} {address.city}"
        response = "utter_address_changed" if done.reference else "utter_address_same"
        say(dispatcher, response, order_number=order.number, reference=done.reference, new_address=written)
        return [SlotSet("address", None), SlotSet("topic", None)]


def parse_address(text: str, current: Address) -> Address | None:
    """Street, postcode and city from "Długa 5/2, 00-950 Warszawa"; None when a part is missing."""
    found = POSTCODE_CITY.search(text.strip().rstrip(".").replace("\n", " "))
    if not found:
        return None
    street = text[: found.start()].strip(" ,\n")
    if not any(c.isdigit() for c in street):
        return None
    return Address(current.name, street, found["postcode"], found["city"].strip(), current.country)
