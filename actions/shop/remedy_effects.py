"""What a remedy changes in the demo shop's tables, inside the transaction that claimed its key."""

from datetime import date, datetime

import asyncpg

from actions.shop import rules
from actions.shop.effects import KEEP, MAIL, REFUND, OrderEffect
from actions.shop.exactly_once import Result, Wish
from actions.shop.interface import Money, Order, OutcomeStatus, ParcelStatus, RefundStatus
from actions.shop.payments import kept

# A parcel that was lost is packed anew; beside one that was delivered there is a second.
LOST_AGAIN = """
UPDATE demo_shop.parcels SET status = $2, promised_on = $3, estimated_on = NULL, tracking_number = NULL,
    delivered_at = NULL
WHERE order_number = $1 AND status = 'lost'
"""
NO_SCANS = """
DELETE FROM demo_shop.parcel_events e USING demo_shop.parcels p
WHERE e.order_number = $1 AND p.order_number = $1 AND p.position = e.parcel_position AND p.status = 'lost'
"""
ANOTHER = """
INSERT INTO demo_shop.parcels (order_number, position, carrier, status, promised_on)
SELECT order_number, max(position) + 1, max(carrier), $2, $3 FROM demo_shop.parcels WHERE order_number = $1
GROUP BY order_number
"""


def refund(amount: Money, now: datetime) -> OrderEffect:
    due = rules.refund_by(now.date())

    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        left = kept(order).amount
        if amount.currency != order.total.currency or not 0 < amount.amount <= left:
            return Result(OutcomeStatus.NOT_ALLOWED)
        await connection.execute(REFUND, order.number, amount.amount, RefundStatus.APPROVED, now.date(), due)
        await connection.execute(KEEP, order.number)
        return Result(OutcomeStatus.DONE, reference, amount=amount, due_on=due)

    return effect


def voucher(wish: Wish, amount: Money, valid_until: date) -> OrderEffect:
    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        if amount.currency != order.total.currency or amount.amount <= 0:
            return Result(OutcomeStatus.NOT_ALLOWED)
        await connection.execute(MAIL, wish.key, "voucher", order.email, reference)
        return Result(OutcomeStatus.DONE, reference, amount=amount, due_on=valid_until, sent_to=order.email)

    return effect


def send_again(wish: Wish, by: date) -> OrderEffect:
    async def effect(connection: asyncpg.Connection, reference: str, order: Order) -> Result:
        if order.status in rules.GONE:
            return Result(OutcomeStatus.NOT_ALLOWED)
        lost = any(parcel.status is ParcelStatus.LOST for parcel in order.parcels)
        if lost:
            await connection.execute(NO_SCANS, order.number)
        await connection.execute(LOST_AGAIN if lost else ANOTHER, order.number, ParcelStatus.PREPARING, by)
        await connection.execute(KEEP, order.number)
        await connection.execute(MAIL, wish.key, "sent_again", order.email, reference)
        return Result(OutcomeStatus.DONE, reference, due_on=by, sent_to=order.email)

    return effect
