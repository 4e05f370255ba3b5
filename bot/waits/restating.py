"""Which stated waits must be replaced now, for a whole desk at once: one pass per lane, not per row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import numpy as np

from bot.waits.desk_state import LANES, Desk
from bot.waits.estimator import UNKNOWN, Estimate, starts, stated
from bot.waits.handling import Whole
from bot.waits.recheck import Stated, restate
from bot.waits.steps import round_up

BEFORE_S = (
    30.0  # so long before its time a stated wait is replaced, whatever the odds: a free person may not be looking
)
LEAST_MORE_S = 60.0  # a new bound is at least a minute beyond the old one


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer of a waiting hand-over was last told: until when, and when it was said."""

    handoff_id: str
    lane: str
    due_at: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Slipping:
    """A stated wait that must be replaced. `anew`: what can be said now; `least_s`: no bound below this is news."""

    told: Told
    anew: Estimate
    least_s: float


def slipping(
    desk: Desk, told: Sequence[Told], now: datetime, widths: dict[str, float], is_open: dict[str, bool]
) -> list[Slipping]:
    """`widths` of the bound and `is_open` by lane. Where nothing can be reckoned only the moment itself counts."""
    ordered = sorted(told, key=lambda one: LANES.index(one.lane))
    lanes = [(lane, list(rows)) for lane, rows in groupby(ordered, key=lambda one: one.lane)]
    return [found for lane, rows in lanes for found in _of_lane(desk, lane, rows, now, widths[lane], is_open[lane])]


def _of_lane(desk: Desk, lane: str, told: list[Told], now: datetime, width: float, is_open: bool) -> Iterator[Slipping]:
    left = np.array([(one.due_at - now).total_seconds() for one in told])
    age = np.array([(now - one.said_at).total_seconds() for one in told])
    state = desk.state(lane)
    soon = left < BEFORE_S
    if not (is_open and state.known):
        yield from (Slipping(told[n], UNKNOWN, _least(left[n])) for n in np.flatnonzero(soon))
        return
    drawn = starts(state).of(_places(desk, lane, told))
    for n in np.flatnonzero(soon | restate(Stated(left, age), drawn)):
        yield Slipping(told[n], stated(drawn[n], width), _least(left[n]))


def _least(left_s: float) -> float:
    return round_up(max(left_s, 0.0) + LEAST_MORE_S)


def _places(desk: Desk, lane: str, told: list[Told]) -> Whole:
    """How many are ahead of each; one that is not in the queue any more counts as its last."""
    higher = sum(LANES.index(other.lane) < LANES.index(lane) for other in desk.queued)
    same = [other.id for other in desk.queued if other.lane == lane]
    place = {handoff_id: n for n, handoff_id in enumerate(same)}
    return np.array([higher + place.get(one.handoff_id, len(same)) for one in told], dtype=np.intp)
