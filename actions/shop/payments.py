"""What was taken from a customer for an order, and whether that was too much. Pure."""

from decimal import Decimal

from actions.shop.interface import Money, Order, OrderStatus


def taken(order: Order) -> Money:
    """All that was ever taken; the order's total where the shop does not keep payments."""
    paid = sum((one.amount.amount for one in order.payments), Decimal(0))
    return Money(paid, order.total.currency) if order.payments else order.total


def kept(order: Order) -> Money:
    """What was taken and not paid back."""
    back = sum((one.amount.amount for one in order.refunds), Decimal(0))
    return Money(taken(order).amount - back, order.total.currency)


def too_much(order: Order) -> Money | None:
    """Taken twice, or for an order that was cancelled; None where the shop's record shows nothing of the kind.

    A return is not judged here: its money follows when the goods are back.
    """
    owed = Decimal(0) if order.status is OrderStatus.CANCELLED else order.total.amount
    over = kept(order).amount - owed
    return Money(over, order.total.currency) if order.payments and over > 0 else None
