"""A sofa for the demo shop, which sells none: one more order of one of its people, delivered yesterday."""

from datetime import date
from decimal import Decimal

import asyncpg

from actions.order_action import shop_now
from actions.shop.interface import Item, Money, Order
from actions.shop.people import OLA
from actions.shop.scenes import days, delivered, placed, preparing, shipped
from actions.shop.seed import write

SOFA = Item("HOM-605", "two-seat sofa", "sofa dwuosobowa", 1, Money(Decimal("590.00"), "PLN"))
NUMBER = "FL-10011"


async def into_the_shop(server: str) -> None:
    today = shop_now().date()
    async with asyncpg.create_pool(server, min_size=1, max_size=1) as pool:
        await write(pool, [order(today)], today)


def order(today: date) -> Order:
    """Below what the assistant may grant in one case (data/compensation.yml)."""
    bought = placed(NUMBER, OLA, (SOFA,), today - days(4), preparing("DHL", today - days(1)))
    return delivered(shipped(bought, today - days(3), today - days(2), None), today - days(1))
