"""What a granted wish changes in the demo shop's tables, inside the transaction that claimed its key."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg

from actions.shop import rules
from actions.shop.exactly_once import Effect, Result, Wish
from actions.shop.interface import (
    Address,
    Order,
    OrderStatus,
    OutcomeStatus,
    ParcelStatus,
    RefundStatus,
    ReturnStatus,
)
from actions.shop.reading import read_order

OrderEffect = Callable[[asyncpg.Connection, str, Order], Awaitable[Result]]

# seeded_on is cleared with every change: from then on the order is the customer's, not the seed's.
LOCK = "SELECT number FROM demo_shop.orders WHERE number = $1 FOR UPDATE"
CANCEL = "UPDATE demo_shop.orders SET status = $2, cancellation_reference = $3, seeded_on = NULL WHERE number = $1"
STOP = "UPDATE demo_shop.parcels SET status = $2 WHERE order_number = $1"
REFUND = """
INSERT INTO demo_shop.refunds (order_number, amount, status, approved_on, expected_on)
VALUES ($1, $2, $3, $4, $5)
"""
MOVE = """
UPDATE demo_shop.orders SET name = $2, street = $3, postcode = $4, city = $5, country = $6, seeded_on = NULL
WHERE number = $1
"""
KEEP = "UPDATE demo_shop.orders SET seeded_on = NULL WHERE number = $1"
RETURN = """
INSERT INTO demo_shop.returns (order_number, reference, reason, status, opened_on, send_by)
VALUES ($1, $2, $3, $4, $5, $6)
"""
MAIL = "INSERT INTO demo_shop.outgoing_mail (operation_key, kind, recipient, subject) VALUES ($1, $2, $3, $4)"
HAS_ACCOUNT = "SELECT EXISTS (SELECT FROM demo_shop.orders WHERE email = $1)"


def on_order(wish: Wish, effect: OrderEffect) -> Effect:
    """The effect, given the order as it is while nobody else can change it."""

    async def locked(connection: asyncpg.Connection, reference: str) -> Result:
        await connection.execute(LOCK, wish.order_number)
        order = await read_order(connection, wish.order_number or "")
        if order is None:
            return Result(OutcomeStatus.NOT_ALLOWED)
        return await effect(connection, reference, order)

    return locked


def cancel(now: datetime) -> OrderEffect:
    due = rules.refund_by(now.date())

    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        status = rules.cancelling(order)
        if status is not OutcomeStatus.DONE:
            return Result(status, order.cancellation_reference)
        await connection.execute(CANCEL, order.number, OrderStatus.CANCELLED, reference)
        await connection.execute(STOP, order.number, ParcelStatus.STOPPED)
        refund = (order.total.amount, RefundStatus.APPROVED, now.date(), due)
        await connection.execute(REFUND, order.number, *refund)
        return Result(status, reference, amount=order.total, due_on=due)

    return effect


def change_address(wanted: Address) -> OrderEffect:
    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        status = rules.changing_address(order, wanted)
        if status is not OutcomeStatus.DONE:
            return Result(status)
        parts = (wanted.name, wanted.street, wanted.postcode, wanted.city, wanted.country)
        await connection.execute(MOVE, order.number, *parts)
        return Result(status, reference)

    return effect


def open_return(wish: Wish, reason: str, now: datetime) -> OrderEffect:
    send_by = rules.send_back_by(now.date())

    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        status = rules.opening_return(order, now)
        if status is OutcomeStatus.ALREADY_DONE:
            earlier = order.returns[0]
            return Result(status, earlier.reference, due_on=earlier.send_by, sent_to=order.email)
        if status is not OutcomeStatus.DONE:
            return Result(status)
        opened = (reference, reason, ReturnStatus.OPEN, now.date(), send_by)
        await connection.execute(RETURN, order.number, *opened)
        await connection.execute(KEEP, order.number)
        await connection.execute(MAIL, wish.key, "return_label", order.email, reference)
        return Result(status, reference, due_on=send_by, sent_to=order.email)

    return effect


def send_invoice(wish: Wish) -> OrderEffect:
    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        status = rules.sending_invoice(order)
        if status is not OutcomeStatus.DONE:
            return Result(status)
        invoice = order.invoices[-1]
        await connection.execute(MAIL, wish.key, "invoice", invoice.sent_to, invoice.number)
        return Result(status, reference, sent_to=invoice.sent_to)

    return effect


def send_password_link(wish: Wish, email: str) -> Effect:
    async def effect(connection: asyncpg.Connection, reference: str) -> Result:
        if await connection.fetchval(HAS_ACCOUNT, email):
            await connection.execute(MAIL, wish.key, "password_link", email, reference)
        return Result(OutcomeStatus.DONE, reference)

    return effect
