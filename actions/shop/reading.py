"""An order out of the demo shop's tables, in one round trip."""

from itertools import groupby
from typing import Any

import asyncpg

from actions.shop.interface import (
    Address,
    Invoice,
    Item,
    Money,
    Order,
    OrderStatus,
    Parcel,
    ParcelStatus,
    Payment,
    Refund,
    RefundStatus,
    Return,
    ReturnStatus,
    Scan,
    ScanKind,
)

Row = Any  # an asyncpg.Record, also of a composite type

# Arrays of whole rows: asyncpg gives them back as records with their own types, so money stays Decimal.
ORDER = """
SELECT o.*,
    ARRAY(SELECT i FROM demo_shop.items i WHERE i.order_number = o.number ORDER BY i.position) AS items,
    ARRAY(SELECT p FROM demo_shop.parcels p WHERE p.order_number = o.number ORDER BY p.position) AS parcels,
    ARRAY(SELECT e FROM demo_shop.parcel_events e WHERE e.order_number = o.number
          ORDER BY e.parcel_position, e.position) AS events,
    ARRAY(SELECT r FROM demo_shop.returns r WHERE r.order_number = o.number) AS returns,
    ARRAY(SELECT f FROM demo_shop.refunds f WHERE f.order_number = o.number ORDER BY f.id) AS refunds,
    ARRAY(SELECT v FROM demo_shop.invoices v WHERE v.order_number = o.number ORDER BY v.number) AS invoices,
    ARRAY(SELECT y FROM demo_shop.payments y WHERE y.order_number = o.number ORDER BY y.id) AS payments
FROM demo_shop.orders o
WHERE o.number = $1
"""


async def read_order(connection: asyncpg.Connection, number: str) -> Order | None:
    row = await connection.fetchrow(ORDER, number)
    return None if row is None else _order(row)


def _order(row: Row) -> Order:
    currency = row["currency"]
    return Order(
        number=row["number"],
        email=row["email"],
        language=row["language"],
        status=OrderStatus(row["status"]),
        placed_at=row["placed_at"],
        total=Money(row["total"], currency),
        address=Address(row["name"], row["street"], row["postcode"], row["city"], row["country"]),
        items=tuple(_item(item, currency) for item in row["items"]),
        parcels=_parcels(row["parcels"], row["events"]),
        returns=tuple(_return(one) for one in row["returns"]),
        refunds=tuple(_refund(refund, currency) for refund in row["refunds"]),
        invoices=tuple(Invoice(one["number"], one["issued_on"], one["sent_to"]) for one in row["invoices"]),
        payments=tuple(_payment(one, currency) for one in row["payments"]),
        cancellation_reference=row["cancellation_reference"],
    )


def _item(row: Row, currency: str) -> Item:
    each = Money(row["price"], currency)
    return Item(row["sku"], row["name_en"], row["name_pl"], row["quantity"], each, row["name_cs"], row["name_ru"])


def _payment(row: Row, currency: str) -> Payment:
    return Payment(row["reference"], Money(row["amount"], currency), row["taken_on"])


def _parcels(parcels: list[Row], events: list[Row]) -> tuple[Parcel, ...]:
    scans = {
        position: tuple(Scan(event["at"], ScanKind(event["kind"]), event["place"]) for event in group)
        for position, group in groupby(events, key=lambda event: event["parcel_position"])
    }
    return tuple(_parcel(parcel, scans.get(parcel["position"], ())) for parcel in parcels)


def _parcel(row: Row, scans: tuple[Scan, ...]) -> Parcel:
    return Parcel(
        carrier=row["carrier"],
        tracking_number=row["tracking_number"],
        status=ParcelStatus(row["status"]),
        promised_on=row["promised_on"],
        estimated_on=row["estimated_on"],
        delivered_at=row["delivered_at"],
        events=scans,
    )


def _return(row: Row) -> Return:
    return Return(
        reference=row["reference"],
        reason=row["reason"],
        status=ReturnStatus(row["status"]),
        opened_on=row["opened_on"],
        send_by=row["send_by"],
        received_on=row["received_on"],
    )


def _refund(row: Row, currency: str) -> Refund:
    return Refund(
        amount=Money(row["amount"], currency),
        status=RefundStatus(row["status"]),
        approved_on=row["approved_on"],
        expected_on=row["expected_on"],
        paid_on=row["paid_on"],
    )
