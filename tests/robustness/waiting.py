"""Waiting for something that will happen, and saying what did not."""

import asyncio
from collections.abc import Awaitable, Callable

LOOK_S = 0.05


async def eventually(what: str, happened: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Raises TimeoutError with `what` when it has not happened after `seconds`."""
    for _ in range(int(seconds / LOOK_S)):
        if await happened():
            return
        await asyncio.sleep(LOOK_S)
    raise TimeoutError(f"not after {seconds} s: {what}")
