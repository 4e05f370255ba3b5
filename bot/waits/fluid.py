"""A long queue as a stream of work: the same estimate as walking it, at a cost that hardly grows with its length.

Everyone ahead of a customer has begun when the desk has done their work, less what the people at the desk are
then still busy with. Work is added up in blocks of neighbours; those who give up on the way take theirs along.
"""

from dataclasses import dataclass

import numpy as np

from bot.waits.draws import Draws
from bot.waits.handling import Matrix, Vector
from bot.waits.staffing import NEVER_S
from bot.waits.state import Ahead, State

BLOCKS = 6
LEAST_SHARE_LEFT = 0.1


@dataclass(frozen=True, slots=True)
class Blocks:
    """Neighbours in the queue: how many of each category, their average age, share who may give up."""

    ends: Vector  # customers up to the end of each block
    counts: Matrix  # block x category
    waited_s: Vector
    may_leave: Vector

    @classmethod
    def of(cls, waiting: Ahead, categories: int) -> "Blocks":
        ends = np.unique(np.linspace(0, len(waiting), BLOCKS + 1).round().astype(np.intp))[1:]
        starts = np.append(0, ends[:-1])
        block = np.repeat(np.arange(len(ends)), ends - starts)
        counts = np.bincount(block * categories + waiting.category, minlength=len(ends) * categories)
        sizes = ends - starts
        return cls(
            ends.astype(float),
            counts.reshape(len(ends), categories).astype(float),
            np.add.reduceat(waiting.waited_s, starts) / sizes,
            1 - np.add.reduceat(waiting.stays.astype(float), starts) / sizes,
        )


def start_times(state: State, draws: Draws) -> tuple[Vector, Matrix]:
    """Numbers of customers ahead, and when who has so many ahead is served: a row each, a column per replicate."""
    blocks = Blocks.of(state.ahead, len(state.handling.names))
    mean_s = np.exp(draws.centre + (draws.spread**2 / 2)[:, None])
    second = mean_s**2 * np.exp(draws.spread**2)[:, None]
    desk = _Desk.of(state, draws, mean_s, second)
    work, wobble, sizes = blocks.counts @ mean_s, blocks.counts @ second, blocks.counts.sum(axis=1)
    normal = draws.random.standard_normal(work.shape)
    ends, done, stays = np.empty(work.shape), np.zeros(draws.replicates), np.ones(draws.replicates)
    spent = draws.patience.cumulative(blocks.waited_s)
    for block in range(len(work)):
        turn = desk.done(done + stays * work[block] / 2)
        age = blocks.waited_s[block] + np.minimum(turn, state.staffing.closes_in_s)  # after closing nobody leaves
        more = (draws.patience.cumulative(age) - spent[block]) * draws.leaving
        stays = 1 - blocks.may_leave[block] * (1 - np.exp(-more))
        amount = stays * work[block]
        done = done + amount + normal[block] * np.sqrt(stays * wobble[block] - amount**2 / sizes[block])
        ends[block] = done
    return blocks.ends, desk.done(ends)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Work done over time. `before`: work to be done before the first of the queue; may be negative."""

    work: Vector
    times_s: Vector
    before: Vector
    share: Vector  # of the desk that is left by higher lanes

    @classmethod
    def of(cls, state: State, draws: Draws, mean_s: Matrix, second: Matrix) -> "_Desk":
        mix = np.bincount(state.ahead.category, minlength=len(mean_s)) / len(state.ahead)
        rest = (mix @ second) / (2 * (mix @ mean_s))  # of a chat that is met somewhere in its middle
        plan, usual = state.staffing, _usual_slots(state)
        slots = np.where(plan.agents == len(state.slots), state.slots.sum(), plan.agents * usual).astype(float)
        times, work = _capacity(plan.times_s, slots, float(rest.mean()))
        residuals = draws.residuals()
        before = residuals.sum(axis=0) - max(state.slots.sum() - 1, 0) * rest
        here = slots[0] or slots.max()
        taken = _load(state, draws, mean_s) / here
        return cls(work, times, before, np.maximum(1 - taken, LEAST_SHARE_LEFT))

    def done(self, work: Matrix) -> Matrix:
        """When so much of the queue's work is done."""
        return np.interp((work + self.before) / self.share, self.work, self.times_s, left=0.0)


def _usual_slots(state: State) -> float:
    return float(state.slots.mean()) if len(state.slots) else float(state.usual_slots)


def _capacity(starts: Vector, slots: Vector, rest: float) -> tuple[Vector, Vector]:
    """Moments, and the work done by then. Who joins takes a chat at once, most of which is left later on."""
    ends = np.append(starts[1:], NEVER_S)
    spans = slots * (ends - starts)
    joins = np.maximum(np.diff(slots, prepend=slots[0]), 0.0) * rest
    after = np.cumsum(np.column_stack([joins, spans]).ravel())
    times = np.column_stack([starts, ends]).ravel()
    return np.append(0.0, times), np.append(0.0, after)


def _load(state: State, draws: Draws, mean_s: Matrix) -> Vector:
    """Slots that higher lanes will keep busy."""
    lanes = [lane for lane in state.overtaking if len(lane.categories)]
    load = np.zeros(draws.replicates)
    for lane in lanes:
        rate = draws.rates(len(lane.categories), lane.seconds)
        load += rate * mean_s[lane.categories].mean(axis=0)
    return load
