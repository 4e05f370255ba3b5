import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse import random as random_sparse

from bot.understanding.ridge import factor, inverse_root, meaning_kernel, solve, upper_kernel


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


def test_common_and_rare_ngrams_are_shared_alike() -> None:
    random = np.random.RandomState(3)
    common, rare = (random_sparse(300, 40, density=share, random_state=random).toarray() for share in (0.5, 0.01))
    grams = csr_matrix(np.hstack([common, rare]).astype(np.float32))
    kernel = upper_kernel(lambda rows: np.zeros((rows.stop - rows.start, 300 - rows.start), dtype=np.float32), grams)
    assert np.allclose(np.triu(kernel), np.triu((grams @ grams.T).toarray()), atol=1e-5)


def test_the_last_examples_say_by_themselves_what_the_inverse_holds_of_them() -> None:
    kernel, _ = rows()
    inverse = np.linalg.inv(kernel + 0.5 * np.eye(40))[-9:, -9:]
    root = inverse_root(factor(kernel.copy(), 0.5), 9)
    assert root.shape == (9, 9)
    assert np.allclose(root.T @ root, inverse, atol=1e-3)


def test_what_is_alike_in_meaning_counts_fully_and_the_rest_the_less_the_sharper() -> None:
    kernel = meaning_kernel(np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32), 3.0)
    assert np.allclose(kernel(slice(1, 2)), [[1, np.exp(-3)]])
