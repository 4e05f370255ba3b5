"""WooCommerce's JSON as the shop's types. Pure; what cannot be read is ShopUnavailable, never half an order."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

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
)
from actions.shop.rules import refund_by
from actions.shop.woocommerce.client import Effect, Failure
from actions.shop.woocommerce.wishes import ASKED, MARK_CHARS, MARKED, META, Record, Wish, read_record

Thing = TypeVar("Thing")

STATUSES = {
    "pending": OrderStatus.PLACED,
    "on-hold": OrderStatus.PLACED,
    "processing": OrderStatus.PROCESSING,
    "shipped": OrderStatus.SHIPPED,  # not WooCommerce's own; what shipping plugins call it
    "partial-shipped": OrderStatus.SHIPPED,
    "delivered": OrderStatus.DELIVERED,
    "cancelled": OrderStatus.CANCELLED,
    "failed": OrderStatus.CANCELLED,
}
PARCELS = {
    OrderStatus.PLACED: ParcelStatus.PREPARING,
    OrderStatus.PROCESSING: ParcelStatus.PREPARING,
    OrderStatus.SHIPPED: ParcelStatus.IN_TRANSIT,
    OrderStatus.DELIVERED: ParcelStatus.DELIVERED,
    OrderStatus.CANCELLED: ParcelStatus.STOPPED,
    OrderStatus.RETURNED: ParcelStatus.DELIVERED,
}
LANGUAGES = {"PL": "pl", "CZ": "cs", "RU": "ru"}
TRACKING = "_wc_shipment_tracking_items"  # where WooCommerce's Shipment Tracking and its relatives keep numbers
CASH_ON_DELIVERY = "cod"
RETURN = META + "return"


@dataclass(frozen=True)
class Terms:
    """What the shop alone knows. `completed`: what the status of that name means there."""

    zone: ZoneInfo
    completed: OrderStatus = OrderStatus.SHIPPED
    delivery_days: int = 30
    return_address: str = ""


@dataclass(frozen=True)
class Kept:
    """An order and what only this adapter needs of it.

    left: what has been paid and not been refunded. records, fingerprints: by the mark of a wish. raw: as it came.
    """

    id: int
    order: Order
    status: str
    left: Money
    records: dict[str, Record]
    fingerprints: dict[str, str]
    meta: dict[str, Any]
    reasons: tuple[str, ...]
    raw: dict[str, Any]

    def earlier(self, wish: Wish) -> Record | None:
        """What came of this wish before, where the order says it. Raises KeyReused."""
        wish.check(self.fingerprints.get(wish.mark, wish.fingerprint))
        return self.records.get(wish.mark)


@dataclass(frozen=True)
class Repaid:
    """A refund. `sent`: the payment provider was asked and agreed; otherwise the shop's people pay it."""

    reason: str
    amount: Money
    on: date
    sent: bool

    def as_refund(self) -> Refund:
        status = RefundStatus.PAID if self.sent else RefundStatus.APPROVED
        return Refund(self.amount, status, self.on, refund_by(self.on), self.on if self.sent else None)


def understood(parse: Callable[..., Thing], *given: Any) -> Thing:
    """Raises Failure for data of another shape than documented: the write it answers may have been done."""
    try:
        return parse(*given)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError) as error:
        raise Failure(f"cannot be read: {type(error).__name__}", Effect.POSSIBLE) from error


def read_kept(data: dict[str, Any], terms: Terms) -> Kept:
    meta = {one["key"]: one["value"] for one in data["meta_data"]}
    reasons = tuple(one["reason"] or "" for one in data["refunds"])
    given_back = sum((abs(Decimal(one["total"])) for one in data["refunds"]), Decimal(0))
    paid = Decimal(data["total"]) if _paid_on(data) else Decimal(0)
    return Kept(
        id=int(data["id"]),
        order=_order(data, meta, reasons, terms),
        status=data["status"],
        left=Money(max(Decimal(0), paid - given_back), data["currency"]),
        records=_records(meta),
        fingerprints=_fingerprints(meta, reasons),
        meta=meta,
        reasons=reasons,
        raw=data,
    )


def read_repaid(data: dict[str, Any], currency: str, zone: ZoneInfo) -> Repaid:
    amount = Money(abs(Decimal(data["amount"])), currency)
    return Repaid(data["reason"] or "", amount, _day(data["date_created_gmt"], zone), data["refunded_payment"] is True)


def _order(data: dict[str, Any], meta: dict[str, Any], reasons: tuple[str, ...], terms: Terms) -> Order:
    status = _status(data, terms)
    return Order(
        number=str(data["number"]),
        email=data["billing"]["email"].strip().lower(),
        language=LANGUAGES.get(data["billing"]["country"], "en"),
        status=status,
        placed_at=_moment(data["date_created_gmt"]),
        total=Money(Decimal(data["total"]), data["currency"]),
        address=_address(data),
        items=tuple(_item(one, data["currency"]) for one in data["line_items"]),
        parcels=_parcels(data, meta, status, terms),
        returns=(_return(meta[RETURN]),) if RETURN in meta else (),
        invoices=_invoices(data, terms.zone),
        payments=_payments(data, status, terms.zone),
        cancellation_reference=_cancelled_as(_records(meta), reasons),
    )


