"""A shop answers in time or is unavailable."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from actions.shop.interface import ShopUnavailable

ANSWER_WITHIN_S = 4.0  # the customer hears something true within 5 s, also when the shop hangs


@asynccontextmanager
async def in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            yield
    except TimeoutError as error:
        raise ShopUnavailable("no answer in time") from error
