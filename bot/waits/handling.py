"""How long a person is busy with one customer: log-normal, learned online, and how sure that is.

ln(seconds) = category's level + common level + effect per chat held beside + noise. The levels may drift; a Kalman
filter keeps their mean and covariance, so what is unknown widens every bound that rests on it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Whole = NDArray[np.intp]

COMMON, BESIDE, FIRST = 0, 1, 2  # places in the state vector; categories follow
GUESS_COMMON_SD = 0.7  # team leads are wrong about everything at once ...
GUESS_SD = 0.3  # ... and about single categories
NEW_SD = 0.5  # a category nobody has guessed anything about
BESIDE_MEAN, BESIDE_SD = 0.1, 0.1  # a chat beside another takes about a tenth longer
DRIFT_COMMON, DRIFT = 6e-5, 2e-5  # variance of the levels' steps per completed chat
SPREAD, SPREAD_COUNT, SPREAD_KEEP = (
    0.5,
    8.0,
    0.5 ** (1 / 100),
)  # variance of the noise, and how long it is remembered
LEAST_S = 1.0


class HandlingTimes:
    """Durations in seconds. `beside`: chats the same person held when this one began."""

    def __init__(self, guessed_s: Mapping[str, float]) -> None:
        self.names: list[str] = []
        self._index: dict[str, int] = {}
        self.mean = np.array([0.0, BESIDE_MEAN])
        self.covariance = np.diag([GUESS_COMMON_SD**2, BESIDE_SD**2])
        self.completed = 0
        self._squares: list[float] = []
        self._weights: list[float] = []
        for name, mean_s in guessed_s.items():
            self._add(name, math.log(max(mean_s, LEAST_S)) - SPREAD / 2, GUESS_SD)

    def __contains__(self, category: str) -> bool:
        return category in self._index

    def index(self, category: str) -> int:
        """Place of `category`; a new one is taken to be like the others until it is seen."""
        if category not in self._index:
            if not self.names:
                raise KeyError(category)
            self._add(category, float(self.mean[FIRST:].mean()), NEW_SD)
        return self._index[category]

    @property
    def spread(self) -> Vector:
        """Standard deviation of ln(seconds) per category, the levels given."""
        squares, weights = np.array(self._squares), np.array(self._weights)
        return np.sqrt((SPREAD * SPREAD_COUNT + squares) / (SPREAD_COUNT + weights))

    def mean_s(self, category: str, beside: float = 0.0) -> float:
        """The expected handling time."""
        place = self.index(category)
        level = self.mean[COMMON] + self.mean[FIRST + place] + beside * self.mean[BESIDE]
        return math.exp(level + self._variance(place) / 2)

    def observe(self, category: str, seconds: float, beside: float = 0.0) -> None:
        """One completed chat, in order of completion."""
        place = self.index(category)
        self.completed += 1
        at = np.array([COMMON, BESIDE, FIRST + place])
        row = np.array([1.0, beside, 1.0])
        self.covariance[COMMON, COMMON] += DRIFT_COMMON
        self.covariance[FIRST + place, FIRST + place] += DRIFT
        noise = self._variance(place)
        gain = self.covariance[:, at] @ row
        surprise = math.log(max(seconds, LEAST_S)) - float(row @ self.mean[at])
        total = float(row @ gain[at]) + noise
        self.mean += gain * (surprise / total)
        self.covariance -= np.outer(gain, gain / total)
        self._squares[place] = SPREAD_KEEP * self._squares[place] + surprise**2 * noise / total
        self._weights[place] = SPREAD_KEEP * self._weights[place] + 1

    def outlasting(self, category: Whole, age_s: Vector, beside: Vector) -> tuple[Vector, Matrix]:
        """Mean and covariance of the levels, given chats that have lasted `age_s` and go on (one Newton step).

        That matters while little was seen, because short chats end first; once as many old chats have ended as go on,
        the completed ones tell the truth by themselves.
        """
        if not len(category):
            return self.mean, self.covariance
        rows = np.zeros((len(category), len(self.mean)))
        rows[:, COMMON], rows[:, BESIDE] = 1.0, beside
        rows[np.arange(len(category)), FIRST + category] = 1.0
        spread = self.spread[category]
        z = (np.log(np.maximum(age_s, LEAST_S)) - rows @ self.mean) / spread
        mills = np.exp(-0.5 * z * z - 0.5 * math.log(2 * math.pi) - log_ndtr(-z))
        fade = 0.5 ** (self.completed / len(category))
        weight = fade * mills * (mills - z) / spread**2
        precision = np.linalg.inv(self.covariance) + rows.T @ (rows * weight[:, None])
        covariance = np.linalg.inv(precision)
        return self.mean + covariance @ (rows.T @ (fade * mills / spread)), covariance

    def stored(self) -> dict[str, Any]:
        """Everything learned, as JSON."""
        learned = {"mean": self.mean.tolist(), "covariance": self.covariance.tolist()}
        return {
            "completed": self.completed,
            "names": self.names,
            "squares": self._squares,
            "weights": self._weights,
            **learned,
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "HandlingTimes":
        """What `stored` gave."""
        times = cls({})
        times.completed, times.names = stored["completed"], list(stored["names"])
        times._index = {name: place for place, name in enumerate(times.names)}
        times._squares, times._weights = list(stored["squares"]), list(stored["weights"])
        times.mean, times.covariance = np.array(stored["mean"]), np.array(stored["covariance"])
        return times

    def _variance(self, place: int) -> float:
        return (SPREAD * SPREAD_COUNT + self._squares[place]) / (SPREAD_COUNT + self._weights[place])

    def _add(self, name: str, level: float, sd: float) -> None:
        self._index[name] = len(self.names)
        self.names.append(name)
        self.mean = np.append(self.mean, level)
        wider = np.zeros((len(self.mean), len(self.mean)))
        wider[:-1, :-1] = self.covariance
        wider[-1, -1] = sd**2
        self.covariance = wider
        self._squares.append(0.0)
        self._weights.append(0.0)


def places(times: HandlingTimes, categories: Sequence[str]) -> Whole:
    """The place of each category, an entry each."""
    return np.array([times.index(name) for name in categories], dtype=np.intp)
