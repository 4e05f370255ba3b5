"""What a late order turns out to be when it is looked up: on its way with a new day, without one, or there. Pure."""

from datetime import date, datetime

from actions.shop.delay import standing
from actions.shop.interface import Order, OrderStatus
from actions.shop.workdays import add_workdays
from bot.recovery.catalogue import Catalogue
from bot.recovery.wording import NEWS

LATE, WITHOUT_DAY, ARRIVED = "late_delivery", "late_without_day", "late_arrived"
"""Problems of data/compensation.yml; the case keeps the first name, which is the customer's."""
STILL_LATE = (OrderStatus.PLACED, OrderStatus.PROCESSING, OrderStatus.SHIPPED)


def as_it_stands(problem: str, order: Order, now: datetime) -> str | None:
    """The problem whose ways out fit; None for an order that is late no more. `now` in the shop's zone."""
    if problem != LATE:
        return problem
    stands = standing(order, now)
    if order.status is OrderStatus.DELIVERED:
        return ARRIVED if stands.late and not order.returns else None
    if order.status not in STILL_LATE:
        return None
    return LATE if stands.expected_on else WITHOUT_DAY


def news_by(problem: str, order: Order, catalogue: Catalogue, now: datetime) -> date | None:
    """The day by which who keeps waiting hears from us; None where the order has a day of its own."""
    option = catalogue.options.get(NEWS)
    if option is None or as_it_stands(problem, order, now) != WITHOUT_DAY:
        return None
    return add_workdays(now.date(), option.workdays)
