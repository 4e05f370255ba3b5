"""Random draws behind one estimate: a column per replicate, all times in seconds."""

import numpy as np
from scipy.special import ndtr, ndtri

from bot.waits.handling import BESIDE, COMMON, FIRST, Matrix, Vector, Whole
from bot.waits.state import Ahead, State

LEAST = 1e-12  # keeps the inverse normal finite for chats that outlived everything seen
MOST_SURE = 20  # however many were seen to leave, those of tomorrow may be more or less patient


class Draws:
    """Each replicate first draws how wrong the learned levels may be, then every time it needs."""

    def __init__(self, state: State, replicates: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.replicates = replicates
        self._chats = state.chats
        self.patience = state.patience.given(state.ahead.waited_s[~state.ahead.stays])
        held = state.chats
        mean, covariance = state.handling.outlasting(held.category, held.age_s, held.beside)
        root = np.linalg.cholesky(covariance + 1e-12 * np.eye(len(mean)))
        levels = mean[:, None] + root @ self.random.standard_normal((len(mean), replicates))
        self._effect = levels[BESIDE]
        self._alone = levels[FIRST:] + levels[COMMON]
        self.centre: Matrix = self._alone + state.beside * self._effect
        self.spread: Vector = state.handling.spread
        leavers = min(state.patience.left, MOST_SURE) + 3
        self.leaving: Vector = self.random.standard_gamma(leavers, replicates) / leavers

    def durations(self, categories: Whole) -> Matrix:
        """Handling times of chats that begin while everybody is full, a row each."""
        normal = self.random.standard_normal((len(categories), self.replicates))
        return np.exp(self.centre[categories] + self.spread[categories, None] * normal)

    def residuals(self) -> Matrix:
        """Time left of each chat in progress, a row each."""
        held = self._chats
        centre = self._alone[held.category] + held.beside[:, None] * self._effect
        spread, age = self.spread[held.category, None], held.age_s[:, None]
        survival = ndtr((centre - np.log(np.maximum(age, 1.0))) / spread)
        share = np.maximum(survival * self.random.random(centre.shape), LEAST)
        return np.maximum(np.exp(centre - spread * ndtri(share)) - age, 0.0)

    def leaves_at(self, waiting: Ahead, closes_in_s: float) -> Matrix:
        """When each would give up; never once the desk has closed and promised to call back."""
        spent = self.patience.cumulative(waiting.waited_s)[:, None]
        more = self.random.standard_exponential((len(waiting), self.replicates)) / self.leaving
        at = self.patience.reached(spent + more) - waiting.waited_s[:, None]
        never = (at > closes_in_s) | waiting.stays[:, None]
        return np.where(never, np.inf, at)

    def rates(self, seen: int, seconds: float) -> Vector:
        """Arrivals per second, given `seen` of them in `seconds`."""
        return self.random.standard_gamma(seen + 0.5, self.replicates) / seconds
