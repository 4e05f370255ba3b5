"""The queue walked in service order, all replicates at once: who is next gets the slot that is free first."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.waits.draws import Draws, Matrix, Vector
from bot.waits.state import State

LEAST_SHARE_LEFT = 0.1  # of the desk for our lane: higher lanes that fill it must not prolong the walk for ever


def start_times(state: State, draws: Draws) -> Vector:
    """Seconds until a slot is free for the newcomer, one value per replicate. Needs at least one slot."""
    queue = _Queue.draw(state, draws)
    slots = _first_free(state, draws)
    if state.overtaking:
        return _walk_overtaken(slots, queue, _Overtakers.draw(state, draws))
    return _walk(slots, queue)


def _first_free(state: State, draws: Draws) -> Matrix:
    """When each slot is first free: a row per replicate, a column per slot."""
    columns = [draws.residual(chat.age_s, chat.category) for chat in state.chats]
    columns += [np.zeros(draws.replicates)] * state.free_slots
    return np.column_stack(columns)


@dataclass(frozen=True, slots=True)
class _Queue:
    """Everyone ahead in service order, a row each: how long they take, how long they would wait."""

    work: Matrix
    patience: Matrix | None

    @classmethod
    def draw(cls, state: State, draws: Draws) -> "_Queue":
        if not state.ahead:
            return cls(np.empty((0, draws.replicates)), None)
        leaves = state.leave_per_s > 0
        patience = draws.patience(state.leave_per_s, len(state.ahead)) if leaves else None
        return cls(draws.durations(state.ahead), patience)

    def busy(self, place: int | NDArray[np.intp], at: Vector) -> Vector:
        """Seconds that `place` occupies a slot free `at`: none when that customer has left by then."""
        rows = place if isinstance(place, int) else (place, np.arange(len(at)))
        work = self.work[rows]
        return work if self.patience is None else np.where(self.patience[rows] < at, 0.0, work)


def _walk(slots: Matrix, queue: _Queue) -> Vector:
    flat, row = slots.reshape(-1), np.arange(len(slots)) * slots.shape[1]
    for place in range(len(queue.work)):
        slot = slots.argmin(axis=1) + row
        free = flat[slot]
        flat[slot] = free + queue.busy(place, free)
    return slots.min(axis=1)


@dataclass(frozen=True, slots=True)
class _Overtakers:
    """Contacts of higher lanes in order of arrival, a row each; the last row never comes."""

    at: Matrix
    work: Matrix

    @classmethod
    def draw(cls, state: State, draws: Draws) -> "_Overtakers":
        rate = np.sum([draws.rate(lane.count, lane.seconds) for lane in state.overtaking], axis=0)
        categories = draws.mixed(state.overtaking, _most_overtakers(state))
        never = np.full((1, draws.replicates), np.inf)
        at = draws.gaps(rate, len(categories)).cumsum(axis=0)
        return cls(np.vstack([at, never]), np.vstack([draws.durations(categories), never]))


def _most_overtakers(state: State) -> int:
    """More than will come while the queue ahead is served, but bounded even when they alone fill the desk."""
    mean_s = {category: state.handling[category].mean_s for category in state.categories()}
    queued = sum(mean_s[category] for category in (*state.ahead, *(chat.category for chat in state.chats)))
    coming = sum(lane.count / lane.seconds for lane in state.overtaking)
    load = sum(lane.count / lane.seconds * mean_s[lane.category] for lane in state.overtaking)
    share_left = max(1 - load / state.slots, LEAST_SHARE_LEFT)
    expected = 1.5 * coming * queued / state.slots / share_left
    return math.ceil(expected + 4 * math.sqrt(expected) + 4)


def _walk_overtaken(slots: Matrix, queue: _Queue, others: _Overtakers) -> Vector:
    """As `_walk`, but a place in the queue is served only when nobody of a higher lane is there."""
    column = np.arange(len(slots))
    flat, row = slots.reshape(-1), column * slots.shape[1]
    place, other = np.zeros_like(column), np.zeros_like(column)
    last = len(queue.work)
    while True:
        slot = slots.argmin(axis=1) + row
        free = flat[slot]
        overtaken = others.at[other, column] <= free
        served = ~overtaken & (place < last)
        if not (overtaken | served).any():
            return free
        ours = queue.busy(np.minimum(place, last - 1), free) if last else free
        flat[slot] = free + np.where(overtaken, others.work[other, column], ours * served)
        place += served
        other += overtaken
