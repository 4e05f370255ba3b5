"""Small desks for the estimator's tests."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.waits.handling import HandlingTimes, places
from bot.waits.staffing import Staffing, constant
from bot.waits.state import Arrivals, State, ahead, chats

MINUTES_10 = 600.0


def handling(**guessed_s: float) -> HandlingTimes:
    """Guessed, nothing seen."""
    return HandlingTimes(guessed_s or {"normal": 480.0, "crisis": 900.0})


def learned(**typical_s: float) -> HandlingTimes:
    """Seen a hundred times each."""
    times = HandlingTimes(typical_s)
    for n in range(100):
        for name, seconds in typical_s.items():
            times.observe(name, seconds * (0.5 if n % 2 else 1.5))
    return times


def exact(**seconds: float) -> HandlingTimes:
    """Everybody takes exactly so long."""
    times = HandlingTimes(seconds)
    times.mean = np.array([0.0, 0.0, *np.log(list(seconds.values()))])
    times.covariance = np.eye(len(times.mean)) * 1e-12
    times._squares, times._weights = [0.0] * len(seconds), [1e12] * len(seconds)
    return times


def queue(
    waiting: int,
    ages_s: Sequence[float],
    free: int = 0,
    times: HandlingTimes | None = None,
    planned: Staffing | None = None,
    **more: Any,
) -> State:
    """People with one chat each, of the given ages, and `free` people without one."""
    times = times or handling()
    held = [(person, "normal", age, 0.0) for person, age in enumerate(ages_s)]
    people = len(ages_s) + free
    slots = np.ones(people, dtype=np.intp)
    queued = ahead(times, ["normal"] * waiting, stays=True)
    return State(queued, chats(times, held), slots, planned or constant(people), times, **more)


def arrivals(times: HandlingTimes, category: str, count: int, seconds: float) -> Arrivals:
    """So many came lately."""
    return Arrivals(places(times, [category] * count), seconds)
