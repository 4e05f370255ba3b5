"""What the demo shop allows, decided from the order alone. Pure: no database, no clock of its own."""

from datetime import date, datetime, timedelta

from actions.shop.delay import CHANGEABLE, delivered_on, return_deadline
from actions.shop.interface import Address, Order, OrderStatus, OutcomeStatus
from actions.shop.workdays import add_workdays

REFUND_WORKDAYS = 5
LABEL_VALID_DAYS = 14
GONE = (OrderStatus.CANCELLED, OrderStatus.RETURNED)


def cancelling(order: Order) -> OutcomeStatus:
    if order.status in CHANGEABLE:
        return OutcomeStatus.DONE
    if order.status is OrderStatus.CANCELLED:
        return OutcomeStatus.ALREADY_DONE
    return OutcomeStatus.NOT_ALLOWED if order.status is OrderStatus.RETURNED else OutcomeStatus.TOO_LATE


def changing_address(order: Order, wanted: Address) -> OutcomeStatus:
    if order.status in GONE:
        return OutcomeStatus.NOT_ALLOWED
    if order.address == wanted:
        return OutcomeStatus.ALREADY_DONE
    return OutcomeStatus.DONE if order.status in CHANGEABLE else OutcomeStatus.TOO_LATE


def opening_return(order: Order, now: datetime) -> OutcomeStatus:
    if order.returns:
        return OutcomeStatus.ALREADY_DONE
    delivered = delivered_on(order, now)
    if order.status is not OrderStatus.DELIVERED or delivered is None:
        return OutcomeStatus.NOT_ALLOWED
    return OutcomeStatus.DONE if now.date() <= return_deadline(delivered) else OutcomeStatus.TOO_LATE


def sending_invoice(order: Order) -> OutcomeStatus:
    return OutcomeStatus.DONE if order.invoices else OutcomeStatus.NOT_ALLOWED


def refund_by(today: date) -> date:
    return add_workdays(today, REFUND_WORKDAYS)


def send_back_by(today: date) -> date:
    return today + timedelta(days=LABEL_VALID_DAYS)
