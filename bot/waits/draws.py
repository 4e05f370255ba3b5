"""Random draws behind one estimate: a column per replicate, all times in seconds."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from bot.waits.handling import Handling
from bot.waits.state import Arrivals

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
LEAST = 1e-12  # keeps the inverse normal finite for chats that outlived everything seen


class Draws:
    """Each replicate first draws how wrong the learned means may be, then every time it needs."""

    def __init__(self, handling: Mapping[str, Handling], replicates: int, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._handling = handling
        self.replicates = replicates
        self._shift = {name: self._error(handling[name]) for name in sorted(handling)}

    def _error(self, handling: Handling) -> Vector:
        return self._random.standard_normal(self.replicates) * handling.error_log

    def durations(self, categories: Sequence[str]) -> Matrix:
        """Handling times of `categories`, a row each."""
        names = list(dict.fromkeys(categories))
        rows = np.array([names.index(name) for name in categories], dtype=np.intp)
        spread = np.array([[self._handling[name].sd_log] for name in names], dtype=np.float32)
        centre = np.array([self._centre(name) for name in names], dtype=np.float32)
        normal = self._random.standard_normal((len(rows), self.replicates), dtype=np.float32)
        return np.exp(centre[rows] + spread[rows] * normal).astype(np.float64)

    def _centre(self, category: str) -> Vector:
        return self._handling[category].mean_log + self._shift[category]

    def residual(self, age_s: float, category: str) -> Vector:
        """Time left of a chat that has lasted `age_s` so far."""
        handling = self._handling[category]
        centre = self._centre(category)
        survival = ndtr(-(math.log(max(age_s, 1.0)) - centre) / handling.sd_log)
        share = np.maximum(survival * self._random.random(self.replicates), LEAST)
        total = np.exp(centre - handling.sd_log * ndtri(share))
        return np.maximum(total - age_s, 0.0)

    def patience(self, leave_per_s: float, count: int) -> Matrix:
        """How much longer each of `count` waiting customers would stay."""
        return self._random.exponential(1 / leave_per_s, (count, self.replicates))

    def rate(self, count: int, seconds: float) -> Vector:
        """Arrivals per second, given `count` in `seconds`."""
        return self._random.gamma(count + 0.5, 1 / seconds, self.replicates)

    def mixed(self, lanes: Sequence[Arrivals], count: int) -> list[str]:
        """Categories of the next `count` arrivals, each lane by its share."""
        seen = np.array([lane.count + 0.5 for lane in lanes]) / [lane.seconds for lane in lanes]
        return [lanes[i].category for i in self._random.choice(len(lanes), count, p=seen / seen.sum())]

    def gaps(self, rate: Vector, count: int) -> Matrix:
        """Times between `count` arrivals at `rate` per second."""
        return self._random.exponential(1.0, (count, self.replicates)) / rate
