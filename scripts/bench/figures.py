"""From raw measurements to the table of DESIGN section 6: percentiles, growth, ratios, verdicts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

EDGE = 10  # replies at either end of a long conversation that are compared
HEADINGS = ("figure", "unit", "ours", "stock", "ours/stock", "target", "verdict")


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank: the smallest value that `share` (0-1) of all values do not exceed. Raises ValueError on none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def growth(seconds: Sequence[float], edge: int = EDGE) -> float:
    """How many times the first replies' time the last replies take: median of `edge` at either end."""
    if len(seconds) < 2 * edge:
        raise ValueError(f"{len(seconds)} replies are too few to compare {edge} at either end")
    return median(seconds[-edge:]) / median(seconds[:edge])


@dataclass(frozen=True)
class Target:
    """`of` says what is held against the limit: our value divided by stock's, or our value itself."""

    limit: float
    of: Literal["ratio", "value"]
    at_least: bool = False

    def __str__(self) -> str:
        unit = "x stock" if self.of == "ratio" else ""
        return f"{'>=' if self.at_least else '<='} {self.limit:g}{unit}"


@dataclass(frozen=True)
class Row:
    """One figure. `stock` is None where a stock bot has nothing of the kind."""

    name: str
    unit: str
    ours: float
    stock: float | None
    target: Target

    @property
    def ratio(self) -> float | None:
        return self.ours / self.stock if self.stock else None

    @property
    def met(self) -> bool:
        """Raises ValueError when a ratio is asked for and stock was not measured."""
        value = self.ratio if self.target.of == "ratio" else self.ours
        if value is None:
            raise ValueError(f"{self.name}: no stock figure to compare with")
        return value >= self.target.limit if self.target.at_least else value <= self.target.limit

    def cells(self) -> tuple[str, ...]:
        verdict = "met" if self.met else "NOT MET"
        return (self.name, self.unit, _short(self.ours), _short(self.stock), _ratio(self), str(self.target), verdict)


def table(rows: Sequence[Row]) -> str:
    """Aligned columns, one row a figure."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def summary(rows: Sequence[Row]) -> str:
    missed = [row.name for row in rows if not row.met]
    if not missed:
        return f"All {len(rows)} targets met."
    return f"{len(missed)} of {len(rows)} targets NOT MET: {', '.join(missed)}."


def _short(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _ratio(row: Row) -> str:
    return "-" if row.ratio is None else f"{row.ratio:.2f}"
