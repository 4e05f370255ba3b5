"""Kernel ridge regression in closed form: the votes of the examples, and the answers to what was not seen."""

from collections.abc import Callable

import numpy as np
from scipy.linalg.lapack import spotrf, spotrs, strtri
from scipy.sparse import csr_matrix

_BLOCK = 1000
_OFTEN = 0.05
"""Share of the texts from which on an n-gram is common. The few hundred common ones take most of the time of the sparse
product, and next to none of a dense one: 13,000 texts 2.3 s instead of 4.7."""


def upper_kernel(alike: Callable[[slice], np.ndarray], grams: csr_matrix) -> np.ndarray:
    """Float32 [N, N]: what `alike` says of each row, and what the rows' n-grams share; below the diagonal zeros.

    alike: of a slice of rows to all examples from the first of them on, float32 [rows, N - start]. Block by block:
    at once it would take gigabytes.
    """
    total = grams.shape[0]
    common, rare = _by_frequency(grams)
    kernel = np.zeros((total, total), dtype=np.float32)
    for start in range(0, total, _BLOCK):
        rows = slice(start, min(start + _BLOCK, total))
        kernel[rows, start:] = alike(rows)
        kernel[rows, start:] += common[rows] @ common[start:].T
        kernel[rows, start:] += (rare[rows] @ rare[start:].T).toarray()
    return kernel


def meaning_kernel(examples: np.ndarray, sharpness: float) -> Callable[[slice], np.ndarray]:
    """What `upper_kernel` asks for, 0-1 by the cosine. examples: unit length, float32 [N, directions]."""

    def of(rows: slice) -> np.ndarray:
        return np.asarray(np.exp(sharpness * (examples[rows] @ examples[rows.start :].T - 1)))

    return of


def factor(kernel: np.ndarray, ridge: float) -> np.ndarray:
    """Lower L [N, N] with L @ L.T = kernel + ridge. Reads what is on and above the diagonal; overwrites it."""
    kernel[np.diag_indices_from(kernel)] += ridge
    lower, _ = spotrf(kernel.T, lower=1, overwrite_a=1)
    return np.asarray(lower)


def votes_of(lower: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Of the examples [N, answers]. wanted: the right answers [N, answers]."""
    votes, _ = spotrs(lower, wanted, lower=1)
    return np.asarray(votes)


def inverse_root(lower: np.ndarray, last: int) -> np.ndarray:
    """R [last, last] with R.T @ R what the inverse of L @ L.T holds of the last examples, which is theirs alone to say.

    Overwrites L where all are asked for.
    """
    root, _ = strtri(lower[-last:, -last:], lower=1, overwrite_c=1)
    return np.asarray(root)


def solve(kernel: np.ndarray, ridge: float, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Votes of the examples [N, answers], and what would have been answered to each had it not been learned.

    kernel: float32 [N, N], overwritten; wanted: the right answers [N, answers].
    """
    lower = factor(kernel, ridge)
    votes = votes_of(lower, wanted)
    return votes, unseen(inverse_root(lower, len(lower)), votes, wanted)


def unseen(root: np.ndarray, votes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """What would have been answered to each example had it not been learned [N, answers]. root: of these examples."""
    return np.asarray(wanted - votes / np.einsum("ij,ij->j", root, root)[:, None])


def _by_frequency(grams: csr_matrix) -> tuple[np.ndarray, csr_matrix]:
    """The common n-grams as a dense matrix [N, common], and the others."""
    often = np.bincount(grams.indices, minlength=grams.shape[1]) > _OFTEN * grams.shape[0]
    common, rare = grams[:, np.flatnonzero(often)].toarray(), grams.copy()
    rare.data[often[rare.indices]] = 0
    rare.eliminate_zeros()
    return common, rare
