"""Kernel ridge regression in closed form: the votes of the examples, and the answers to what was not seen."""

from collections.abc import Callable

import numpy as np
from scipy.linalg.lapack import spotrf, strtri
from scipy.sparse import csr_matrix

_BLOCK = 1000


def upper_kernel(likeness: Callable[[slice], np.ndarray], grams: csr_matrix) -> np.ndarray:
    """Float32 [N, N]: what `likeness` says of each row, and what the rows' n-grams share; below the diagonal zeros.

    likeness: of a slice of rows to all examples from the first of them on, float32 [rows, N - start]. Block by block:
    at once it would take gigabytes.
    """
    total = grams.shape[0]
    kernel = np.zeros((total, total), dtype=np.float32)
    for start in range(0, total, _BLOCK):
        rows = slice(start, min(start + _BLOCK, total))
        kernel[rows, start:] = likeness(rows)
        kernel[rows, start:] += (grams[rows] @ grams[start:].T).toarray()
    return kernel


def inverse_root(kernel: np.ndarray, ridge: float) -> np.ndarray:
    """R [N, N] with R.T @ R the inverse of kernel + ridge. Reads what is on and above the diagonal; overwrites it."""
    kernel[np.diag_indices_from(kernel)] += ridge
    factor, _ = spotrf(kernel.T, lower=1, overwrite_a=1)
    root, _ = strtri(factor, lower=1, overwrite_c=1)
    return np.asarray(root)


def solve(kernel: np.ndarray, ridge: float, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Votes of the examples [N, answers], and what would have been answered to each had it not been learned.

    kernel: float32 [N, N], overwritten; wanted: the right answers [N, answers].
    """
    root = inverse_root(kernel, ridge)
    votes = root.T @ (root @ wanted)
    return votes, unseen(root, votes, wanted)


def unseen(root: np.ndarray, votes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """What would have been answered to each example had it not been learned [N, answers]."""
    return np.asarray(wanted - votes / np.einsum("ij,ij->j", root, root)[:, None])
