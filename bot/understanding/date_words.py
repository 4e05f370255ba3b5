"""What the words of a phrase about a day name: data/entities/dates.yml without its phrases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.language_wish import WordSet
from bot.understanding.typed import bare

_NAMING = ("WEEKDAY", "SHORT", "MONTH", "UNIT", "DAY", "HOLIDAY", "WORKING")
CORE = ("WEEKDAY", "SHORT", "MONTH", "UNIT", "DAY", "HOLIDAY", "WEEKEND", "DAYOFMONTH", "ORDINALEND")
"""Sets of which every phrase about a day has a word."""
_FIRST_YEAR = 1000


@dataclass
class Said:
    """What one phrase names: set -> meaning of its first word there; `number` is its last ("a couple of weeks")."""

    named: dict[str, Any] = field(default_factory=dict)
    number: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class DateWords:
    """All words folded. `sets`: name -> word -> what it means there (the word itself in a plain list)."""

    sets: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    past: WordSet
    future: WordSet

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "DateWords":
        """written: dates.yml as read."""
        sets = {name: _by_word(members) for name, members in written["words"].items()}
        numbers, ordinals = ({folded(w): n for w, n in written[part].items()} for part in ("numbers", "ordinals"))
        return cls(sets, numbers, ordinals, WordSet.of(written["past"]), WordSet.of(written["future"]))

    def read(self, tokens: Sequence[str]) -> Said:
        said = Said()
        for token in tokens:
            for name in _NAMING:
                if token in self.sets[name]:
                    said.named.setdefault(name, self.sets[name][token])
            number = self.number(token)
            if number is not None and number >= _FIRST_YEAR:
                said.year = number
            elif number is not None:
                said.number = number
        return said

    def number(self, token: str) -> int | None:
        return int(token) if token.isdecimal() else self.numbers.get(token) or self.ordinals.get(token)

    def lies_behind(self, tokens: Sequence[str], at: int) -> bool | None:
        """Whether the day named at that token is past; None where no word of the message tells.

        The nearest telling word before it decides, else the first after.
        """
        for token in [*reversed(tokens[:at]), *tokens[at:]]:
            if token in self.past:
                return True
            if token in self.future:
                return False
        return None


def folded(text: str) -> str:
    return "".join(map(bare, str(text)))


def _by_word(members: Mapping[Any, Sequence[str]] | Sequence[str]) -> dict[str, Any]:
    if isinstance(members, Mapping):
        return {folded(word): meaning for meaning, words in members.items() for word in words}
    return {folded(word): folded(word) for word in members}
