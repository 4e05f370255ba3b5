"""Whether somebody who complains of a late parcel has it by now, as they tell it: data/recovery/arrived.yml. Pure."""

from functools import cache
from pathlib import Path

from bot.recovery.fair import CLAUSE
from bot.section import Section, read_yaml
from bot.settings import ROOT
from bot.understanding.folding import fold, words
from bot.understanding.phrases import PhraseBook
from bot.vocabulary import LANGUAGES

ARRIVED, NOT_YET = "arrived", "not_yet"


class LateWords:
    """Read-only after loading; all languages at once."""

    def __init__(self, file: Section) -> None:
        """Raises Misconfigured for what cannot be read."""
        self._book = PhraseBook({name: _all(file.section(name)) for name in (ARRIVED, NOT_YET)})
        file.done()

    def arrived(self, text: str) -> bool:
        """False where it is not told: what the shop's record says counts more."""
        clauses = (words(part) for part in CLAUSE.split(fold(text)))
        return any({hit.cue for hit in self._book.find(tokens)} == {ARRIVED} for tokens in clauses)


@cache
def late_words(file: Path = ROOT / "data" / "recovery" / "arrived.yml") -> LateWords:
    """Loaded on first use, once a process."""
    return LateWords(read_yaml(file))


def _all(spoken: Section) -> list[str]:
    """The phrases of every language."""
    phrases = [phrase for language in LANGUAGES for phrase in spoken.texts(language)]
    spoken.done()
    return phrases
