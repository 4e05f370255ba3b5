"""The demo shop: a whole small shop in PostgreSQL, so that all the assistant says can be tried and tested."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import astuple
from datetime import UTC, datetime

import asyncpg

from actions.shop import effects
from actions.shop.exactly_once import Effect, Result, Wish, exactly_once
from actions.shop.interface import (
    Address,
    Cancellation,
    InvoiceSent,
    Order,
    Outcome,
    ReturnLabel,
    ShopUnavailable,
)
from actions.shop.reading import read_order
from bot.store.postgres import OUTAGE

ANSWER_WITHIN_S = 4.0  # the customer hears something true within 5 s, also when the shop hangs


def utc_now() -> datetime:
    return datetime.now(UTC)


class DemoShop:
    """A Shop (see interface.py). `now` is aware and in the shop's time zone: its date is the shop's today."""

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

    async def _once(self, wish: Wish, effect: Effect) -> Result:
        async with _answering():
            return await exactly_once(self._pool, wish, effect)


def plain_email(email: str) -> str:
    return storable(email).strip().lower()


def storable(text: str) -> str:
    """Without what PostgreSQL's text cannot hold: NUL and lone surrogates."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            yield
    except OUTAGE as error:
        raise ShopUnavailable(f"the demo shop does not answer: {type(error).__name__}") from error
