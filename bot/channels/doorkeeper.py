"""How many chats one address may hold open, and how fast one chat may send frames."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

CHATS_PER_ADDRESS = 64  # an office behind one address fits; a script that opens sockets in a loop does not
FRAMES_PER_S = 20.0  # typing, acknowledging and writing as fast as a person can stays far below
FRAMES_AT_ONCE = 60.0  # what a phone sends when it comes out of a tunnel
STRIKES = 40  # frames dropped before we hang up


class Doorkeeper:
    """Counts in this process only: a limit per worker already keeps one address from using them all up."""

    def __init__(self, limit: int = CHATS_PER_ADDRESS) -> None:
        self._limit = limit
        self._open: Counter[str] = Counter()

    @contextmanager
    def admit(self, address: str) -> Iterator[bool]:
        """Yields False when this address already has as many chats open as it may."""
        if self._open[address] >= self._limit:
            yield False
            return
        self._open[address] += 1
        try:
            yield True
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


class Patience:
    """A token bucket, and the count of frames that were too many or made no sense."""

    def __init__(self) -> None:
        self._left = FRAMES_AT_ONCE
        self._at = time.monotonic()
        self._strikes = 0

    def allows(self) -> bool:
        now = time.monotonic()
        self._left = min(FRAMES_AT_ONCE, self._left + (now - self._at) * FRAMES_PER_S)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def strike(self) -> bool:
        """True while we still listen."""
        self._strikes += 1
        return self._strikes < STRIKES
