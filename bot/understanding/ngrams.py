"""Character and word n-grams of a message, hashed into fixed buckets: no vocabulary to store."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log1p
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
_REMEMBERED_TEXTS = 40_000
"""Training looks at each text twice."""
_NUMBER = re.compile(r"\S*\d{4}\S*")
_AMOUNT_OF_A_PHRASE = 0.5
"""A block's length is the square root of its share of the kernel (0.25) beside the sentence's meaning (1)."""

Row = tuple[np.ndarray, np.ndarray]
"""Bucket indexes (int64) and their weights (float32) of one message."""


def without_numbers(folded: str) -> str:
    """Order numbers and the like say nothing about the wish: each becomes the same number."""
    return _NUMBER.sub("12345", folded)


@lru_cache(maxsize=20_000)
def _character_grams(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    found = []
    for order in _CHAR_ORDERS:
        if order > len(padded):
            break
        found += [padded[i : i + order] for i in range(len(padded) - order + 1)]
    return tuple(_bucket(gram) for gram in found)


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) & (BUCKETS - 1)


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _counts(text: str) -> tuple[Counter[int], Counter[int]]:
    tokens = words(without_numbers(fold(text)))
    characters = Counter(gram for token in tokens for gram in _character_grams(token))
    pairs = [f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False)]
    return characters, Counter(_bucket(gram) + BUCKETS for gram in [*tokens, *pairs, *_stem_grams(tokens)])


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
    def learn(cls, texts: Iterable[str]) -> "NGrams":
        documents = np.zeros(WIDTH, dtype=np.float32)
        total = 0
        for text in texts:
            characters, phrases = _counts(text)
            documents[list(characters) + list(phrases)] += 1
            total += 1
        return cls((np.log((1 + total) / (1 + documents)) + 1).astype(np.float32))

    def row(self, text: str) -> Row:
        """Both kinds of n-grams of one message, each kind scaled to the same length."""
        parts = [self._block(counts) for counts in _counts(text) if counts]
        if not parts:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def _block(self, counts: Counter[int]) -> Row:
        index = np.fromiter(counts, dtype=np.int64, count=len(counts))
        weight = np.array([log1p(n) for n in counts.values()], dtype=np.float32) * self.rarity[index]
        return index, weight * (_AMOUNT_OF_A_PHRASE / np.linalg.norm(weight))

    def matrix(self, texts: Iterable[str]) -> csr_matrix:
        """Rows of all texts as a sparse matrix [texts, WIDTH]."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0] + [len(index) for index, _ in rows])
        columns = np.concatenate([index for index, _ in rows])
        weights = np.concatenate([weight for _, weight in rows])
        return csr_matrix((weights, columns, ends), shape=(len(rows), WIDTH))
