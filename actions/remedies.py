"""The way out of a problem that the customer chose (actions/ways_out.py), granted exactly once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.carrying_out import carry_out
from actions.late import news_by
from actions.order_action import Events, OrderAction, shop_now
from actions.saying import Promised, day, far_day, language_of, money, promise, say, wish_key
from actions.shop.interface import Money, Order, OutcomeStatus
from actions.ways_out import allowed, case_under_way, to_person
from bot.policy.remedies import SEND_BACK
from bot.policy.topics import SOLUTION
from bot.recovery.authority import Allowed, Offer, Person
from bot.recovery.cases import Case, case_id
from bot.recovery.granting import grant_once
from bot.recovery.grants import Grant, OverLimit, Wanted
from bot.recovery.meeting import meets, nearly
from bot.recovery.wording import NEWS
from bot.vocabulary import CaseOutcome, GrantState, PromiseKind, Remedy, Trigger

PROMISED = {
    Remedy.REFUND: PromiseKind.REFUND,
    Remedy.PARTIAL_REFUND: PromiseKind.REFUND,
    Remedy.REPLACEMENT: PromiseKind.DELIVERY,
    Remedy.RESEND: PromiseKind.DELIVERY,
    Remedy.CANCEL: PromiseKind.REFUND,
    Remedy.SURPLUS: PromiseKind.REFUND,
}
"""What shows that a grant was kept by its day."""
WORDS_ONLY = (Remedy.APOLOGY, Remedy.WAIT)
"""Nothing is booked for these."""


class GrantRemedy(OrderAction):
    """Grants what the customer chose (slot `wish`), if it is still within the authority."""

    def name(self) -> str:
        return "action_grant_remedy"

    async def settle(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order) -> Events:
        case, key = case_under_way(tracker, order, None), wish_key(tracker)
        begun = await services.recovery().grants.find(key)
        if order.returns and _sends_back(tracker, case):  # opened by this message before the process died, or elsewhere
            return await self._send_back(dispatcher, tracker, order, replace(case, chosen=SEND_BACK))
        if begun:  # this message was under way when the process died
            return await self._grant(dispatcher, tracker, order, case, _offer_of(begun))
        found = await allowed(tracker, order, case)
        if isinstance(found, Person):
            return to_person(found, case)
        fitting = _meant(found, tracker, order)
        if len(fitting) > 1 or (not fitting and _nearly(found, tracker)):
            say(dispatcher, "utter_remedy_which")
            return [SlotSet("asked", "remedy")]  # and the ways out stay on the table
        if not fitting:
            return to_person(Person(Trigger.AUTHORITY, "the wish is above what the assistant may grant"), case)
        return await self._grant(dispatcher, tracker, order, case, fitting[0])

    async def _grant(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, case: Case, offer: Offer
    ) -> Events:
        case = replace(case, chosen=offer.option, cost=str(offer.cost))
        if offer.kind is Remedy.RETURN:
            return await self._send_back(dispatcher, tracker, order, case)
        if offer.option == NEWS:
            _say_with_news(dispatcher, tracker, order, case)
            return _settled(case)
        if offer.kind in WORDS_ONLY:
            say(dispatcher, f"utter_granted_{offer.kind}", then=["utter_solution_question"])
            return _settled(case)
        whose = (case_id(tracker.sender_id, case), tracker.sender_id, str(case.customer), order.number)
        recovery, wanted = services.recovery(), Wanted(wish_key(tracker), *whose, offer)
        try:
            grant = await grant_once(recovery.grants, wanted, carry_out(recovery.remedies, shop_now), shop_now())
        except OverLimit as over:
            return to_person(Person(Trigger.AUTHORITY, f"nothing is left within the limit {over.limit}"), case)
        if grant.id != wanted.key:
            return to_person(Person(Trigger.REPEAT_FAILURE, "something was granted for this order before"), case)
        if grant.state is GrantState.REFUSED:
            return to_person(Person(Trigger.AUTHORITY, f"the shop could not do the {grant.option}"), case)
        _say_granted(dispatcher, tracker, order, grant, _news(order, case))
        return _settled(case)

    async def _send_back(self, dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, case: Case) -> Events:
        """The label, once: the shop does the same wish once, and says what was opened before."""
        label = await services.shop().open_return(order.number, case.problem, wish_key(tracker))
        if label.status not in (OutcomeStatus.DONE, OutcomeStatus.ALREADY_DONE) or label.send_by is None:
            return to_person(Person(Trigger.AUTHORITY, "the shop could not open the return"), case)
        values = {"reference": label.reference, "until": day(label.send_by, language_of(tracker))}
        then = ["utter_solution_question"]
        say(dispatcher, "utter_return_opened", then=then, sent_to=label.sent_to or order.email, **values)
        return _settled(case)


def _told(tracker: Tracker) -> dict[str, Any]:
    """Slot `wish`: {"wishes", "amount", "currency", "share", "option", "again"}, each where it was told."""
    return tracker.get_slot("wish") or {}


def _sends_back(tracker: Tracker, case: Case) -> bool:
    """Whether the wish is the return that was offered, by its place or by what comes of it."""
    wish = _told(tracker)
    named = wish.get("option") == SEND_BACK or not {Remedy.RETURN, Remedy.REFUND}.isdisjoint(wish.get("wishes", ()))
    return named and SEND_BACK in case.offered


def _nearly(allowed: Allowed, tracker: Tracker) -> bool:
    """A word that may mean one of the offers is asked back once."""
    wish = _told(tracker)
    plain = not (wish.get("amount") or wish.get("share") or wish.get("option") or wish.get("again"))
    return plain and nearly(allowed, [Remedy(name) for name in wish.get("wishes", ())])


def _meant(allowed: Allowed, tracker: Tracker, order: Order) -> tuple[Offer, ...]:
    """The offers that the wish may mean: one by its place alone; several where its place and its name disagree, too."""
    wishes, amount = _wish(tracker, order)
    option = _told(tracker).get("option")
    by_name = meets(allowed, wishes, amount) if wishes or amount or not option else ()
    by_place = tuple(offer for offer in allowed.all if offer.option == option)
    if not option or not by_name:
        return by_place if option else by_name
    return by_place if set(by_place) <= set(by_name) else (*by_place, *by_name)


def _wish(tracker: Tracker, order: Order) -> tuple[list[Remedy], Money | None]:
    """Of the slot: {"wishes", "amount", "currency", "share"}; a share is one of what was paid."""
    wish = _told(tracker)
    if wish.get("share"):
        part = (order.total.amount * Decimal(wish["share"]) / 100).quantize(Decimal("0.01"))
        return [Remedy(name) for name in wish["wishes"]], Money(part, order.total.currency)
    amount = Money(Decimal(wish["amount"]), wish["currency"]) if wish.get("amount") else None
    return [Remedy(name) for name in wish.get("wishes", ())], amount


def _settled(case: Case) -> Events:
    settled = replace(case, outcome=CaseOutcome.SETTLED)
    return [SlotSet("case", settled.slot()), SlotSet("offer", SOLUTION), SlotSet("wish", None)]


def _news(order: Order, case: Case) -> Promised | None:
    """What who keeps waiting without a new day is promised: a line."""
    by = news_by(case.problem, order, services.recovery().catalogue, shop_now())
    return Promised(PromiseKind.MESSAGE, order, by) if by else None


def _say_with_news(dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, case: Case) -> None:
    news = _news(order, case)
    news_day = day(news.by, language_of(tracker)) if news else ""
    response, then = "utter_order_stays", ["utter_news_promised", "utter_solution_question"]
    promise(dispatcher, response, news, then=then, news_by=news_day)


def _say_granted(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, grant: Grant, news: Promised | None
) -> None:
    """`news`: promised beside a voucher for waiting."""
    language = language_of(tracker)
    values = {"reference": grant.reference, "amount": money(Money(grant.amount, grant.currency), language)}
    said = far_day if grant.kind == Remedy.VOUCHER else day
    by = said(grant.due_on, language) if grant.due_on else ""
    kind = PROMISED.get(Remedy(grant.kind))  # a voucher is there already, its day is the last one
    promised = Promised(kind, order, grant.due_on) if kind and grant.due_on else None
    response, then = f"utter_granted_{grant.kind}", ["utter_solution_question"]
    if grant.kind == Remedy.VOUCHER and news:
        promised, values = news, {**values, "news_by": day(news.by, language)}
        then = ["utter_news_promised", *then]
    if grant.kind == Remedy.CANCEL and not by:  # nothing had been paid, so nothing comes back
        say(dispatcher, "utter_cancelled", then=then, order_number=grant.order_number, reference=grant.reference)
        return
    promise(dispatcher, response, promised, then=then, order_number=grant.order_number, by=by, **values)


def _offer_of(grant: Grant) -> Offer:
    amount = Money(grant.amount, grant.currency)
    return Offer(grant.option, Remedy(grant.kind), amount, grant.cost, 0, "none")
