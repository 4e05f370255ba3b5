"""Which stated waits will not hold, looked at once per tick for everyone who waits."""

from dataclasses import dataclass

import numpy as np

from bot.waits.handling import Matrix, Vector

TICK_S = 60.0  # how long until we look again
SURE = 0.97  # a wait that passes before the next look must be as good as certain, or it is restated now
SOON_S, LIKELY = 180.0, 0.5  # when it ends soon, more likely than not ...
OLD_S, POSSIBLE = 240.0, 0.3  # ... and later on at least possible, once it is no longer fresh


@dataclass(frozen=True, slots=True)
class Stated:
    """Waits that were stated, an entry each: seconds left until the bound passes, and since it was said."""

    left_s: Vector
    age_s: Vector


def restate(stated: Stated, starts: Matrix) -> np.ndarray:
    """Which must be replaced now. `starts`: draws of seconds until each customer is served, a row each."""
    kept = (starts <= stated.left_s[:, None]).mean(axis=1)
    last = (stated.left_s < TICK_S) & (kept < SURE)
    soon = (stated.left_s < SOON_S) & (kept < LIKELY)
    return last | soon | ((stated.age_s >= OLD_S) & (kept < POSSIBLE))
