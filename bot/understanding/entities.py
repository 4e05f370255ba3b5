"""Order numbers, addresses, money, days, sizes and products in a message: the rules of data/entities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.understanding.date_meanings import NO_DAY
from bot.understanding.date_phrases import DatePhrases
from bot.understanding.patterns import Rule, load_rules
from bot.understanding.products import Products
from bot.understanding.typed import Typed, typed

_NONE = "none"
"""Label of what a rule claims so that no later one takes it for something."""


@dataclass(frozen=True)
class Entity:
    """A value found at [start, end) of the message, in its one normal form."""

    label: str
    value: str
    start: int
    end: int

    def overlaps(self, other: "Entity") -> bool:
        return self.start < other.end and other.start < self.end


class EntityFinder:
    """Finds all entities of a message. Build once with `load`; it is read-only afterwards."""

    def __init__(self, rules: list[Rule], days: DatePhrases, products: Products) -> None:
        self._rules = rules
        self._days = days
        self._products = products

    @classmethod
    def load(cls, folder: Path) -> "EntityFinder":
        """folder: data/entities."""
        rules = load_rules(folder / "identifiers.yml")
        return cls(rules, DatePhrases.load(folder / "dates.yml"), Products.load(folder / "products.yml"))

    def find(self, text: str, today: date | None = None, language: str | None = None) -> list[Entity]:
        """In order of appearance, none overlapping; only the first FEATURISED_CHARACTERS are read.

        today: days are told from it. language: of the message where known; a word may be another thing in another.
        """
        read = typed(text)
        found: list[Entity] = []
        for entity in self._candidates(read, today or date.today(), language):
            if not any(entity.overlaps(other) for other in found):
                found.append(entity)
        named = [Entity(e.label, e.value, *read.span(e.start, e.end)) for e in found if e.label != _NONE]
        return sorted(named, key=lambda e: e.start)

    def _candidates(self, read: Typed, today: date, language: str | None) -> Iterator[Entity]:
        for rule in self._rules:
            for match in rule.find(read):
                yield Entity(*match)
        for value, start, end in self._days.find(read.folded, today):
            yield Entity("date" if value != NO_DAY else _NONE, value, start, end)
        for thing in self._products.find(read.folded, language):
            yield Entity(*thing)
