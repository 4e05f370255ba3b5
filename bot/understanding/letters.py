"""Letters that give a language away: ů is Czech, ł Polish. Many type without them, so only their use tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from bot.understanding.folding import fold

_UNSEEN = 0.3
"""Times a letter is taken to have been met in a language that never wrote it."""


@dataclass(frozen=True)
class TellingLetters:
    """Of each letter with a mark: log probability, per language, of the mark on its bare letter."""

    marks: Mapping[str, np.ndarray]

    def judge(self, word: str) -> np.ndarray | float:
        """Sum over the marked letters of a lower-case word as typed."""
        if word.isascii():
            return 0.0
        return sum((self.marks[c] for c in word if c in self.marks), start=0.0)


def learn_letters(examples: Mapping[str, Iterable[str]]) -> TellingLetters:
    """examples: language -> lower-case words as typed."""
    seen = [Counter(c for word in words for c in word) for words in examples.values()]
    marked = sorted({c for counts in seen for c in counts if len(fold(c)) == 1 and fold(c) != c})
    totals = {base: [_with_base(counts, base) for counts in seen] for base in {fold(c) for c in marked}}
    return TellingLetters(
        {
            c: np.log([(n[c] + _UNSEEN) / (total + 10.0) for n, total in zip(seen, totals[fold(c)], strict=True)])
            for c in marked
        }
    )


def _with_base(counts: Counter[str], base: str) -> int:
    return sum(n for letter, n in counts.items() if fold(letter) == base)
