import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.ridge import add_shared, solve


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


def test_shared_rows_are_added_to_every_block() -> None:
    grams = csr_matrix(np.random.RandomState(1).rand(1203, 5).astype(np.float32))
    kernel = np.ones((1203, 1203), dtype=np.float32)
    add_shared(kernel, grams)
    assert np.allclose(kernel, 1 + (grams @ grams.T).toarray(), atol=1e-5)
