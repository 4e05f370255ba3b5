"""What time it is: one function, given to everything that asks, so that a test lives through a day in seconds.

The record has a clock of its own, which statements ask with now(); the two agree within what RecordClock allows for.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]
"""Gives a moment in UTC."""


def utc_now() -> datetime:
    return datetime.now(UTC)
