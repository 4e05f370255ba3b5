"""Order numbers, addresses, money and days in a message: blank spaCy with rules from data/entities."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import spacy
from ruamel.yaml import YAML
from spacy.language import Language
from spacy.matcher import Matcher

from bot.understanding.folding import FEATURISED_CHARACTERS

_AS_TYPED = {0xA0: " ", **{0xFF10 + digit: str(digit) for digit in range(10)}}
"""Non-breaking spaces and full-width digits, one character for one."""


@dataclass(frozen=True)
class Entity:
    """A value found at [start, end) of the message, in its one normal form."""

    label: str
    value: str
    start: int
    end: int

    def overlaps(self, other: "Entity") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Rule:
    """One regular expression and how its match becomes a value."""

    label: str
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str]], str]


class EntityFinder:
    """Finds all entities of a message. Build once with `load`; it is read-only afterwards."""

    def __init__(self, rules: list[Rule], pipeline: Language, days: Matcher, numbers: Mapping[str, int]) -> None:
        self._rules = rules
        self._pipeline = pipeline
        self._days = days
        self._numbers = numbers

    @classmethod
    def load(cls, folder: Path) -> "EntityFinder":
        """folder: data/entities."""
        identifiers = YAML(typ="safe").load(folder / "identifiers.yml")
        dates = YAML(typ="safe").load(folder / "dates.yml")
        pipeline = spacy.blank("xx")
        rules = [_rule(entry, _codes(identifiers["currencies"])) for entry in identifiers["entities"]]
        return cls(rules, pipeline, _day_matcher(pipeline, dates), dates["numbers"])

    def find(self, text: str, today: date | None = None) -> list[Entity]:
        """In order of appearance, none overlapping. Only the first FEATURISED_CHARACTERS are read."""
        shown, places = _visible_with_places(text[:FEATURISED_CHARACTERS])
        found: list[Entity] = []
        for rule in self._rules:
            for match in rule.pattern.finditer(shown):
                start, end = match.span("span" if "span" in match.re.groupindex else "id")
                _keep(Entity(rule.label, rule.value(match), start, end), found)
        for day in self._find_days(shown, today or date.today()):
            _keep(day, found)
        in_place = [Entity(e.label, e.value, places[e.start], places[e.end - 1] + 1) for e in found]
        return sorted(in_place, key=lambda e: e.start)

    def _find_days(self, shown: str, today: date) -> list[Entity]:
        doc = self._pipeline.make_doc(shown)
        found = []
        for key, start, end in sorted(self._days(doc), key=lambda match: match[1] - match[2]):
            step = int(self._pipeline.vocab.strings[key].split(":")[1])
            amount = next((n for token in doc[start:end] if (n := self._number(token.lower_))), 1)
            if abs(step * amount) < 3700:
                span = doc[start:end]
                value = (today + timedelta(days=step * amount)).isoformat()
                found.append(Entity("date", value, span.start_char, span.end_char))
        return found

    def _number(self, word: str) -> int | None:
        return int(word) if word.isdecimal() and len(word) < 5 else self._numbers.get(word)


def _keep(entity: Entity, found: list[Entity]) -> None:
    if not any(entity.overlaps(other) for other in found):
        found.append(entity)


def _visible_with_places(text: str) -> tuple[str, list[int] | range]:
    """The text without format characters (zero-width, direction), and where each character stood."""
    if text.isascii():
        return text, range(len(text))
    text = text.encode("utf-8", "replace").decode("utf-8")
    places = [i for i, c in enumerate(text) if unicodedata.category(c) != "Cf"]
    return "".join(text[i] for i in places).translate(_AS_TYPED), places


def _rule(entry: Mapping[str, str], currencies: Mapping[str, str]) -> Rule:
    pattern = re.compile(entry["pattern"], re.IGNORECASE)
    how = entry["value"]
    if how == "money":
        return Rule(entry["label"], pattern, lambda match: _money(match, currencies))
    rewrite = {"lower": str.lower, "upper": str.upper, "phone": _phone}.get(how)
    if rewrite is None:
        return Rule(entry["label"], pattern, lambda match: how.format(id=_plain(match)))
    return Rule(entry["label"], pattern, lambda match: rewrite(_plain(match)))


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match["id"])


def _phone(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    if written.startswith("00"):
        return f"+{digits[2:]}"
    return f"+{digits}" if written.startswith("+") else digits


def _money(match: re.Match[str], currencies: Mapping[str, str]) -> str:
    """ "1 299,50 zł" becomes "1299.50 PLN": a last part of one or two digits is the fraction."""
    parts = re.split(r"[ .,]", unicodedata.normalize("NFKC", match["amount"]))
    fraction = parts.pop() if len(parts) > 1 and len(parts[-1]) < 3 else "00"
    written = match["currency"].lower()
    return f"{''.join(parts)}.{fraction:<02} {currencies.get(written, written.upper())}"


def _codes(currencies: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: code for code, names in currencies.items() for name in names}


def _day_matcher(pipeline: Language, dates: Mapping[str, Any]) -> Matcher:
    matcher = Matcher(pipeline.vocab)
    number = {"LOWER": {"REGEX": r"^(\d{1,3}|" + "|".join(dates["numbers"]) + ")$"}}
    for entry in dates["dates"]:
        matcher.add(f"day:{entry['days']}", [[{"LOWER": {"IN": entry["words"]}}]])
    for i, span in enumerate(dates["spans"]):
        words = [{"LOWER": {"IN": span[part]}} for part in ("before", "unit", "after") if span[part]]
        at = 1 if span["before"] else 0
        matcher.add(f"span{i}:{span['per']}", [words[:at] + [number] + words[at:], words])
    return matcher
