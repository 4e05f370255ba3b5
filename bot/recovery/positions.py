"""Which of several ways out, by its place in the order they were offered: "the second one", "druga opcja", "второе".

The words are data/recovery/positions.yml. What was offered is the case's to know (bot/recovery/cases.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.recovery.spoken import clauses, phrases_in
from bot.section import Section, read_yaml
from bot.settings import ROOT
from bot.understanding.phrases import PhraseBook

ORDER = {"first": 0, "second": 1, "third": 2, "last": -1}
PLACE, NUMBER, OPTION, FILLER, NOT, IDLE, UNDECIDED = (
    "place:",
    "number:",
    "option",
    "filler",
    "not",
    "idle",
    "undecided",
)
REACH = 2  # words between a "not" and the place that it takes back


@dataclass(frozen=True)
class Places:
    """The places a message names, as indexes: 0 the first, -1 the last. Several, or one that is not there: unclear.

    undecided: it says that nothing is decided yet.
    """

    named: frozenset[int] = frozenset()
    undecided: bool = False

    def among(self, count: int) -> int | None:
        """The one place meant of so many that were offered, 0 to count - 1; None where it is not clear."""
        found = {place if place >= 0 else count + place for place in self.named}
        place = found.pop() if len(found) == 1 else -1
        return place if 0 <= place < count else None


NOWHERE = Places()


class PlaceWords:
    """Read-only after loading; all languages at once."""

    def __init__(self, file: Section) -> None:
        """Raises Misconfigured for what cannot be read."""
        places, numbers = file.section("places"), file.section("numbers")
        cues: dict[str, Sequence[str]] = {f"{PLACE}{name}": phrases_in(places.section(name)) for name in ORDER}
        cues |= {f"{NUMBER}{name}": numbers.texts(name) for name in ORDER if name != "last"}
        cues |= {OPTION: phrases_in(file.section("options")), FILLER: phrases_in(file.section("fillers"))}
        cues[UNDECIDED] = phrases_in(file.section(UNDECIDED))
        cues |= {name: file.texts(name) for name in (NOT, IDLE)}
        for section in (places, numbers, file):
            section.done()
        self._book = PhraseBook(cues)

    def read(self, text: str) -> Places:
        """Of a customer's words, while ways out are on the table. Never raises."""
        told, asks = clauses(text), "?" in text
        cues = {hit.cue for tokens in told for hit in self._book.find(tokens)}
        named = frozenset(ORDER[name] for tokens in told for name in self._clause(tokens, asks))
        return Places(named, UNDECIDED in cues and IDLE not in cues)

    def _clause(self, tokens: Sequence[str], asks: bool) -> list[str]:
        """Names of the places that one clause wants: every one in it, where one of them is surely chosen.

        In a question only a place alone is ("can I have the second one?", but not "does the second option cost more?").
        """
        cues = self._cues(tokens)
        alone = all(cues)
        if not alone and asks:
            return []
        free = [at for at in range(len(cues)) if not any(NOT in before for before in cues[max(0, at - REACH) : at])]
        named = [(at, cue) for at in free for cue in sorted(cues[at]) if cue.startswith((PLACE, NUMBER))]
        sure = [cue for at, cue in named if _beside_option(cues, at) or (alone and _stands_alone(cue, tokens[at]))]
        return [_name(cue) for _, cue in named if sure and (cue in sure or cue.startswith(PLACE))]

    def _cues(self, tokens: Sequence[str]) -> list[set[str]]:
        """What each word is; nothing at all in a clause whose place chooses nothing ("one second, please")."""
        cues: list[set[str]] = [set() for _ in tokens]
        for hit in self._book.find(tokens):
            if hit.cue in (IDLE, UNDECIDED):
                return []
            cues[hit.start].add(hit.cue)
        return cues


def _beside_option(cues: Sequence[set[str]], at: int) -> bool:
    return any(OPTION in near for near in (*cues[max(0, at - 1) : at], *cues[at + 1 : at + 2]))


def _name(cue: str) -> str:
    return cue.partition(":")[2]


def _stands_alone(cue: str, token: str) -> bool:
    """ "2" does, and "druga"; "two" and "one" are said of too many things."""
    return cue.startswith(PLACE) or (cue.startswith(NUMBER) and token.isdigit())


@cache
def place_words(file: Path = ROOT / "data" / "recovery" / "positions.yml") -> PlaceWords:
    """Loaded on first use, once a process."""
    return PlaceWords(read_yaml(file))
