"""The directions of sentence meaning that tell one intent from another.

Within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006): a direction in which the examples of one
intent differ among themselves says little about the intent and counts for less. On Banking77 with 10 examples an
intent it is worth 0.8 points over the plain main directions, with all examples 0.3.
"""

from collections.abc import Sequence

import numpy as np

_KEPT_OF_FEW, _KEPT = 112, 192
"""Of 512. The rest costs time and gains nothing; where an intent has few examples, the lesser directions are chance
(Banking77, 10 an intent: 83.9 % right with 112, 83.6 with 192; held-back in four languages: 91.2 and 91.7)."""
_FEW = 20
"""Examples an intent."""
_TRUST = 0.15
"""Share of the measured covariance; the rest is the same in all directions: few examples measure it badly."""


def telling_directions(meanings: np.ndarray, intent: Sequence[int] | np.ndarray) -> np.ndarray:
    """Matrix [sentence width, kept]. meanings: sentence vectors [texts, sentence width]; intent: its number [texts]."""
    spread = _within(meanings, np.asarray(intent))
    width = len(spread)
    spread = _TRUST * spread + (1 - _TRUST) * (np.trace(spread) / width + 1e-9) * np.eye(width)
    size, axes = np.linalg.eigh(spread)
    whitened = axes / np.sqrt(size)
    projected = meanings @ whitened
    _, main = np.linalg.eigh(projected.T @ projected)
    kept = _KEPT if len(meanings) > _FEW * len(np.unique(intent)) else _KEPT_OF_FEW
    return (whitened @ main[:, -kept:]).astype(np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Each row (or the one vector) scaled to length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def _within(meanings: np.ndarray, intent: np.ndarray) -> np.ndarray:
    members = np.zeros((intent.max() + 1, len(intent)), dtype=np.float32)
    members[intent, np.arange(len(intent))] = 1
    centres = (members @ meanings) / np.maximum(members.sum(axis=1, keepdims=True), 1)
    apart = meanings - centres[intent]
    return apart.T @ apart / len(meanings)
