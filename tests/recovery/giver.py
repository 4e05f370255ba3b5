"""A process whose clock looks once for gestures and is killed: `python -m tests.recovery.giver URL YEAR DIE_AT`.

DIE_AT: booking (in the transaction), booked, carried, settled, telling (in the transaction), told; there it kills
itself with -9.
"""

import asyncio
import sys
from typing import Any

from bot.lean_imports import without_tensorflow
from bot.quick_yaml import without_growing_lists
from tests.recovery.carrier import charge_and_die, die


async def main(url: str, year: str, die_at: str) -> None:
    from bot.recovery import grants as bookkeeping
    from bot.recovery.gesture_book import GestureBook
    from bot.recovery.gestures import Gestures
    from bot.recovery.granting import Carried
    from bot.recovery.grants import Grant
    from bot.store import postgres
    from tests.recovery.content import Content
    from tests.recovery.wanting import own_month

    shop = Content(await postgres.connect(url, connections=3), own_month(int(year)))
    really, told = shop.carry_out, GestureBook.told

    async def carry_out(grant: Grant) -> Carried:
        if die_at == "booked":
            die()
        carried = await really(grant)
        if die_at == "carried":
            die()
        return carried

    async def told_and_die(*arguments: Any) -> bool:
        await told(*arguments)
        die()
        return True

    async def die_before(*arguments: Any) -> None:
        die()

    shop.carry_out = carry_out
    if die_at == "booking":
        bookkeeping._charge = charge_and_die
    if die_at == "settled":
        Gestures._tell = die_before  # type: ignore[method-assign]
    if die_at == "telling":
        GestureBook.told = told_and_die  # type: ignore[method-assign]
    await shop.look()
    die()


if __name__ == "__main__":
    without_tensorflow()
    without_growing_lists()
    asyncio.run(main(*sys.argv[1:]))
