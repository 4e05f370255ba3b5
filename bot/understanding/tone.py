"""How frustrated a sentence sounds, learned from a few hundred graded sentences by their meaning.

A sentence without a single listed word can be bitter ("so my order just sits there while I wait, great"). The
sentence vectors are multilingual, so a language without graded sentences gains too. Kernel ridge regression.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

_SHARPNESS = 3.0
_RIDGE = 0.1
_SCORE_OF_LEVEL = np.array([0.05, 0.37, 0.62, 0.9])
"""The middle of each frustration level's band."""
_CALM = 0.15
"""What is unlike every graded sentence is taken for calm."""


class Graded(NamedTuple):
    """A sentence with its frustration level 0-3 and severity 0-4 (which the model leaves to the rules)."""

    frustration: int
    severity: int
    text: str


@dataclass(frozen=True)
class ToneModel:
    """examples: float32 [N, sentence width]; votes: float32 [N]."""

    examples: np.ndarray
    votes: np.ndarray
    scale: float
    constant: float

    def hear(self, meaning: np.ndarray) -> float:
        """Frustration 0-1 of a message from its sentence vector (meaning.meaning)."""
        raw = np.exp(_SHARPNESS * (self.examples @ meaning - 1)) @ self.votes
        return float(np.clip(self.scale * raw + self.constant, 0, 1))


def read_graded(folder: Path) -> list[Graded]:
    """Lines of "frustration severity sentence" from every file; # begins a remark."""
    lines = [line for file in sorted(folder.glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines()]
    return [_graded(line) for line in lines if line and not line.startswith("#")]


def _graded(line: str) -> Graded:
    frustration, severity, text = line.split(" ", 2)
    return Graded(int(frustration), int(severity), text)


def learn(graded: Sequence[Graded], meanings: np.ndarray) -> ToneModel:
    """meanings: sentence vectors [graded, sentence width]. What the ridge shrinks is stretched back."""
    target = _SCORE_OF_LEVEL[[g.frustration for g in graded]]
    kernel = np.exp(_SHARPNESS * (meanings @ meanings.T - 1))
    inverse = np.linalg.inv(kernel + _RIDGE * np.eye(len(kernel)))
    votes = inverse @ (target - _CALM)
    unseen = target - _CALM - votes / np.diag(inverse)
    scale = float(target.std() / max(unseen.std(), 1e-9))
    constant = float(target.mean() - scale * unseen.mean())
    return ToneModel(meanings.astype(np.float32), votes.astype(np.float32), scale, constant)
