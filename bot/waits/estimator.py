"""How long until a person answers, as a most likely wait and a bound that is kept.

Pure and deterministic under a seed. Method and figures: research/waits.md section 3 (draw handling times many
times, walk the queue, take the median and the 90th percentile).
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.waits.draws import Draws, Vector
from bot.waits.state import Closing, State
from bot.waits.steps import round_near, round_up
from bot.waits.walk import start_times

REPLICATES = 200  # 100 to 400 score the same
LATEST = 0.9  # share of customers for whom "at the latest" shall hold


@dataclass(frozen=True, slots=True)
class Estimate:
    """Most likely wait and "at the latest", in seconds, rounded as people say them; point never above upper.

    now: somebody is free, both are 0. unknown: nobody is on duty or nothing is known, both are None.
    """

    kind: Literal["now", "wait", "unknown"]
    point_s: float | None
    upper_s: float | None


UNKNOWN = Estimate("unknown", None, None)
NOW = Estimate("now", 0.0, 0.0)


def estimate(state: State, seed: int = 0) -> Estimate:
    """What a newcomer can be told."""
    if state.slots == 0 or not state.categories() <= state.handling.keys():
        return UNKNOWN
    if state.free_slots > len(state.ahead):
        return NOW
    starts = np.sort(_after_closing(start_times(state, _draws(state, seed)), state.closing))
    upper = round_up(float(starts[math.ceil(LATEST * len(starts)) - 1]))
    return Estimate("wait", min(round_near(float(np.median(starts))), upper), upper)


def _draws(state: State, seed: int) -> Draws:
    needed = {name: state.handling[name] for name in state.categories()}
    return Draws(needed, REPLICATES, seed)


def _after_closing(starts: Vector, closing: Closing | None) -> Vector:
    """Whoever is not taken before closing keeps their place until the desk opens again."""
    if closing is None:
        return starts
    return np.where(starts > closing.in_s, starts + closing.for_s, starts)
