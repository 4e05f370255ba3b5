"""Waiting for something that happens in the background."""

import asyncio
from collections.abc import Awaitable, Callable

STEP_S = 0.01


async def eventually(happened: Callable[[], Awaitable[bool] | bool], within_s: float = 5.0) -> None:
    """Returns as soon as it has happened. Raises TimeoutError."""
    for _ in range(int(within_s / STEP_S)):
        answer = happened()
        if answer if isinstance(answer, bool) else await answer:
            return
        await asyncio.sleep(STEP_S)
    raise TimeoutError(f"not within {within_s} s")
