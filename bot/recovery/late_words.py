"""Whether somebody who complains of a late parcel has it by now, as they tell it: data/recovery/arrived.yml. Pure."""

from functools import cache
from pathlib import Path

from bot.recovery.spoken import clauses, phrases_in
from bot.section import Section, read_yaml
from bot.settings import ROOT
from bot.understanding.phrases import PhraseBook

ARRIVED, NOT_YET = "arrived", "not_yet"


class LateWords:
    """Read-only after loading; all languages at once."""

    def __init__(self, file: Section) -> None:
        """Raises Misconfigured for what cannot be read."""
        self._book = PhraseBook({name: phrases_in(file.section(name)) for name in (ARRIVED, NOT_YET)})
        file.done()

    def arrived(self, text: str) -> bool:
        """False where it is not told: what the shop's record says counts more."""
        return any({hit.cue for hit in self._book.find(tokens)} == {ARRIVED} for tokens in clauses(text))


@cache
def late_words(file: Path = ROOT / "data" / "recovery" / "arrived.yml") -> LateWords:
    """Loaded on first use, once a process."""
    return LateWords(read_yaml(file))
