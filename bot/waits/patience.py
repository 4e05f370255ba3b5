"""How long customers wait before they give up: a hazard per age, shrunk to the overall rate."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

EDGES_S = np.array([0.0, 120.0, 300.0, 600.0, 1200.0, 2400.0, 4800.0])
END_S = 1e7  # nobody waits for months; the last knot of the cumulative hazard
KNOTS_S = np.append(EDGES_S, END_S)
WIDTHS_S = np.diff(KNOTS_S)
GUESS_PER_S, GUESS_COUNT = 1 / 3600.0, 1.0  # one in an hour of waiting, until it was seen
SHRINK = 3.0  # events by which a bin is pulled to the overall rate
TAIL, FALLS = 4, 0.6  # from this bin on the hazard is expected to fall from bin to bin, each twice as wide
KEEP = 1 - 1 / 2000  # what was seen fades with every further customer


class Patience:
    """All times in seconds. Whoever asked for a callback never gives up and is not counted."""

    def __init__(self) -> None:
        self._left = np.zeros(len(EDGES_S))
        self._waited = np.zeros(len(EDGES_S))
        self._knots = self._fit()

    def observe(self, waited_s: float, left: bool) -> None:
        """A customer waited so long and then gave up, or was answered."""
        self._left *= KEEP
        self._waited = self._waited * KEEP + _exposure(waited_s)
        if left:
            self._left[_bin(waited_s)] += 1
        self._knots = self._fit()

    def given(self, waited_s: Vector) -> "Patience":
        """With those who wait now: that they have not left is known as well."""
        patience = Patience()
        patience._left, patience._waited = self._left, self._waited + _exposures(waited_s)
        patience._knots = patience._fit()
        return patience

    @property
    def left(self) -> float:
        """How many have given up, older ones fading."""
        return float(self._left.sum())

    def cumulative(self, age_s: Matrix) -> Matrix:
        """Hazard added up from 0 to `age_s`."""
        return np.interp(age_s, KNOTS_S, self._knots)

    def reached(self, hazard: Matrix) -> Matrix:
        """The age at which the hazard adds up to so much."""
        return np.interp(hazard, self._knots, KNOTS_S)

    def stored(self) -> dict[str, Any]:
        """Everything learned, as JSON."""
        return {"left": self._left.tolist(), "waited": self._waited.tolist()}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Patience":
        """What `stored` gave."""
        patience = cls()
        patience._left, patience._waited = np.array(stored["left"]), np.array(stored["waited"])
        patience._knots = patience._fit()
        return patience

    def _fit(self) -> Vector:
        """The cumulative hazard at the edges. Whoever has stayed long stays: later bins start from the one before."""
        overall = (self._left.sum() + GUESS_COUNT) / (self._waited.sum() + GUESS_COUNT / GUESS_PER_S)
        hazard = np.empty(len(EDGES_S))
        for place, (left, waited) in enumerate(zip(self._left.tolist(), self._waited.tolist(), strict=True)):
            expected = overall if place < TAIL else FALLS * float(hazard[place - 1])
            hazard[place] = (left + SHRINK) / (waited + SHRINK / expected)
        return np.append(0.0, np.cumsum(hazard * WIDTHS_S))


def _bin(waited_s: float) -> int:
    return int(np.searchsorted(EDGES_S, waited_s, side="right")) - 1


def _exposure(waited_s: float) -> Vector:
    return np.clip(waited_s - EDGES_S, 0.0, WIDTHS_S)


def _exposures(waited_s: Vector) -> Vector:
    """Time spent in each bin by all of them together; sorting once is cheaper than a matrix."""
    above = np.array([np.maximum(waited_s - edge, 0.0).sum() for edge in EDGES_S])
    return above - np.append(above[1:], 0.0)
