"""How far "at the latest" lies beyond the most likely wait, corrected by how often it held."""

import math
from collections.abc import Mapping

STEP = 0.05  # how far one outcome moves the width (quantile tracking; Gibbs and Candes 2021)
MISSED = 0.07  # share of stated bounds that may fail; aimed below a tenth because waits come in waves
NARROWEST, WIDEST = math.log(0.7), math.log(4.0)


class Calibration:
    """One width per group of like promises, for example a lane while the desk is open."""

    def __init__(self) -> None:
        self._log: dict[str, float] = {}

    def width(self, group: str) -> float:
        """Factor on the distance between point and upper bound."""
        return math.exp(self._log.get(group, 0.0))

    def observe(self, group: str, missed: bool) -> None:
        """A bound has passed, or was met. Call it when the bound passes, not when the customer is served at last."""
        moved = self._log.get(group, 0.0) + STEP * (float(missed) - MISSED)
        self._log[group] = min(max(moved, NARROWEST), WIDEST)

    def stored(self) -> dict[str, float]:
        """Everything learned, as JSON."""
        return dict(self._log)

    @classmethod
    def restored(cls, stored: Mapping[str, float]) -> "Calibration":
        """What `stored` gave."""
        calibration = cls()
        calibration._log = dict(stored)
        return calibration
