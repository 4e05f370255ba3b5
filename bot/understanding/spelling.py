"""How likely each language is to write a word: letter n-grams of several languages side by side.

An interpolated model (Witten and Bell 1991) of orders 1 to 5: a letter that a language never wrote after these four
is judged by the last three, and so on. Languages with few examples and with many are judged alike.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

ORDER = 5
_ALPHABET = 120
"""Letters that might follow: what a language gives to one it has never written."""
_MET_AT_LEAST = {4: 3, 5: 4}
"""Longer n-grams that were met less often are left out: they cost memory and tell next to nothing."""


@dataclass(frozen=True)
class SpellingModel:
    """Of each n-gram (`rows`): its last letter's log probability after the others, and what backing off from it costs.

    Both matrices have a row per n-gram (`back_off` only for those that can be a context: the first) and a column per
    language.
    """

    languages: tuple[str, ...]
    rows: Mapping[str, int]
    likely: np.ndarray
    back_off: np.ndarray

    def judge(self, word: str) -> np.ndarray:
        """Log probability of a folded word in each language, in their order."""
        padded = f" {word} "
        likely, shortened, strange = self._look_up(padded)
        total = self.likely[likely].sum(axis=0, dtype=np.float64) + strange * -log(_ALPHABET)
        return total + self.back_off[shortened].sum(axis=0, dtype=np.float64) if shortened else total

    def _look_up(self, padded: str) -> tuple[list[int], list[int], int]:
        rows, likely, shortened, strange = self.rows, [], [], 0
        for end in range(2, len(padded) + 1):
            for start in range(max(0, end - ORDER), end):
                row = rows.get(padded[start:end])
                if row is not None:
                    likely.append(row)
                    break
                context = rows.get(padded[start : end - 1])
                if context is not None:
                    shortened.append(context)
            else:
                strange += 1
        return likely, shortened, strange


def learn_spelling(examples: Mapping[str, Iterable[str]]) -> SpellingModel:
    """examples: language -> folded words, each as often as it is written."""
    counts = [_count(words) for words in examples.values()]
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    kept = sorted((g for g, n in total.items() if n >= _MET_AT_LEAST.get(len(g), 1)), key=lambda g: (len(g), g))
    rows = {gram: row for row, gram in enumerate(kept)}
    likely, back_off = _probabilities(kept, rows, _matrix(counts, rows))
    contexts = sum(len(gram) < ORDER for gram in kept)
    return SpellingModel(tuple(examples), rows, likely.astype(np.float16), back_off[:contexts].astype(np.float16))


def _matrix(counts: Sequence[Counter[str]], rows: Mapping[str, int]) -> np.ndarray:
    seen = np.zeros((len(rows), len(counts)))
    for column, count in enumerate(counts):
        known = [(rows[gram], n) for gram, n in count.items() if gram in rows]
        at, times = zip(*known, strict=True) if known else ((), ())
        seen[list(at), column] = times
    return seen


def _probabilities(grams: Sequence[str], rows: Mapping[str, int], seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A context's weight of backing off is the number of different letters after it over that number and their sum."""
    context = np.array([rows.get(gram[:-1], -1) for gram in grams])
    shorter = np.array([rows.get(gram[1:], -1) for gram in grams])
    letters, kinds = np.zeros_like(seen), np.zeros_like(seen)
    inside = context >= 0
    for column, told in enumerate(seen[inside].T):
        letters[:, column] = np.bincount(context[inside], told, len(grams))
        kinds[:, column] = np.bincount(context[inside], told > 0, len(grams))
    weight = np.where(letters > 0, kinds / np.maximum(letters + kinds, 1), 1.0)
    likely = np.empty_like(seen)
    lengths = np.array([len(gram) for gram in grams])
    first = lengths == 1
    likely[first] = (seen[first] + 1.0 / _ALPHABET) / (seen[first].sum(axis=0) + 1.0)
    for length in range(2, ORDER + 1):
        at = np.flatnonzero(lengths == length)
        after, less = context[at], shorter[at]
        told = seen[at] / np.maximum(letters[after] + kinds[after], 1)
        likely[at] = told + weight[after] * likely[less]
    return np.log(likely), np.log(weight)


def _count(words: Iterable[str]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for word, times in Counter(words).items():
        padded = f" {word} "
        for end in range(2, len(padded) + 1):
            for start in range(max(0, end - ORDER), end):
                seen[padded[start:end]] += times
    return seen
