"""Kernel ridge regression in closed form: the votes of the examples, and the answers to what was not seen."""

import numpy as np
from scipy.linalg.lapack import spotrf, strtri
from scipy.sparse import csr_matrix

_BLOCK = 1000


def add_shared(kernel: np.ndarray, grams: csr_matrix) -> None:
    """Adds to the kernel [N, N], in place, what the rows share; block by block: at once it would take gigabytes."""
    for at in range(0, len(kernel), _BLOCK):
        kernel[at : at + _BLOCK] += (grams[at : at + _BLOCK] @ grams.T).toarray()


def inverse_root(kernel: np.ndarray, ridge: float) -> np.ndarray:
    """R [N, N] with R.T @ R the inverse of kernel + ridge, for a third of its work. Overwrites the kernel."""
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
