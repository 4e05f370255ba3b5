"""The queue walked in service order, all replicates at once: who is next gets the slot that is free first."""

import math
from dataclasses import dataclass

import numpy as np

from bot.waits.draws import Draws
from bot.waits.handling import Matrix, Vector, Whole
from bot.waits.slots import Slots
from bot.waits.state import Ahead, Arrivals, State

LEAST_SHARE_LEFT = 0.1  # of the desk for our lane: higher lanes that fill it must not prolong the walk for ever


def start_times(state: State, draws: Draws) -> Matrix:
    """Seconds until each of those ahead would be served, a row each, and in the last row the newcomer."""
    slots, queue = Slots.now(state, draws), _Queue.draw(state.ahead, state.staffing.closes_in_s, draws)
    if any(len(lane.categories) for lane in state.overtaking):
        return _walk_overtaken(slots, queue, _Overtakers.draw(state, draws))
    return _walk(slots, queue)


@dataclass(frozen=True, slots=True)
class _Queue:
    """Everyone ahead in service order, a row each: how long they take, when they give up."""

    work: Matrix
    leaves_at: Matrix

    @classmethod
    def draw(cls, waiting: Ahead, closes_in_s: float, draws: Draws) -> "_Queue":
        return cls(draws.durations(waiting.category), draws.leaves_at(waiting, closes_in_s))


def _walk(slots: Slots, queue: _Queue) -> Matrix:
    starts = np.empty((len(queue.work) + 1, slots.replicates))
    for place, (work, leaves_at) in enumerate(zip(queue.work, queue.leaves_at, strict=True)):
        slot, free = slots.first()
        starts[place] = free
        slots.take(slot, free, np.where(leaves_at < free, 0.0, work))
    starts[-1] = slots.first()[1]
    return starts


@dataclass(frozen=True, slots=True)
class _Overtakers:
    """Contacts of higher lanes in order of arrival, a row each; the last row never comes."""

    at: Matrix
    work: Matrix

    @classmethod
    def draw(cls, state: State, draws: Draws) -> "_Overtakers":
        lanes = [lane for lane in state.overtaking if len(lane.categories)]
        rate = np.sum([draws.rates(len(lane.categories), lane.seconds) for lane in lanes], axis=0)
        categories = _mixed(lanes, _most_overtakers(state), draws)
        never = np.full((1, draws.replicates), np.inf)
        gaps = draws.random.standard_exponential((len(categories), draws.replicates)) / rate
        return cls(np.vstack([gaps.cumsum(axis=0), never]), np.vstack([draws.durations(categories), never]))


def _mixed(lanes: list[Arrivals], count: int, draws: Draws) -> Whole:
    """Categories of the next arrivals, each as often as it came lately."""
    seen = np.concatenate([lane.categories for lane in lanes])
    often = np.concatenate([np.full(len(lane.categories), 1 / lane.seconds) for lane in lanes])
    return draws.random.choice(seen, count, p=often / often.sum())


def _most_overtakers(state: State) -> int:
    """More than will come while the queue ahead is served, but bounded even when they alone fill the desk."""
    names = state.handling.names
    mean_s = np.array([state.handling.mean_s(name, state.beside) for name in names])
    slots = max(int(state.slots.sum()), state.usual_slots)
    coming = sum(len(lane.categories) / lane.seconds for lane in state.overtaking)
    load = sum(float(mean_s[lane.categories].sum()) / lane.seconds for lane in state.overtaking) / slots
    queued = float(mean_s[state.ahead.category].sum() + mean_s[state.chats.category].sum()) / slots
    expected = 1.5 * coming * queued / max(1 - load, LEAST_SHARE_LEFT)
    return math.ceil(expected + 4 * math.sqrt(expected) + 4)


def _walk_overtaken(slots: Slots, queue: _Queue, others: _Overtakers) -> Matrix:
    """As `_walk`, but a place in the queue is served only when nobody of a higher lane is there."""
    column, last = np.arange(slots.replicates), len(queue.work)
    starts = np.full((last + 1, slots.replicates), np.inf)
    place, other = np.zeros_like(column), np.zeros_like(column)
    while True:
        slot, free = slots.first()
        overtaken = others.at[other, column] <= free
        served = ~overtaken & (place <= last)
        if not served.any() and not (overtaken & (place <= last)).any():
            return starts
        starts[place[served], column[served]] = free[served]
        work = _work(queue, np.minimum(place, last - 1), free) if last else np.zeros_like(free)
        ours = served & (place < last)
        slots.take(slot, free, np.where(overtaken, others.work[other, column], np.where(ours, work, 0.0)))
        place += served
        other += overtaken


def _work(queue: _Queue, place: Whole, free: Vector) -> Vector:
    column = np.arange(len(free))
    return np.where(queue.leaves_at[place, column] < free, 0.0, queue.work[place, column])
