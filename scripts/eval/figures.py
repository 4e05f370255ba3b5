"""The figures themselves: shares, areas under the curve, recall and precision, calibration. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sklearn.metrics import roc_auc_score

Item = TypeVar("Item")
BINS = 10


def share(items: Iterable[Item], holds: Callable[[Item], bool]) -> float:
    """0-1; nan of none."""
    verdicts = [holds(item) for item in items]
    return sum(verdicts) / len(verdicts) if verdicts else float("nan")


def auc(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """Area under the ROC curve, 0-1; nan where there is only one kind."""
    return float(roc_auc_score(truth, scores)) if len(set(truth)) == 2 else float("nan")


class Found(NamedTuple):
    """How many of those that are were found, and how many of those found are; 0-1."""

    recall: float
    precision: float


def found(pairs: Iterable[tuple[bool, bool]]) -> Found:
    """pairs: whether it is, whether it was said to be."""
    pairs = list(pairs)
    return Found(share((p for p in pairs if p[0]), lambda p: p[1]), share((p for p in pairs if p[1]), lambda p: p[0]))


class Bin(NamedTuple):
    """Answers of about the same confidence: how many, their mean confidence 0-1, and the share that was right."""

    messages: int
    confidence: float
    right: float


def bins(answers: Iterable[tuple[float, bool]]) -> list[Bin]:
    """answers: confidence 0-1, and whether it was right. BINS of equal width, empty ones left out."""
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        sorted_in.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        Bin(len(group), sum(c for c, _ in group) / len(group), sum(right for _, right in group) / len(group))
        for _, group in sorted(sorted_in.items())
    ]


def calibration_error(answers: Iterable[tuple[float, bool]]) -> float:
    """ECE (Guo et al. 2017): mean distance of confidence and share right, weighted by the answers of each bin."""
    filled = bins(answers)
    return sum(b.messages * abs(b.confidence - b.right) for b in filled) / sum(b.messages for b in filled)


@dataclass(frozen=True)
class Row:
    """One line of the verdict; percent or an area under the curve. No target: stated, not judged."""

    name: str
    measured: float
    target: float | None = None
    at_least: bool = True
    percent: bool = True

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.measured >= self.target if self.at_least else self.measured <= self.target

    def cells(self) -> tuple[str, str, str, str]:
        limit = "-" if self.target is None else f"{'>=' if self.at_least else '<='} {self._shown(self.target)}"
        return self.name, self._shown(self.measured), limit, {None: "-", True: "met", False: "NOT MET"}[self.met]

    def _shown(self, value: float) -> str:
        return f"{100 * value:.1f} %" if self.percent else f"{value:.3f}"