def _status(data: dict[str, Any], terms: Terms) -> OrderStatus:
    """A refunded order that was never completed had not left: its customer got the money instead of the goods."""
    if data["status"] == "completed":
        return terms.completed
    if data["status"] == "refunded":
        return OrderStatus.RETURNED if data["date_completed_gmt"] else OrderStatus.CANCELLED
    return STATUSES.get(data["status"], OrderStatus.PROCESSING)  # a status of a plugin: somebody works on it


def _paid_on(data: dict[str, Any]) -> str | None:
    """A moment in UTC; None before there is one. WooCommerce dates a payment from the moment work begins, also where
    the cash comes with the parcel."""
    return data["date_completed_gmt"] if data["payment_method"] == CASH_ON_DELIVERY else data["date_paid_gmt"]


def _payments(data: dict[str, Any], status: OrderStatus, zone: ZoneInfo) -> tuple[Payment, ...]:
    """WooCommerce keeps one payment of an order, the one that paid it. A second one, or money that went back outside
    of WooCommerce, only the payment provider knows: nothing is said of an order that is over."""
    on = _paid_on(data)
    if not on or status in (OrderStatus.CANCELLED, OrderStatus.RETURNED):
        return ()
    reference = data.get("transaction_id") or str(data["number"])
    return (Payment(reference, Money(Decimal(data["total"]), data["currency"]), _day(on, zone)),)


def _address(data: dict[str, Any]) -> Address:
    to = data["shipping"] if data["shipping"]["address_1"] else data["billing"]
    name = f"{to['first_name']} {to['last_name']}".strip()
    street = ", ".join(part for part in (to["address_1"], to["address_2"]) if part)
    return Address(name, street, to["postcode"], to["city"], to["country"])


def _item(data: dict[str, Any], currency: str) -> Item:
    quantity = int(data["quantity"])
    each = (Decimal(data["total"]) + Decimal(data["total_tax"])) / max(quantity, 1)
    name = html.unescape(data["name"])
    return Item(data["sku"] or "", name, name, quantity, Money(each.quantize(Decimal("0.01")), currency))


def _parcels(data: dict[str, Any], meta: dict[str, Any], status: OrderStatus, terms: Terms) -> tuple[Parcel, ...]:
    """One for each tracking number, one without a number where the shop keeps none. The shop knows of no scans."""
    carrier = data["shipping_lines"][0]["method_title"] if data["shipping_lines"] else ""
    tracked = meta.get(TRACKING) or [{}]
    done = data["date_completed_gmt"] or data["date_modified_gmt"]
    return tuple(
        Parcel(
            carrier=one.get("custom_tracking_provider") or one.get("tracking_provider") or carrier,
            tracking_number=one.get("tracking_number") or None,
            status=PARCELS[status],
            promised_on=_day(data["date_created_gmt"], terms.zone) + timedelta(days=terms.delivery_days),
            delivered_at=_moment(done) if PARCELS[status] is ParcelStatus.DELIVERED else None,
        )
        for one in tracked
    )


def _invoices(data: dict[str, Any], zone: ZoneInfo) -> tuple[Invoice, ...]:
    """WooCommerce's mail with the order's details is the invoice of a paid order, and carries what plugins attach."""
    paid = data["date_paid_gmt"]
    return (Invoice(str(data["number"]), _day(paid, zone), data["billing"]["email"]),) if paid else ()


def _return(value: dict[str, str]) -> Return:
    opened, send_by = date.fromisoformat(value["opened_on"]), date.fromisoformat(value["send_by"])
    return Return(value["reference"], value["reason"], ReturnStatus.OPEN, opened, send_by)


def _records(meta: dict[str, Any]) -> dict[str, Record]:
    ours = {key.removeprefix(META): value for key, value in meta.items() if key.startswith(META)}
    return {mark: read_record(value) for mark, value in ours.items() if "status" in value}


def _fingerprints(meta: dict[str, Any], reasons: tuple[str, ...]) -> dict[str, str]:
    refunded = {found["mark"]: found["fingerprint"] for reason in reasons if (found := MARKED.search(reason))}
    ours = {key: value for key, value in meta.items() if key.startswith((META, ASKED))}
    return refunded | {key[-MARK_CHARS:]: value["fingerprint"] for key, value in ours.items() if "fingerprint" in value}


def _cancelled_as(records: dict[str, Record], reasons: tuple[str, ...]) -> str | None:
    marked = [found["reference"] for reason in reasons if (found := MARKED.search(reason))]
    done = [record.reference for record in records.values() if record.status == "done" and record.reference]
    return next((reference for reference in (*marked, *done) if reference.startswith("CN-")), None)


def _moment(gmt: str) -> datetime:
    return datetime.fromisoformat(gmt).replace(tzinfo=UTC)


def _day(gmt: str, zone: ZoneInfo) -> date:
    return _moment(gmt).astimezone(zone).date()
