"""Everything the estimator learns, in one piece that can be stored and brought back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.waits.calibration import Calibration
from bot.waits.handling import HandlingTimes
from bot.waits.patience import Patience

VERSION = 1


@dataclass(slots=True)
class Learned:
    """Handling times by category, patience, and how wide bounds must be."""

    handling: HandlingTimes
    patience: Patience = field(default_factory=Patience)
    calibration: Calibration = field(default_factory=Calibration)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        parts = {name: getattr(self, name).stored() for name in ("handling", "patience", "calibration")}
        return {"version": VERSION, **parts}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Learned":
        """What `stored` gave. KeyError or ValueError: it was written by something else."""
        if stored["version"] != VERSION:
            raise ValueError(f"learned waits of version {stored['version']!r}, not {VERSION}")
        return cls(
            HandlingTimes.restored(stored["handling"]),
            Patience.restored(stored["patience"]),
            Calibration.restored(stored["calibration"]),
        )
