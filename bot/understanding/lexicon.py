"""Cues listed as data (data/feelings, data/severity), found in a message and cleared of false alarms.

Not meant: look-alikes ("killer deal"), quotations, and cues that are denied ("I'm not angry").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.understanding.folding import fold, words
from bot.understanding.phrases import Hit, PhraseBook

_DENIED_WITHIN = 3
_QUOTED = re.compile(r'"[^"]{2,200}"')
NOT_MEANT = "not_meant"
_NEGATION = "negation"


@dataclass(frozen=True)
class Cue:
    """One kind of evidence. Each weight is 0 where the cue says nothing about that question."""

    name: str
    says: str
    """The reason in plain English, for the desk."""
    frustration: float = 0.0
    abuse: float = 0.0
    severity: int = 0
    relief: float = 0.0
    wants_human: bool = False
    deniable: bool = False
    """ "not" before it takes it back. A cue that holds its own "not" is not deniable."""
    weak: bool = False
    """Counts for severity only where the intent does not speak against it."""


@dataclass(frozen=True)
class Found:
    """A cue and the words that gave it."""

    cue: Cue
    words: str


_LOOK_ALIKE = Cue(NOT_MEANT, "not meant")


class Lexicon:
    """The cues of one language."""

    def __init__(self, cues: Mapping[str, Cue], book: PhraseBook) -> None:
        self._cues = cues
        self._book = book

    @classmethod
    def load(cls, files: Iterable[Path]) -> "Lexicon":
        """Joins the files of one language. TypeError: an unknown field, or a phrase that is not text."""
        cues: dict[str, Cue] = {}
        phrases: dict[str, list[str]] = {NOT_MEANT: [], _NEGATION: []}
        for file in files:
            content: dict[str, Any] = YAML(typ="safe").load(file)
            for key in (NOT_MEANT, _NEGATION):
                phrases[key] += content.get(key, [])
            for name, entry in content["cues"].items():
                phrases[name] = entry.pop("phrases")
                cues[name] = Cue(name, **entry)
        return cls(cues, PhraseBook(phrases))

    @property
    def cues(self) -> list[Cue]:
        return list(self._cues.values())

    def hits(self, tokens: Sequence[str]) -> list[Hit]:
        """Every phrase of this language, guards included."""
        return self._book.find(tokens)

    def meant(self, hits: Iterable[Hit], masked: set[int]) -> list[tuple[Cue, Hit]]:
        """The cues among this lexicon's hits that touch no masked word; a denied one counts as a look-alike."""
        hits = list(hits)
        denied_after = [hit.end for hit in hits if hit.cue == _NEGATION]
        cues = [(self._cues[hit.cue], hit) for hit in hits if hit.cue in self._cues]
        return [
            (_LOOK_ALIKE if cue.deniable and _denied(hit, denied_after) else cue, hit)
            for cue, hit in cues
            if not masked.intersection(range(hit.start, hit.end))
        ]


def load_lexicons(*folders: Path) -> list[Lexicon]:
    """One lexicon per language that any of the folders has a file for."""
    languages = sorted({file.name for folder in folders for file in folder.glob("*.yml")})
    return [Lexicon.load([f / name for f in folders if (f / name).exists()]) for name in languages]


def find_cues(text: str, lexicons: Iterable[Lexicon]) -> list[Found]:
    """Every cue of every language: people mix them, and swear in whichever comes first.

    What only looks like a cue is found as NOT_MEANT, which weighs nothing but tells others to be careful.
    """
    tokens = words(unquoted(fold(text)))
    spoken = [(lexicon, lexicon.hits(tokens)) for lexicon in lexicons]
    not_meant = [hit for _, hits in spoken for hit in hits if hit.cue == NOT_MEANT]
    masked = {i for hit in not_meant for i in range(hit.start, hit.end)}
    meant = [(_LOOK_ALIKE, hit) for hit in not_meant]
    meant += [pair for lexicon, hits in spoken for pair in lexicon.meant(hits, masked)]
    return [Found(cue, " ".join(tokens[hit.start : hit.end])) for cue, hit in meant]


def unquoted(folded: str) -> str:
    """Without what is quoted from somebody else; a message that is one quotation is the customer's own."""
    rest = _QUOTED.sub(" ", folded)
    return rest if any(c.isalpha() for c in rest) else folded


def _denied(hit: Hit, negations: Iterable[int]) -> bool:
    return any(0 <= hit.start - end <= _DENIED_WITHIN - 1 for end in negations)
