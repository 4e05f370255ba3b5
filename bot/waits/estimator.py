"""How long until a person answers, as a most likely wait and a bound that is kept.

Pure and deterministic under a seed. Method and figures: research/waits.md section 3. A short queue is walked many
times with drawn handling times; a long one is a stream of work. Median and 90th percentile of the starts are stated.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bot.waits import fluid, walk
from bot.waits.draws import Draws
from bot.waits.handling import Matrix, Vector, Whole
from bot.waits.staffing import NEVER_S
from bot.waits.state import State
from bot.waits.steps import round_up

REPLICATES = 200  # 100 to 400 score the same
FLOWING = 128  # of a stream: its spread is smoother
LATEST = 0.9  # share of customers for whom "at the latest" shall hold
WALKED = 48  # a longer queue is a stream


@dataclass(frozen=True, slots=True)
class Estimate:
    """Most likely wait, the bound as calibrated, and "at the latest": the bound rounded up as people say it.

    Seconds; point_s <= bound_s <= upper_s.
    now: somebody is free, all are 0. unknown: nobody is there or nothing is known, all are None.
    """

    kind: Literal["now", "wait", "unknown"]
    point_s: float | None
    bound_s: float | None
    upper_s: float | None


UNKNOWN = Estimate("unknown", None, None, None)
NOW = Estimate("now", 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Starts:
    """When customers are served, by how many are ahead of them: sorted draws at some of these numbers."""

    ahead: Vector
    seconds: Matrix

    def of(self, ahead: Whole) -> Matrix:
        """Sorted draws, a row for each entry of `ahead`; between the known numbers they are interpolated."""
        upper = np.clip(np.searchsorted(self.ahead, ahead), 1, max(len(self.ahead) - 1, 1))
        if len(self.ahead) == 1:
            return np.repeat(self.seconds, len(ahead), axis=0)
        low, high = self.ahead[upper - 1], self.ahead[upper]
        share = np.clip((ahead - low) / (high - low), 0.0, 1.0)[:, None]
        return self.seconds[upper - 1] * (1 - share) + self.seconds[upper] * share


def estimate(state: State, width: float = 1.0, seed: int = 0) -> Estimate:
    """What a newcomer can be told. `width`: of the bound, see bot.waits.calibration."""
    if not state.known:
        return UNKNOWN
    if state.free_slots > len(state.ahead):
        return NOW
    return stated(_last(state, seed), width)


def stated(sorted_starts: Vector, width: float = 1.0) -> Estimate:
    """The words' figures for drawn starts in seconds, in order."""
    count = len(sorted_starts)
    point, bound = float(np.median(sorted_starts)), float(sorted_starts[math.ceil(LATEST * count) - 1])
    if bound >= NEVER_S:
        return UNKNOWN
    bound = point + (bound - point) * width
    return Estimate("wait", point, bound, round_up(bound))


def starts(state: State, seed: int = 0) -> Starts:
    """For everyone in the queue and a newcomer, in one pass."""
    short = state.ahead.first(WALKED)
    walked = np.sort(walk.start_times(replace(state, ahead=short), Draws(state, REPLICATES, seed)), axis=1)
    if len(short) == len(state.ahead):
        return Starts(np.arange(len(walked), dtype=float), walked)
    ends, flowing = fluid.start_times(state, Draws(state, FLOWING, seed))
    beyond = ends > WALKED
    known = np.append(np.arange(len(walked), dtype=float), ends[beyond])
    even = np.linspace(0, REPLICATES - 1, FLOWING).round().astype(np.intp)
    return Starts(known, np.vstack([walked[:, even], np.sort(flowing[beyond], axis=1)]))


def _last(state: State, seed: int) -> Vector:
    if len(state.ahead) <= WALKED:
        return np.sort(walk.start_times(state, Draws(state, REPLICATES, seed))[-1])
    return np.sort(fluid.start_times(state, Draws(state, FLOWING, seed))[1][-1])
