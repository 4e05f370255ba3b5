"""A WooCommerce shop behind the interface, and with it what puts a problem right: money, a voucher, the goods again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import astuple, replace
from datetime import date, datetime
from weakref import WeakValueDictionary

from actions.shop import rules
from actions.shop.given import plain_email, plain_number, storable
from actions.shop.in_time import in_time
from actions.shop.interface import (
    Address,
    Cancellation,
    InvoiceSent,
    Money,
    Order,
    Outcome,
    OutcomeStatus,
    ReturnLabel,
    ShopUnavailable,
)
from actions.shop.remedies import Repayment, SentAgain, Voucher
from actions.shop.woocommerce.client import Client, Denied
from actions.shop.woocommerce.mails import Mails
from actions.shop.woocommerce.notes import Notes
from actions.shop.woocommerce.orders import Orders, shipping
from actions.shop.woocommerce.reading import Kept, Terms
from actions.shop.woocommerce.refunds import Payout, Refunds
from actions.shop.woocommerce.returns import Returns
from actions.shop.woocommerce.vouchers import Vouchers
from actions.shop.woocommerce.wishes import Record, Wish

# For the shop's own people, who work in WooCommerce.
SEND_AGAIN = "{reference}: please send this order once more; the customer was told {by} as the day it arrives by."


class WooCommerceShop:
    """A Shop (see interface.py). `now` is aware and in the shop's time zone; `labels`: of returns, by language.

    Wishes about one order take turns in this process. Between processes the shop itself keeps the peace: it refunds no
    more than was paid, and a voucher's code exists once.
    """

    def __init__(self, client: Client, terms: Terms, labels: Mapping[str, str], now: Callable[[], datetime]) -> None:
        notes = Notes(client)
        self._client = client
        self._terms = terms
        self._now = now
        self._orders = Orders(client, terms)
        self._refunds = Refunds(client, self._orders, notes, terms.zone)
        self._returns = Returns(self._orders, notes, labels, terms.return_address)
        self._mails = Mails(client, notes)
        self._vouchers = Vouchers(client)
        self._notes = notes
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def close(self) -> None:
        await self._client.close()

    async def find_order(self, number: str, email: str) -> Order | None:
        async with answering():
            kept = await self._orders.find(number)
            if kept is None or not kept.order.email or kept.order.email != plain_email(email):
                return None
            if not kept.reasons:
                return kept.order
            refunds = tuple(one.as_refund() for one in await self._orders.refunds(kept))
            return replace(kept.order, refunds=refunds)

    async def cancel(self, order_number: str, key: str) -> Cancellation:
        wish = Wish("CN", key, plain_number(order_number))
        async with self._order_of(wish) as kept:
            if kept is None:
                return Cancellation(OutcomeStatus.NOT_ALLOWED)
            done = kept.earlier(wish) or await self._cancelled(kept, wish)
            return Cancellation(done.status, done.reference, done.amount, done.due_on)

    async def change_address(self, order_number: str, address: Address, key: str) -> Outcome:
        wanted = Address(*(storable(part).strip() for part in astuple(address)))
        wish = Wish("AD", key, plain_number(order_number), astuple(wanted))
        async with self._order_of(wish) as kept:
            if kept is None:
                return Outcome(OutcomeStatus.NOT_ALLOWED)
            done = kept.earlier(wish) or await self._moved(kept, wish, wanted)
            return Outcome(done.status, done.reference)

    async def open_return(self, order_number: str, reason: str, key: str) -> ReturnLabel:
        wish = Wish("RT", key, plain_number(order_number), (storable(reason),))
        async with self._order_of(wish) as kept:
            if kept is None:
                return ReturnLabel(OutcomeStatus.NOT_ALLOWED)
            now = self._now()
            done = kept.earlier(wish) or await self._returns.open(kept, wish, storable(reason), now)
            return ReturnLabel(done.status, done.reference, done.sent_to, done.due_on)

    async def send_invoice(self, order_number: str, key: str) -> InvoiceSent:
        wish = Wish("IN", key, plain_number(order_number))
        async with self._order_of(wish) as kept:
            if kept is None:
                return InvoiceSent(OutcomeStatus.NOT_ALLOWED)
            done = kept.earlier(wish) or await self._mails.invoice(kept, wish)
            return InvoiceSent(done.status, done.reference, done.sent_to)

    async def send_password_link(self, email: str, key: str) -> Outcome:
        wish = Wish("PW", key, plain_email(email))
        async with answering(), self._turn(wish.about):
            await self._mails.password_link(wish.about, wish)
            return Outcome(OutcomeStatus.DONE, wish.reference)

    async def refund(self, order_number: str, amount: Money, key: str) -> Repayment:
        """A part of what was paid, or all of it. NOT_ALLOWED: that much is not left, or it was another currency."""
        wish = Wish("RF", key, plain_number(order_number), (f"{amount.amount:.2f}", amount.currency))
        async with self._order_of(wish) as kept:
            if kept is None:
                return Repayment(OutcomeStatus.NOT_ALLOWED)
            kept.earlier(wish)
            return await self._repaid(kept, Payout(wish, wish.reference, amount))

    async def voucher(self, order_number: str, amount: Money, valid_until: date, key: str) -> Voucher:
        """For the customer of this order only, for one purchase, up to and including the day `valid_until`."""
        details = (f"{amount.amount:.2f}", amount.currency, valid_until.isoformat())
        wish = Wish("VO", key, plain_number(order_number), details)
        async with self._order_of(wish) as kept:
            if kept is None or kept.order.total.currency != amount.currency:
                return Voucher(OutcomeStatus.NOT_ALLOWED)
            code = await self._vouchers.give(kept.order.email, amount, valid_until, wish)
            return Voucher(OutcomeStatus.DONE, wish.reference, code, valid_until)

    async def send_again(self, order_number: str, by: date, key: str) -> SentAgain:
        """The shop's people pack it: they find a note at the order, once."""
        wish = Wish("SA", key, plain_number(order_number), (by.isoformat(),))
        async with self._order_of(wish) as kept:
            if kept is None or kept.order.status in rules.GONE:
                return SentAgain(OutcomeStatus.NOT_ALLOWED)
            text = SEND_AGAIN.format(reference=wish.reference, by=by.isoformat())
            await self._notes.add(kept, wish.reference, text, to_customer=False)
            return SentAgain(OutcomeStatus.DONE, wish.reference, by)

    async def _cancelled(self, kept: Kept, wish: Wish) -> Record:
        """Paid or not, one request undoes the order: a full refund ends it too."""
        reference = f"CN-{kept.id}"
        payout = Payout(wish, reference, kept.left, ends=True)
        if kept.order.cancellation_reference and (paid := await self._refunds.paid(kept, payout)):
            done = self._done(wish, reference, paid.amount, rules.refund_by(paid.on))
            return done if wish.mark in kept.fingerprints else replace(done, status=OutcomeStatus.ALREADY_DONE)
        status = rules.cancelling(kept.order)
        if status is OutcomeStatus.DONE and kept.left.amount > 0:
            repaid = await self._refunds.pay(kept, payout)
            return self._done(wish, reference, repaid.amount, rules.refund_by(repaid.on))
        if status is OutcomeStatus.DONE:
            done = self._done(wish, reference)
            await self._orders.change(kept, wish, done, status="cancelled")
            return done
        return await self._refused(kept, wish, status, kept.order.cancellation_reference)

    async def _moved(self, kept: Kept, wish: Wish, wanted: Address) -> Record:
        status = rules.changing_address(kept.order, wanted)
        if status is not OutcomeStatus.DONE:
            return await self._refused(kept, wish, status)
        done = self._done(wish, wish.reference)
        await self._orders.change(kept, wish, done, shipping=shipping(kept, wanted))
        return done

    async def _repaid(self, kept: Kept, payout: Payout) -> Repayment:
        paid = await self._refunds.paid(kept, payout) if payout.wish.mark in kept.fingerprints else None
        left = kept.left
        if paid is None and not (payout.amount.currency == left.currency and 0 < payout.amount.amount <= left.amount):
            return Repayment(OutcomeStatus.NOT_ALLOWED)
        paid = paid or await self._refunds.pay(kept, payout)
        return Repayment(OutcomeStatus.DONE, payout.reference, paid.amount, rules.refund_by(paid.on))

    async def _refused(self, kept: Kept, wish: Wish, status: OutcomeStatus, reference: str | None = None) -> Record:
        """Remembered too: the same wish hears the same, even when the order has moved on."""
        record = Record(wish.fingerprint, status, reference)
        await self._orders.change(kept, wish, record)
        return record

    @staticmethod
    def _done(wish: Wish, reference: str, amount: Money | None = None, by: date | None = None) -> Record:
        return Record(wish.fingerprint, OutcomeStatus.DONE, reference, amount, by)

    @asynccontextmanager
    async def _order_of(self, wish: Wish) -> AsyncIterator[Kept | None]:
        """The order as it is while no other wish of this process changes it."""
        async with answering(), self._turn(wish.about):
            yield await self._orders.find(wish.about)

    def _turn(self, about: str) -> asyncio.Lock:
        return self._turns.setdefault(about, asyncio.Lock())


@asynccontextmanager
async def answering() -> AsyncIterator[None]:
    """Whatever keeps the shop from answering is one thing to the customer, and they hear of it in time."""
    try:
        async with in_time():
            yield
    except Denied as error:
        raise ShopUnavailable(f"the shop refused: {error}") from error
