"""Durations as people say them: whole minutes at first, fives up to an hour, then quarters of an hour."""

import math
from bisect import bisect_left
from datetime import datetime, timedelta

MINUTE = 60.0
QUARTER = 15 * MINUTE
MOST_MINUTES = 90  # longer waits are a time of day: nobody counts 150 minutes
CLOCK_S = 300  # stated times of day are multiples of five minutes
STEPS_S = tuple(MINUTE * m for m in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60))


def round_up(seconds: float) -> float:
    """The next step at or above `seconds`; above an hour the next quarter. Never below a minute."""
    if seconds > STEPS_S[-1]:
        return math.ceil(seconds / QUARTER) * QUARTER
    return STEPS_S[bisect_left(STEPS_S, seconds)]


def round_near(seconds: float) -> float:
    """The nearest step; above an hour the nearest quarter. Never below a minute."""
    if seconds > STEPS_S[-1]:
        return round(seconds / QUARTER) * QUARTER
    above = bisect_left(STEPS_S, seconds)
    if above == 0:
        return STEPS_S[0]
    low, high = STEPS_S[above - 1], STEPS_S[above]
    return low if seconds - low < high - seconds else high


def latest_moment(now: datetime, seconds: float) -> datetime:
    """What "at the latest" means as it is said: minutes from now, or the time of day that is named instead."""
    if seconds <= MOST_MINUTES * MINUTE:
        return now + timedelta(seconds=seconds)
    return datetime.fromtimestamp(math.ceil((now.timestamp() + seconds) / CLOCK_S) * CLOCK_S, now.tzinfo)
