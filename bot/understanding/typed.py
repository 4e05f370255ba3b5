"""A message as rules read it: without invisible characters and diacritics, and where each character was typed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.folding import FEATURISED_CHARACTERS

_ALIKE = {"ł": "l", "đ": "d", "ø": "o", "ß": "s", "’": "'", "‘": "'", "`": "'", "\u00a0": " ", "\u202f": " "}


@dataclass(frozen=True)
class Typed:
    """`seen` is what can be seen, `folded` the same in lower case without diacritics, character for character.

    `places[i]` is where character i stood in the message.
    """

    seen: str
    folded: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where seen[start:end], which is not empty, stands in the message."""
        return self.places[start], self.places[end - 1] + 1


def typed(text: str) -> Typed:
    """Of the first FEATURISED_CHARACTERS of any text."""
    text = text[:FEATURISED_CHARACTERS]
    if text.isascii():
        return Typed(text, text.lower(), range(len(text)))
    text = text.encode("utf-8", "replace").decode("utf-8")
    places = [at for at, c in enumerate(text) if unicodedata.category(c) not in ("Cf", "Mn")]
    seen = "".join(text[at] for at in places)
    return Typed(seen, "".join(map(bare, seen)), places)


@lru_cache(maxsize=4096)
def bare(character: str) -> str:
    """One lower-case character without its mark: "Ž" is "z", a full-width "１" is "1"."""
    lowered = character.lower()
    if lowered in _ALIKE:
        return _ALIKE[lowered]
    base = [c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)]
    return base[0] if len(base) == 1 else character


def without_marks(pattern: str) -> str:
    """A regular expression for folded text; its own capitals (\\W, ?P) mean something and stay."""
    return "".join(c if c.isascii() else bare(c) for c in pattern)
