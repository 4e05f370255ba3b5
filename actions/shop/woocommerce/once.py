"""A write that must not happen twice, in a shop whose API has no idempotency keys.

What is written carries our reference. When nobody knows whether it was written, it is looked for; it is sent again only
if the shop had answered (so that nothing is under way any more) and it is not there.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from actions.shop.woocommerce.client import Effect, Failure

Thing = TypeVar("Thing")

SENDS_MOST = 2


async def once(send: Callable[[], Awaitable[Thing]], find: Callable[[], Awaitable[Thing | None]]) -> Thing:
    """What `send` made, or what `find` shows it had made. Raises the Failure when neither can say."""
    sent = 0
    while True:
        try:
            sent += 1
            return await send()
        except Failure as failure:
            if failure.effect is Effect.NONE:
                raise
            found = await find()
            if found is not None:
                return found
            if failure.effect is Effect.UNDER_WAY or sent == SENDS_MOST:
                raise
