"""Facts about an order that the dialogue states or decides by. Pure: order and time in, facts out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from actions.shop.interface import Order, OrderStatus, Parcel, ParcelStatus

CHANGEABLE = (OrderStatus.PLACED, OrderStatus.PROCESSING)
RETURN_WITHIN_DAYS = 30
SILENT_AFTER_DAYS = 5  # a weekend and a slow depot explain four days without a scan, not five
TRAVELLING = (ParcelStatus.IN_TRANSIT, ParcelStatus.OUT_FOR_DELIVERY)


class Doubt(StrEnum):
    """Why a parcel may be lost."""

    CARRIER_LOST = "carrier_lost"
    DELIVERED_NOT_RECEIVED = "delivered_not_received"
    NO_SCAN = "no_scan"


@dataclass(frozen=True)
class Standing:
    """How an order stands at one moment.

    days_late: days past the promise, up to today or up to the delivery; 0 when on time.
    expected_on: the day the last parcel should come; None when all came, none will, or nobody can say.
    delivered_on: the day the carrier says the last parcel was handed over.
    days_without_scan: since the last sign of the quietest travelling parcel; None when nothing travels.
    return_until: the last day a return can be opened; None when it cannot.
    """

    days_late: int
    promised_on: date | None
    expected_on: date | None
    delivered_on: date | None
    days_without_scan: int | None
    doubt: Doubt | None
    can_cancel: bool
    can_change_address: bool
    return_until: date | None

    @property
    def late(self) -> bool:
        return self.days_late > 0

    @property
    def slipping(self) -> bool:
        """Expected after the promised day, whether or not that day has passed."""
        return bool(self.promised_on and self.expected_on and self.expected_on > self.promised_on)


def standing(order: Order, now: datetime, *, customer_has_nothing: bool = False) -> Standing:
    """`now` is aware and in the shop's time zone: its date is the shop's today."""
    changeable = order.status in CHANGEABLE
    expected = sent_parcels(order)
    return Standing(
        days_late=max((days_late(parcel, now) for parcel in expected), default=0),
        promised_on=max((parcel.promised_on for parcel in expected), default=None),
        expected_on=expected_on(expected, now.date()),
        delivered_on=delivered_on(order, now),
        days_without_scan=days_without_scan(expected, now),
        doubt=doubt(expected, now, customer_has_nothing),
        can_cancel=changeable,
        can_change_address=changeable,
        return_until=return_until(order, now),
    )


def sent_parcels(order: Order) -> tuple[Parcel, ...]:
    """The parcels the customer has or waits for: none once the order is cancelled."""
    return () if order.status is OrderStatus.CANCELLED else order.parcels


def days_late(parcel: Parcel, now: datetime) -> int:
    arrival = _local_day(parcel.delivered_at, now) or now.date()
    return max(0, (arrival - parcel.promised_on).days)


def expected_on(parcels: tuple[Parcel, ...], today: date) -> date | None:
    waiting = [parcel for parcel in parcels if parcel.status is not ParcelStatus.DELIVERED]
    if not waiting or any(parcel.status is ParcelStatus.LOST for parcel in waiting):
        return None
    day = max(parcel.estimated_on or parcel.promised_on for parcel in waiting)
    return day if day >= today else None


def delivered_on(order: Order, now: datetime) -> date | None:
    days = [_local_day(parcel.delivered_at, now) for parcel in sent_parcels(order)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def days_without_scan(parcels: tuple[Parcel, ...], now: datetime) -> int | None:
    last = [parcel.events[-1].at for parcel in parcels if parcel.status in TRAVELLING and parcel.events]
    return max(((now.date() - at.astimezone(now.tzinfo).date()).days for at in last), default=None)


def doubt(parcels: tuple[Parcel, ...], now: datetime, customer_has_nothing: bool) -> Doubt | None:
    statuses = {parcel.status for parcel in parcels}
    if ParcelStatus.LOST in statuses:
        return Doubt.CARRIER_LOST
    if customer_has_nothing and ParcelStatus.DELIVERED in statuses:
        return Doubt.DELIVERED_NOT_RECEIVED
    silent = days_without_scan(parcels, now)
    return Doubt.NO_SCAN if silent is not None and silent >= SILENT_AFTER_DAYS else None


def return_until(order: Order, now: datetime) -> date | None:
    delivered = delivered_on(order, now)
    if order.status is not OrderStatus.DELIVERED or delivered is None or order.returns:
        return None
    last = return_deadline(delivered)
    return last if now.date() <= last else None


def return_deadline(delivered: date) -> date:
    return delivered + timedelta(days=RETURN_WITHIN_DAYS)


def _local_day(at: datetime | None, now: datetime) -> date | None:
    return at.astimezone(now.tzinfo).date() if at else None
