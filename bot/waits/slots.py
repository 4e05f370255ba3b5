"""When each slot at the desk is free next, in every replicate, with people coming and going as planned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.waits.draws import Draws
from bot.waits.handling import Matrix, Vector, Whole
from bot.waits.staffing import NEVER_S
from bot.waits.state import State


@dataclass(slots=True)
class Slots:
    """`free`: a row per replicate, a column per slot. `rank`: who goes first when there are fewer people."""

    free: Matrix
    rank: NDArray[np.intp] | None
    times_s: Vector
    back_at: Matrix

    @classmethod
    def now(cls, state: State, draws: Draws) -> "Slots":
        """Chats in progress end as drawn; who is to come later is free when they come."""
        free, owner = _held(state, draws)
        on_duty, later = len(state.slots), max(0, state.staffing.most - len(state.slots))
        free = np.hstack([free, np.zeros((draws.replicates, later * state.usual_slots))])
        owner = np.append(owner, np.repeat(np.arange(on_duty, on_duty + later), state.usual_slots))
        if len(state.staffing.times_s) == 1:
            return cls(free, None, state.staffing.times_s, np.zeros((0, 0)))
        order = np.tile(np.arange(on_duty + later), (draws.replicates, 1))
        order[:, :on_duty] = draws.random.random((draws.replicates, on_duty)).argsort(axis=1)
        rank = order[:, owner]
        slots = cls(free, rank, state.staffing.times_s, state.staffing.back_at())
        slots.free = slots._on_duty(free.ravel(), rank.ravel()).reshape(free.shape)
        return slots

    @property
    def replicates(self) -> int:
        return len(self.free)

    def first(self) -> tuple[Whole, Vector]:
        """The slot that is free first, as a place in the flattened matrix, and when."""
        slot = self.free.argmin(axis=1)
        slot += np.arange(len(slot)) * self.free.shape[1]
        return slot, self.free.ravel()[slot]

    def take(self, slot: Whole, at: Vector, work: Vector) -> None:
        """The slot is busy for `work` seconds from `at`."""
        until = at + work
        if self.rank is not None:
            until = self._on_duty(until, self.rank.ravel()[slot])
        self.free.ravel()[slot] = until

    def _on_duty(self, at: Vector, rank: Whole) -> Vector:
        """`at`, or when that person is there next."""
        step = np.searchsorted(self.times_s, at, side="right") - 1
        return np.maximum(at, self.back_at[rank, step])


def _held(state: State, draws: Draws) -> tuple[Matrix, Whole]:
    """Of somebody with more chats than slots only the youngest free a slot."""
    held, residuals = state.chats, draws.residuals()
    youngest = np.argsort(held.age_s, kind="stable")
    columns: list[Vector] = []
    owner: list[int] = []
    for agent, slots in enumerate(state.slots):
        mine = youngest[held.agent[youngest] == agent][:slots]
        columns += [residuals[chat] for chat in mine] + [np.zeros(draws.replicates)] * (slots - len(mine))
        owner += [agent] * slots
    free = np.column_stack(columns) if columns else np.zeros((draws.replicates, 0))
    return np.minimum(free, NEVER_S), np.array(owner, dtype=np.intp)
