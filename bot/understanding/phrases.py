"""Phrases a designer can write as data, found in a message in one pass over its words.

A phrase is words separated by spaces: `word` matches itself, `word*` any word that begins so, `a|b` either,
`..` up to three words in between. Diacritics and case do not matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.folding import fold

_BUCKET = 3
_REMEMBERED_WORDS = 4096
_GAP = 3


class Hit(NamedTuple):
    """A phrase found: the cue it belongs to and the words it covers, as indexes [start, end)."""

    cue: str
    start: int
    end: int


@dataclass(frozen=True)
class _Step:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    gap: bool

    def matches(self, word: str) -> bool:
        return word in self.exact or bool(self.prefixes) and word.startswith(self.prefixes)


class PhraseBook:
    """All phrases of one lexicon, indexed by how they begin."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        """cues: cue name -> its phrases."""
        self._exact: dict[str, list[tuple[str, list[_Step]]]] = {}
        self._prefix: dict[str, list[tuple[str, list[_Step]]]] = {}
        for cue, phrases in cues.items():
            for phrase in phrases:
                self._add(cue, _compile(phrase))
        self._candidates = lru_cache(maxsize=_REMEMBERED_WORDS)(self._beginning_with)

    def _add(self, cue: str, steps: list[_Step]) -> None:
        for word in steps[0].exact:
            self._exact.setdefault(word, []).append((cue, steps))
        for prefix in steps[0].prefixes:
            self._prefix.setdefault(prefix[:_BUCKET], []).append((cue, steps))

    def find(self, tokens: Sequence[str]) -> list[Hit]:
        """Every phrase in the message's words (from folding.words), in order of appearance."""
        hits = []
        for i, token in enumerate(tokens):
            for cue, steps in self._candidates(token):
                end = _match(steps, tokens, i)
                if end:
                    hits.append(Hit(cue, i, end))
        return hits

    def _beginning_with(self, token: str) -> list[tuple[str, list[_Step]]]:
        found = self._exact.get(token, [])
        for length in range(1, min(_BUCKET, len(token)) + 1):
            found = found + self._prefix.get(token[:length], [])
        return found


def _compile(phrase: str) -> list[_Step]:
    if not isinstance(phrase, str):
        raise TypeError(f"a phrase must be text, quote it: {phrase!r}")
    steps: list[_Step] = []
    gap = False
    for part in fold(phrase).split():
        if part == "..":
            gap = True
            continue
        options = part.split("|")
        exact = frozenset(o for o in options if not o.endswith("*"))
        prefixes = tuple(o[:-1] for o in options if o.endswith("*"))
        steps.append(_Step(exact, prefixes, gap))
        gap = False
    return steps


def _match(steps: list[_Step], tokens: Sequence[str], start: int) -> int:
    """Index after the last matched word, or 0."""
    if not steps[0].matches(tokens[start]):
        return 0
    at = start + 1
    for step in steps[1:]:
        reach = range(at, min(at + (_GAP if step.gap else 0) + 1, len(tokens)))
        found = next((i for i in reach if step.matches(tokens[i])), None)
        if found is None:
            return 0
        at = found + 1
    return at
