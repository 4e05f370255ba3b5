"""Durations as people say them: 1, 2, 3, 4, 5, 6, 8, 10 ... 90 minutes, then half and whole hours."""

import math
from bisect import bisect_left

MINUTE = 60.0
HOUR = 3600.0
STEPS_S = tuple(
    MINUTE * m for m in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120, 150, 180, 210, 240)
)


def round_up(seconds: float) -> float:
    """The next step at or above `seconds`; above four hours the next whole hour. Never below a minute."""
    if seconds > STEPS_S[-1]:
        return math.ceil(seconds / HOUR) * HOUR
    return STEPS_S[bisect_left(STEPS_S, seconds)]


def round_near(seconds: float) -> float:
    """The nearest step; above four hours the nearest whole hour. Never below a minute."""
    if seconds > STEPS_S[-1]:
        return round(seconds / HOUR) * HOUR
    above = bisect_left(STEPS_S, seconds)
    if above == 0:
        return STEPS_S[0]
    low, high = STEPS_S[above - 1], STEPS_S[above]
    return low if seconds - low < high - seconds else high
