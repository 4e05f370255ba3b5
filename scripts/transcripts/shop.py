"""What the stories need of the demo shop: it sells no sofa, and its carriers lose no parcel on demand."""

from datetime import date
from decimal import Decimal

import asyncpg

from actions.order_action import shop_now
from actions.shop.interface import Item, Money, Order, ParcelStatus
from actions.shop.people import EWA
from actions.shop.scenes import days, delivered, placed, preparing, shipped
from actions.shop.seed import write

SOFA = Item(
    "HOM-605",
    "two-seat sofa",
    "sofa dwuosobowa",
    1,
    Money(Decimal("590.00"), "PLN"),
    "dvoumístná pohovka",
    "двухместный диван",
)
NUMBER = "FL-10011"
LOSE = "UPDATE demo_shop.parcels SET status = $2, estimated_on = NULL WHERE order_number = $1"


async def sell_a_sofa(server: str) -> None:
    """One more order of one of the demo's people, delivered yesterday."""
    today = shop_now().date()
    async with asyncpg.create_pool(server, min_size=1, max_size=1) as pool:
        await write(pool, [order(today)], today)


def order(today: date) -> Order:
    """Below what the assistant may grant in one case (data/compensation.yml)."""
    bought = placed(NUMBER, EWA, (SOFA,), today - days(4), preparing("DHL", today - days(1)))
    return delivered(shipped(bought, today - days(3), today - days(2), None), today - days(1))


async def lose_the_parcel(connection: asyncpg.Connection, number: str) -> None:
    """The carrier loses what is on its way, as `scenes.lost` does for an order that is not yet in the shop."""
    await connection.execute(LOSE, number, ParcelStatus.LOST)
