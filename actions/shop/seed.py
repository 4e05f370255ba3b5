"""Fills the demo shop. Run it at every start and every midnight; it knows when there is nothing to do."""

from datetime import date

import asyncpg

from actions.shop.generated import generated
from actions.shop.interface import Order
from actions.shop.people import people

# A row is written if it is new or still holds the dates of another day. Once a customer changed the order,
# seeded_on is null, the comparison is not true, and the order stays. Two seeds at once wait for each other.
ORDER = """
INSERT INTO demo_shop.orders AS o (number, email, language, status, placed_at, total, currency,
    name, street, postcode, city, country, cancellation_reference, seeded_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (number) DO UPDATE SET (email, language, status, placed_at, total, currency,
    name, street, postcode, city, country, cancellation_reference, seeded_on)
  = (excluded.email, excluded.language, excluded.status, excluded.placed_at, excluded.total,
    excluded.currency, excluded.name, excluded.street, excluded.postcode, excluded.city, excluded.country,
    excluded.cancellation_reference, excluded.seeded_on)
WHERE o.seeded_on <> excluded.seeded_on
RETURNING number
"""
TABLES = ("items", "parcels", "returns", "refunds", "invoices", "payments")  # parcel_events go with their parcels
ITEM = """
INSERT INTO demo_shop.items (order_number, position, sku, name_en, name_pl, quantity, price, name_cs, name_ru)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
PARCEL = """
INSERT INTO demo_shop.parcels
    (order_number, position, carrier, tracking_number, status, promised_on, estimated_on, delivered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
EVENT = """
INSERT INTO demo_shop.parcel_events (order_number, parcel_position, position, at, kind, place)
VALUES ($1, $2, $3, $4, $5, $6)
"""
RETURN = """
INSERT INTO demo_shop.returns (order_number, reference, reason, status, opened_on, send_by, received_on)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
REFUND = """
INSERT INTO demo_shop.refunds (order_number, amount, status, approved_on, expected_on, paid_on)
VALUES ($1, $2, $3, $4, $5, $6)
"""
INVOICE = "INSERT INTO demo_shop.invoices (order_number, number, issued_on, sent_to) VALUES ($1, $2, $3, $4)"
PAYMENT = "INSERT INTO demo_shop.payments (order_number, reference, amount, taken_on) VALUES ($1, $2, $3, $4)"

Rows = list[tuple[object, ...]]


async def seed(pool: asyncpg.Pool, today: date) -> None:
    """All demo orders as they stand on `today`; orders that a customer changed stay as they are."""
    await write(pool, [*people(today), *generated(today)], today)


async def write(pool: asyncpg.Pool, orders: list[Order], today: date) -> None:
    """Those of these orders that are new, or were written on another day and not changed since."""
    by_number = {order.number: order for order in orders}
    async with pool.acquire() as connection, connection.transaction():
        written = await connection.fetchmany(ORDER, [_order(order, today) for order in orders])
        fresh = [by_number[row["number"]] for row in written]
        if fresh:
            await _replace_details(connection, fresh)


async def _replace_details(connection: asyncpg.Connection, orders: list[Order]) -> None:
    numbers = [order.number for order in orders]
    for table in TABLES:
        await connection.execute(f"DELETE FROM demo_shop.{table} WHERE order_number = ANY($1)", numbers)
    for statement, rows in DETAILS:
        await connection.executemany(statement, [row for order in orders for row in rows(order)])


def _order(order: Order, today: date) -> tuple[object, ...]:
    where = order.address
    return (
        *(order.number, order.email, order.language, order.status, order.placed_at),
        *(order.total.amount, order.total.currency),
        *(where.name, where.street, where.postcode, where.city, where.country),
        *(order.cancellation_reference, today),
    )


def _items(order: Order) -> Rows:
    return [
        (order.number, position, item.sku, item.name_en, item.name_pl, item.quantity, item.price.amount)
        + (item.name_cs, item.name_ru)
        for position, item in enumerate(order.items)
    ]


def _parcels(order: Order) -> Rows:
    return [
        (order.number, position, parcel.carrier, parcel.tracking_number, parcel.status)
        + (parcel.promised_on, parcel.estimated_on, parcel.delivered_at)
        for position, parcel in enumerate(order.parcels)
    ]


def _events(order: Order) -> Rows:
    return [
        (order.number, parcel_position, position, scan.at, scan.kind, scan.place)
        for parcel_position, parcel in enumerate(order.parcels)
        for position, scan in enumerate(parcel.events)
    ]


def _returns(order: Order) -> Rows:
    return [
        (order.number, one.reference, one.reason, one.status, one.opened_on, one.send_by, one.received_on)
        for one in order.returns
    ]


def _refunds(order: Order) -> Rows:
    return [
        (order.number, one.amount.amount, one.status, one.approved_on, one.expected_on, one.paid_on)
        for one in order.refunds
    ]


def _invoices(order: Order) -> Rows:
    return [(order.number, one.number, one.issued_on, one.sent_to) for one in order.invoices]


def _payments(order: Order) -> Rows:
    return [(order.number, one.reference, one.amount.amount, one.taken_on) for one in order.payments]


DETAILS = (
    (ITEM, _items),
    (PARCEL, _parcels),
    (EVENT, _events),
    (RETURN, _returns),
    (REFUND, _refunds),
    (INVOICE, _invoices),
    (PAYMENT, _payments),
)
