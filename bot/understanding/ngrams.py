"""Character and word n-grams of a message, hashed into fixed buckets: no vocabulary to store."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.folding import fold, words

BUCKETS = 1 << 16
"""Per kind. Of 8,192, as many as English banking questions need, Slavic endings share too many: held-back intents
88.7 % right over the four languages, 90.4 with 65,536, 90.8 with twice that."""
WIDTH = 2 * BUCKETS
_CHAR_ORDERS = (2, 3, 4, 5)
_STEM = 5
_REMEMBERED_TEXTS = 512
"""A message is asked about twice: for its intent and for its tone."""
_NUMBER = re.compile(r"\S*\d{4}\S*")
_AMOUNT_OF_A_PHRASE = 0.5
"""A block's length is the square root of its share of the kernel (0.25) beside the sentence's meaning (1)."""

Row = tuple[np.ndarray, np.ndarray]
"""Bucket indexes (int64) and their weights, or how often they occur (float32), of one message."""


def without_numbers(folded: str) -> str:
    """Order numbers and the like say nothing about the wish: each becomes the same number."""
    return _NUMBER.sub("12345", folded)


@lru_cache(maxsize=20_000)
def _character_grams(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    letters = [padded[i : i + order] for order in _CHAR_ORDERS for i in range(len(padded) - order + 1)]
    return tuple(map(_bucket, letters))


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) & (BUCKETS - 1)


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _counted(text: str) -> Row:
    """Each n-gram once, with the times it stands there: those of letters, then those of words."""
    tokens = words(without_numbers(fold(text)))
    pairs = [f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False)]
    times = Counter(chain.from_iterable(map(_character_grams, tokens)))
    times.update(BUCKETS + _bucket(gram) for gram in (*tokens, *pairs, *_stem_grams(tokens)))
    return np.fromiter(times, np.int64, len(times)), np.fromiter(times.values(), np.float32, len(times))


def count(texts: Iterable[str]) -> csr_matrix:
    """How often each n-gram stands in each text, float32 [texts, WIDTH]."""
    rows = [_counted(text) for text in texts]
    ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
    columns, times = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    return csr_matrix((times, columns, ends), shape=(len(rows), WIDTH))


def _stem_grams(tokens: list[str]) -> list[str]:
    """Beginnings of words, alone, in pairs and around a word: Slavic endings vary, the stem tells."""
    stems = [f"{token[:_STEM]}-" for token in tokens]
    pairs = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    around = [f"{a}..{b}" for a, b in zip(stems, stems[2:], strict=False)]
    return stems + pairs + around


class NGramVotes:
    """What each n-gram learned speaks for, in 127ths of its loudest vote: a sum of hundreds does not feel it."""

    def __init__(self, votes: np.ndarray) -> None:
        """votes: float32 [WIDTH, answers]; n-grams that nobody learned, all zeros, are not kept."""
        learned = np.flatnonzero(votes.any(axis=1))
        kept = np.vstack([np.zeros_like(votes[:1]), votes[learned]])
        self._step = np.abs(kept).max(axis=1) / 127
        self._votes = np.rint(kept / np.maximum(self._step, 1e-12)[:, None]).astype(np.int8)
        self._place = np.zeros(len(votes), dtype=np.int32)
        self._place[learned] = np.arange(1, len(learned) + 1)

    def of(self, row: Row) -> np.ndarray:
        """Their sum for a message, float32 [answers]."""
        index, weight = row
        place = self._place[index]
        return (weight * self._step[place]) @ self._votes[place].astype(np.float32)


class NGrams:
    """Weighs n-grams by how rare they were in what was learned."""

    def __init__(self, rarity: np.ndarray) -> None:
        """rarity: float32 [WIDTH], the inverse document frequency of each bucket."""
        self.rarity = rarity

    @classmethod
    def learn(cls, counted: csr_matrix) -> "NGrams":
        """counted: what `count` says of the texts."""
        documents = np.bincount(counted.indices, minlength=WIDTH)
        return cls((np.log((1 + counted.shape[0]) / (1 + documents)) + 1).astype(np.float32))

    def row(self, text: str) -> Row:
        """Both kinds of n-grams of one message, each kind scaled to the same length."""
        columns, times = _counted(text)
        return columns, self._weigh(columns, times, np.zeros_like(columns))

    def rows(self, counted: csr_matrix) -> csr_matrix:
        """Those of all texts, float32 [texts, WIDTH]. counted: what `count` says of them."""
        texts = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
        weights = self._weigh(counted.indices, counted.data, texts)
        return csr_matrix((weights, counted.indices, counted.indptr), shape=counted.shape)

    def _weigh(self, columns: np.ndarray, times: np.ndarray, texts: np.ndarray) -> np.ndarray:
        """texts: the number of the text that each n-gram stands in."""
        weights = np.log1p(times) * self.rarity[columns]
        block = 2 * texts + (columns >= BUCKETS)
        lengths = np.sqrt(np.bincount(block, weights * weights)).astype(np.float32)
        return np.asarray(weights * (_AMOUNT_OF_A_PHRASE / lengths[block]), dtype=np.float32)
