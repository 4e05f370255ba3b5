"""The demo shop: a whole small shop in PostgreSQL, so that all the assistant says can be tried and tested."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import astuple
from datetime import UTC, date, datetime

import asyncpg

from actions.shop import effects, remedy_effects
from actions.shop.exactly_once import Effect, Result, Wish, exactly_once
from actions.shop.given import plain_email, storable
from actions.shop.in_time import in_time
from actions.shop.interface import (
    Address,
    Cancellation,
    InvoiceSent,
    Money,
    Order,
    Outcome,
    ReturnLabel,
    ShopUnavailable,
)
from actions.shop.reading import read_order
from actions.shop.remedies import Repayment, SentAgain, Voucher
from bot.store.postgres import OUTAGE


def utc_now() -> datetime:
    return datetime.now(UTC)


class DemoShop:
    """A Shop (see interface.py) with Remedies. `now` is aware and in the shop's time zone: its date is their today."""

    def __init__(self, pool: asyncpg.Pool, now: Callable[[], datetime] = utc_now) -> None:
        self._pool = pool
        self._now = now

    async def find_order(self, number: str, email: str) -> Order | None:
        async with _answering(), self._pool.acquire() as connection:
            order = await read_order(connection, storable(number).strip().upper())
        # Compared here, not in the query: a wrong number and a wrong e-mail take the same way.
        return order if order and order.email == plain_email(email) else None

    async def cancel(self, order_number: str, key: str) -> Cancellation:
        wish = Wish("CN", key, storable(order_number))
        result = await self._once(wish, effects.on_order(wish, effects.cancel(self._now())))
        return Cancellation(result.status, result.reference, result.amount, result.due_on)

    async def change_address(self, order_number: str, address: Address, key: str) -> Outcome:
        wanted = Address(*(storable(part).strip() for part in astuple(address)))
        wish = Wish("AD", key, storable(order_number), astuple(wanted))
        result = await self._once(wish, effects.on_order(wish, effects.change_address(wanted)))
        return Outcome(result.status, result.reference)

    async def open_return(self, order_number: str, reason: str, key: str) -> ReturnLabel:
        wish = Wish("RT", key, storable(order_number), (storable(reason),))
        effect = effects.open_return(wish, storable(reason), self._now())
        result = await self._once(wish, effects.on_order(wish, effect))
        return ReturnLabel(result.status, result.reference, result.sent_to, result.due_on)

    async def send_invoice(self, order_number: str, key: str) -> InvoiceSent:
        wish = Wish("IN", key, storable(order_number))
        result = await self._once(wish, effects.on_order(wish, effects.send_invoice(wish)))
        return InvoiceSent(result.status, result.reference, result.sent_to)

    async def send_password_link(self, email: str, key: str) -> Outcome:
        address = plain_email(email)
        wish = Wish("PW", key, None, (address,))
        result = await self._once(wish, effects.send_password_link(wish, address))
        return Outcome(result.status, result.reference)

    async def refund(self, order_number: str, amount: Money, key: str) -> Repayment:
        wish = Wish("RF", key, storable(order_number), (f"{amount.amount:.2f}", amount.currency))
        result = await self._once(wish, effects.on_order(wish, remedy_effects.refund(amount, self._now())))
        return Repayment(result.status, result.reference, result.amount, result.due_on)

    async def voucher(self, order_number: str, amount: Money, valid_until: date, key: str) -> Voucher:
        details = (f"{amount.amount:.2f}", amount.currency, valid_until.isoformat())
        wish = Wish("VO", key, storable(order_number), details)
        result = await self._once(wish, effects.on_order(wish, remedy_effects.voucher(wish, amount, valid_until)))
        return Voucher(result.status, result.reference, result.reference, result.due_on)

    async def send_again(self, order_number: str, by: date, key: str) -> SentAgain:
        wish = Wish("SA", key, storable(order_number), (by.isoformat(),))
        result = await self._once(wish, effects.on_order(wish, remedy_effects.send_again(wish, by)))
        return SentAgain(result.status, result.reference, result.due_on)

    async def _once(self, wish: Wish, effect: Effect) -> Result:
        async with _answering():
            return await exactly_once(self._pool, wish, effect)


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    try:
        async with in_time():
            yield
    except OUTAGE as error:
        raise ShopUnavailable(f"the demo shop does not answer: {type(error).__name__}") from error
