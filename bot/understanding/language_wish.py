"""A customer asks for another language: "can we speak English", "po polsku proszę", "по-русски пожалуйста"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.understanding.folding import fold, words

_REACH = 4
"""Words after "speak" within which the language must be named."""
_CLAUSES_MAX = 8
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n]+")
_ANY_END = "*"


@dataclass(frozen=True)
class WordSet:
    """Folded words, and beginnings of words."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, written: Iterable[str]) -> "WordSet":
        folded = [fold(str(word)) for word in written]
        begun = tuple(word.removesuffix(_ANY_END) for word in folded if word.endswith(_ANY_END))
        return cls(frozenset(folded), begun)

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True)
class Wish:
    """`language`: "other" for one that is not spoken. `alone`: the message says nothing else."""

    language: str
    alone: bool


@dataclass(frozen=True)
class LanguageWishes:
    """data/languages/wishes.yml; read-only."""

    names: Mapping[str, WordSet]
    speak: WordSet
    polite: WordSet
    negated: WordSet

    @classmethod
    def load(cls, file: Path) -> "LanguageWishes":
        written = YAML(typ="safe").load(file)
        names = {language: WordSet.of(known) for language, known in written["names"].items()}
        return cls(names, *(WordSet.of(written[part]) for part in ("speak", "polite", "negated")))

    def find(self, text: str) -> Wish | None:
        """The first wish of a message; None where it has none."""
        clauses = [words(clause) for clause in _CLAUSE_ENDS.split(fold(text))[:_CLAUSES_MAX]]
        found = next((language for clause in clauses if (language := self._asked_in(clause))), None)
        return Wish(found, all(map(self._is_courtesy, clauses))) if found else None

    def _asked_in(self, said: list[str]) -> str | None:
        named = [(at, language) for at, word in enumerate(said) if (language := self._named(word))]
        if not named:
            return None
        if self._is_courtesy(said):
            return named[-1][1]
        return next((language for at, language in reversed(named) if self._spoken_of(said, at)), None)

    def _is_courtesy(self, said: list[str]) -> bool:
        """Whether nothing is said but languages and polite words."""
        return all(word in self.polite or word in self.speak or self._named(word) for word in said)

    def _named(self, word: str) -> str | None:
        return next((language for language, known in self.names.items() if word in known), None)

    def _spoken_of(self, said: list[str], at: int) -> bool:
        for verb in range(at - 1, max(-1, at - 1 - _REACH), -1):
            if said[verb] in self.speak:
                return not any(word in self.negated for word in said[max(0, verb - 2) : verb])
        return False
