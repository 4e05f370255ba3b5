"""Which language a message is in: character n-grams, weighed by what each language's examples contain.

Adding a language is data: a file in data/languages/, or examples in data/nlu whose block names the language.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

import numpy as np

from bot.understanding.folding import fold, visible, words

OTHER = "other"
_ORDERS = (1, 2, 3, 4)
_SMOOTHING = 0.3
_SURE = 3.0
"""Log odds over the next language below which a text is too short, or too mixed, to tell."""
_SURE_OF_OTHER = 6.0
"""Telling a customer "I do not speak your language" in error is worse than asking."""
_WITH_DIGITS_OR_ADDRESS = re.compile(r"\S*[\d@/]\S*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile(r"[іїєґўђћјљњџѓќ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]")
_LETTER = re.compile(r"[^\W\d_]")
_ONLY_IN = {"cs": re.compile(r"[ěřů]", re.IGNORECASE), "pl": re.compile(r"[łąęśźżńć]", re.IGNORECASE)}
_TELLING_LETTER = 4.0


@dataclass(frozen=True)
class LanguageModel:
    """Log probability of each n-gram in each language, those the assistant does not speak included."""

    spoken: frozenset[str]
    tables: Mapping[str, Mapping[str, float]]
    unseen: Mapping[str, float]

    @cached_property
    def _rows(self) -> dict[str, int]:
        """Every n-gram's row in `_logs`: one look-up a gram instead of one a gram and language."""
        return {gram: row for row, gram in enumerate(sorted({g for table in self.tables.values() for g in table}))}

    @cached_property
    def _logs(self) -> np.ndarray:
        columns = [[table.get(g, self.unseen[name]) for g in self._rows] for name, table in self.tables.items()]
        return np.array(columns, dtype=np.float64).T.copy()

    @cached_property
    def _unseen(self) -> np.ndarray:
        return np.array([self.unseen[name] for name in self.tables], dtype=np.float64)

    def detect(self, text: str) -> str | None:
        """A spoken language, "other", or None when the text does not tell ("ok", an order number)."""
        plain = _WITH_DIGITS_OR_ADDRESS.sub(" ", visible(text[:2000]))
        if _CYRILLIC.search(plain):
            return self._named("other" if _NOT_RUSSIAN.search(plain) else "ru")
        folded = fold(plain)
        if not _LATIN.search(folded):
            return OTHER if len(_LETTER.findall(folded)) > 1 else None
        return self._decide(self.scores(folded, plain))

    def scores(self, folded: str, plain: str = "") -> dict[str, float]:
        """Log likelihood per language of a folded text; plain keeps the diacritics that give it away."""
        grams = Counter(gram for word in words(folded)[:60] for gram in _grams(word))
        known = [(self._rows[gram], n) for gram, n in grams.items() if gram in self._rows]
        strange = sum(grams.values()) - sum(n for _, n in known)
        sums = self._unseen * strange
        if known:
            rows, times = zip(*known, strict=True)
            sums = sums + np.array(times, dtype=np.float64) @ self._logs[list(rows)]
        totals = dict(zip(self.tables, sums.tolist(), strict=True))
        for language, letters in _ONLY_IN.items():
            if language in totals:
                totals[language] += _TELLING_LETTER * len(letters.findall(plain))
        return totals

    def _decide(self, scores: dict[str, float]) -> str | None:
        best = max(scores, key=lambda language: scores[language])
        name = self._named(best)
        rivals = [score for language, score in scores.items() if self._named(language) != name]
        needed = _SURE_OF_OTHER if name == OTHER else _SURE
        return None if rivals and scores[best] - max(rivals) < needed else name

    def _named(self, language: str) -> str:
        return language if language in self.spoken else OTHER


def learn(examples: Mapping[str, Iterable[str]], spoken: Iterable[str]) -> LanguageModel:
    """examples: language -> texts; spoken: the languages to name, every other one is "other"."""
    counts = {language: _count(texts) for language, texts in examples.items()}
    known = len({gram for seen in counts.values() for gram in seen})
    tables, unseen = {}, {}
    for language, seen in counts.items():
        total = log(sum(seen.values()) + _SMOOTHING * known)
        tables[language] = {gram: round(log(n + _SMOOTHING) - total, 3) for gram, n in seen.items()}
        unseen[language] = round(log(_SMOOTHING) - total, 3)
    return LanguageModel(frozenset(spoken), tables, unseen)


def _count(texts: Iterable[str]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for text in texts:
        for word in words(fold(_WITH_DIGITS_OR_ADDRESS.sub(" ", text))):
            seen.update(_grams(word))
    return seen


@lru_cache(maxsize=20_000)
def _grams(word: str) -> tuple[str, ...]:
    """Inner n-grams and the whole word, which in a short text says more than its parts."""
    padded = f" {word} "
    parts = [padded[i : i + n] for n in _ORDERS for i in range(len(padded) - n + 1)]
    return tuple(part for part in [*parts, padded] if part != " ")
