"""How many people will be at the desk when: who is really there now, then the published plan."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAY_S = 86400.0
LATE_S = 900.0  # how late people are who should be there
NEVER_S = 1e9  # a slot that is not planned to come back


@dataclass(frozen=True, slots=True)
class Staffing:
    """`agents[i]` are on duty from `times_s[i]` seconds from now on, until the next; the last stays."""

    times_s: NDArray[np.float64]
    agents: NDArray[np.intp]

    @property
    def closes_in_s(self) -> float:
        """When nobody is there; infinite when somebody always is."""
        empty = np.flatnonzero(self.agents == 0)
        return float(self.times_s[empty[0]]) if len(empty) else float("inf")

    @property
    def most(self) -> int:
        return int(self.agents.max())

    def back_at(self) -> NDArray[np.float64]:
        """Row: rank of a person, column: step of the plan. 0 while on duty, else when they come next."""
        ranks = np.arange(self.most)[:, None]
        there = self.agents[None, :] > ranks
        when = np.where(there, self.times_s[None, :], NEVER_S)
        upcoming = np.minimum.accumulate(when[:, ::-1], axis=1)[:, ::-1]
        return np.where(there, 0.0, upcoming)


def constant(agents: int) -> Staffing:
    """So many people, always."""
    return Staffing(np.zeros(1), np.array([agents], dtype=np.intp))


def staffing(plan: Sequence[tuple[float, int]], now: float, on_duty: int) -> Staffing:
    """From `plan` (moments and people, in order) and the people really there at `now`.

    Who is missing today is taken to be missing until the desk closes; from the next opening on the plan holds.
    When nobody is there though somebody should be, they are late, not gone.
    """
    plan = _with_next_day(plan)
    starts = [moment for moment, _ in plan]
    place = bisect_right(starts, now)
    planned = plan[place - 1][1] if place else on_duty
    times, agents, difference = [0.0], [on_duty], on_duty - planned
    if not on_duty and planned:
        times, agents, difference = [0.0, LATE_S], [0, planned], 0
    for moment, number in plan[place:]:
        if moment - now <= times[-1]:
            agents[-1] = number
            continue
        difference = 0 if number == 0 else difference
        expected = max(1, number + difference) if number else 0
        if expected != agents[-1]:
            times.append(moment - now)
            agents.append(expected)
    return Staffing(np.array(times), np.array(agents, dtype=np.intp))


def _with_next_day(plan: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """A plan that ends with a closed desk goes on as on its last day."""
    opened = [(moment, number) for moment, number in plan if number]
    if not opened or plan[-1][1]:
        return list(plan)
    days = -(-(plan[-1][0] - opened[-1][0]) // DAY_S)
    return [*plan, (opened[-1][0] + max(days, 1) * DAY_S, opened[-1][1])]
