"""What a message means, as a vector: a sentence of its words for encoder.py, and what was encoded lately."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np

from bot.understanding.encoder import WIDTH, Encoder
from bot.understanding.folding import FEATURISED_CHARACTERS, visible
from bot.understanding.ngrams import without_numbers

_REMEMBERED_TEXTS = 2048
_WORTH_A_THREAD = 1000


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    """One per process."""
    return Encoder()


@lru_cache(maxsize=1)
def _remembered() -> dict[str, np.ndarray]:
    """The vectors of the latest texts, the oldest first."""
    return {}


def meanings(texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts, float32 [texts, WIDTH]. A few at once cost less than one by one: weights are read once."""
    readable = [_readable(text) for text in texts]
    return _of_few(readable) if len(readable) < _WORTH_A_THREAD else _of_many(readable)


def meaning(text: str) -> np.ndarray:
    """Unit vector of one text, float32 [WIDTH]."""
    return meanings([text])[0]


def _of_few(readable: list[str]) -> np.ndarray:
    """Equal texts cost nothing the second time."""
    known = _remembered()
    new = list(dict.fromkeys(text for text in readable if text not in known))
    if new:
        known.update(zip(new, _encode(new), strict=True))
    vectors = np.array([known[text] for text in readable], dtype=np.float32).reshape(-1, WIDTH)
    while len(known) > _REMEMBERED_TEXTS:
        del known[next(iter(known))]
    return vectors


def _of_many(readable: list[str]) -> np.ndarray:
    half = len(readable) // 2
    with ThreadPoolExecutor(2) as pool:
        return np.vstack(list(pool.map(_encode, [readable[:half], readable[half:]])))


def _encode(readable: list[str]) -> np.ndarray:
    return _encoder().encode(readable)


def _readable(text: str) -> str:
    shown = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS]
    return without_numbers(shown.lower() if shown.isupper() else shown)
