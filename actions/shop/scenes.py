"""The life of a demo order, each step made from the one before: placed, shipped, delivered, returned."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from actions.shop.catalogue import Buyer
from actions.shop.interface import (
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
from actions.shop.rules import refund_by, send_back_by

TRACKING = "RR1000{digits}PL"  # the form of the Universal Postal Union: two letters, nine digits, two letters
HUB = "Stryków"


def at(day: date, hour: int = 0) -> datetime:
    """Midnight by default, so that what happens today never lies in the future."""
    return datetime.combine(day, time(hour), UTC)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def placed(number: str, buyer: Buyer, items: tuple[Item, ...], on: date, parcel: Parcel) -> Order:
    """Paid at once, with one payment."""
    amount = sum((item.price.amount * item.quantity for item in items), Decimal(0))
    total = Money(amount, items[0].price.currency)
    return Order(
        number=number,
        email=buyer.email,
        language=buyer.language,
        status=OrderStatus.PLACED,
        placed_at=at(on),
        total=total,
        address=buyer.address,
        items=items,
        parcels=(parcel,),
        payments=(Payment(f"PAY-{number.removeprefix('FL-')}-1", total, on),),
    )


def charged_again(order: Order, on: date) -> Order:
    """The payment provider took the whole sum once more."""
    again = Payment(f"PAY-{_digits(order)}-{len(order.payments) + 1}", order.total, on)
    return replace(order, payments=(*order.payments, again))


def payment_failed(order: Order) -> Order:
    """The shop heard "failed" and cancelled the order; the money had been taken all the same, and nobody noticed."""
    return replace(
        order,
        status=OrderStatus.CANCELLED,
        parcels=(replace(order.parcels[0], status=ParcelStatus.STOPPED),),
        cancellation_reference=f"CN-{_digits(order)}",
    )


def preparing(carrier: str, promised_on: date) -> Parcel:
    return Parcel(carrier, None, ParcelStatus.PREPARING, promised_on)


def processing(order: Order) -> Order:
    return replace(order, status=OrderStatus.PROCESSING)


def shipped(order: Order, on: date, last_scan_on: date, estimated_on: date | None) -> Order:
    """Two scans: picked up, and a depot on the last day anybody saw it."""
    scans = (
        Scan(at(on), ScanKind.PICKED_UP, HUB),
        Scan(at(last_scan_on), ScanKind.DEPOT, order.address.city),
    )
    parcel = replace(
        order.parcels[0],
        tracking_number=TRACKING.format(digits=_digits(order)),
        status=ParcelStatus.IN_TRANSIT,
        estimated_on=estimated_on,
        events=scans,
    )
    invoice = Invoice(f"FV/{_digits(order)}", on, order.email)
    return replace(order, status=OrderStatus.SHIPPED, parcels=(parcel,), invoices=(invoice,))


def delivered(order: Order, on: date) -> Order:
    scan = Scan(at(on, 12), ScanKind.DELIVERED, order.address.city)
    parcel = _moved(order, scan, ParcelStatus.DELIVERED)
    return replace(order, status=OrderStatus.DELIVERED, parcels=(replace(parcel, delivered_at=scan.at),))


def lost(order: Order, on: date) -> Order:
    parcel = _moved(order, Scan(at(on), ScanKind.LOST, HUB), ParcelStatus.LOST)
    return replace(order, parcels=(replace(parcel, estimated_on=None),))


def cancelled(order: Order, on: date, paid_on: date | None) -> Order:
    """Cancelled before it left; the refund is approved at once and paid on `paid_on`, if it is."""
    return replace(
        order,
        status=OrderStatus.CANCELLED,
        parcels=(replace(order.parcels[0], status=ParcelStatus.STOPPED),),
        refunds=(_refund(order, on, paid_on or refund_by(on), paid_on),),
        cancellation_reference=f"CN-{_digits(order)}",
    )


def sent_back(order: Order, reason: str, opened_on: date, received_on: date) -> Order:
    """The shop has the goods again; money follows with `repaid`."""
    back = Return(
        reference=f"RT-{_digits(order)}",
        reason=reason,
        status=ReturnStatus.RECEIVED,
        opened_on=opened_on,
        send_by=send_back_by(opened_on),
        received_on=received_on,
    )
    return replace(order, status=OrderStatus.RETURNED, returns=(back,))


def repaid(order: Order, approved_on: date, expected_on: date, paid_on: date | None) -> Order:
    return replace(order, refunds=(_refund(order, approved_on, expected_on, paid_on),))


def _moved(order: Order, scan: Scan, status: ParcelStatus) -> Parcel:
    parcel = order.parcels[0]
    return replace(parcel, status=status, events=(*parcel.events, scan))


def _refund(order: Order, approved_on: date, expected_on: date, paid_on: date | None) -> Refund:
    status = RefundStatus.PAID if paid_on else RefundStatus.APPROVED
    return Refund(order.total, status, approved_on, expected_on, paid_on)


def _digits(order: Order) -> str:
    return order.number.removeprefix("FL-")
