import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.ridge import solve, upper_kernel


def rows(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(seed)
    features = random.randn(40, 12).astype(np.float32)
    return features @ features.T, random.randn(40, 2).astype(np.float32)


def test_the_votes_solve_the_regression() -> None:
    kernel, wanted = rows()
    votes, _ = solve(kernel.copy(), 0.5, wanted)
    assert np.allclose((kernel + 0.5 * np.eye(40)) @ votes, wanted, atol=1e-3)


def test_what_was_not_seen_is_answered_as_by_a_model_that_never_saw_it() -> None:
    kernel, wanted = rows()
    _, unseen = solve(kernel.copy(), 0.5, wanted)
    rest = np.arange(40) != 7
    without = np.linalg.solve(kernel[np.ix_(rest, rest)] + 0.5 * np.eye(39), wanted[rest])
    assert np.allclose(unseen[7], kernel[7, rest] @ without, atol=1e-3)


def test_the_kernel_holds_likeness_and_what_is_shared_in_every_block() -> None:
    grams = csr_matrix(np.random.RandomState(1).rand(1203, 5).astype(np.float32))
    likeness = np.random.RandomState(2).rand(1203, 1203).astype(np.float32)
    kernel = upper_kernel(lambda rows: likeness[rows, rows.start :], grams)
    assert np.allclose(np.triu(kernel), np.triu(likeness + (grams @ grams.T).toarray()), atol=1e-5)


def test_what_is_above_the_diagonal_is_never_read() -> None:
    kernel, wanted = rows()
    whole, _ = solve(kernel.copy(), 0.5, wanted)
    upper, _ = solve(np.triu(kernel), 0.5, wanted)
    assert np.allclose(whole, upper, atol=1e-4)
