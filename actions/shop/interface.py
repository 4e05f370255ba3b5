"""What the dialogue may ask of a shop. Every adapter (the demo shop, WooCommerce) speaks this."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.errors import ComponentDown


class ShopUnavailable(ComponentDown):
    """The shop did not answer. Whether a writing call took effect is unknown: repeat it with the same key."""


class KeyReused(Exception):
    """One idempotency key was used for two different wishes: a mistake in the caller, nothing was done."""


class OrderStatus(StrEnum):
    PLACED = "placed"
    PROCESSING = "processing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class ParcelStatus(StrEnum):
    PREPARING = "preparing"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    LOST = "lost"
    STOPPED = "stopped"


class ScanKind(StrEnum):
    PICKED_UP = "picked_up"
    DEPOT = "depot"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPTED = "attempted"  # nobody was home
    DELIVERED = "delivered"
    LOST = "lost"


class ReturnStatus(StrEnum):
    OPEN = "open"
    RECEIVED = "received"


class RefundStatus(StrEnum):
    APPROVED = "approved"
    PAID = "paid"


class OutcomeStatus(StrEnum):
    """Done now; done before, by another wish; no longer possible; never possible for this order."""

    DONE = "done"
    ALREADY_DONE = "already_done"
    TOO_LATE = "too_late"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217


@dataclass(frozen=True)
class Address:
    name: str
    street: str
    postcode: str
    city: str
    country: str  # ISO 3166, two letters


@dataclass(frozen=True)
class Item:
    """A shop with one name for a thing gives it as the English and the Polish one; no name of its own is "" ."""

    sku: str
    name_en: str
    name_pl: str
    quantity: int
    price: Money  # for one piece
    name_cs: str = ""
    name_ru: str = ""

    def name(self, language: str) -> str:
        names = {"pl": self.name_pl, "cs": self.name_cs, "ru": self.name_ru}
        return names.get(language) or self.name_en


@dataclass(frozen=True)
class Scan:
    at: datetime
    kind: ScanKind
    place: str


@dataclass(frozen=True)
class Parcel:
    """Events are oldest first. There is no tracking number until the carrier has the parcel."""

    carrier: str
    tracking_number: str | None
    status: ParcelStatus
    promised_on: date
    estimated_on: date | None = None
    delivered_at: datetime | None = None
    events: tuple[Scan, ...] = ()


@dataclass(frozen=True)
class Return:
    reference: str
    reason: str
    status: ReturnStatus
    opened_on: date
    send_by: date
    received_on: date | None = None


@dataclass(frozen=True)
class Payment:
    """Money that was taken from the customer for an order, whatever became of it later."""

    reference: str
    amount: Money
    taken_on: date


@dataclass(frozen=True)
class Refund:
    amount: Money
    status: RefundStatus
    approved_on: date
    expected_on: date
    paid_on: date | None = None


@dataclass(frozen=True)
class Invoice:
    number: str
    issued_on: date
    sent_to: str


@dataclass(frozen=True)
class Order:
    """`payments` are oldest first; none where the shop cannot tell what was taken."""

    number: str
    email: str
    language: str
    status: OrderStatus
    placed_at: datetime
    total: Money
    address: Address
    items: tuple[Item, ...]
    parcels: tuple[Parcel, ...]
    returns: tuple[Return, ...] = ()
    refunds: tuple[Refund, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    cancellation_reference: str | None = None


@dataclass(frozen=True)
class Outcome:
    """The reference names what was done, also when it had been done before; None when nothing was."""

    status: OutcomeStatus
    reference: str | None = None


@dataclass(frozen=True)
class Cancellation(Outcome):
    refund: Money | None = None
    refund_by: date | None = None


@dataclass(frozen=True)
class ReturnLabel(Outcome):
    sent_to: str | None = None
    send_by: date | None = None


@dataclass(frozen=True)
class InvoiceSent(Outcome):
    sent_to: str | None = None


class Shop(Protocol):
    """Every call raises ShopUnavailable when the shop does not answer in time.

    Writing calls trust that find_order has matched number and e-mail before. `key` names one wish of a customer (say,
    conversation and message id): the same key takes effect once and gives the same outcome ever after, also in a race
    or after a crash; two wishes under one raise KeyReused. Unknown orders and invoices not issued yet are NOT_ALLOWED.
    """

    async def find_order(self, number: str, email: str) -> Order | None:
        """The order, if both match (e-mail in any case). None tells nothing about which of them was wrong."""

    async def cancel(self, order_number: str, key: str) -> Cancellation: ...

    async def change_address(self, order_number: str, address: Address, key: str) -> Outcome: ...

    async def open_return(self, order_number: str, reason: str, key: str) -> ReturnLabel: ...

    async def send_invoice(self, order_number: str, key: str) -> InvoiceSent: ...

    async def send_password_link(self, email: str, key: str) -> Outcome: ...  # DONE also where there is no account
