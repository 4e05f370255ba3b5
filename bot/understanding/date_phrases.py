"""Days in words ("last Tuesday", "через два дня") and figures: data/entities/dates.yml in spaCy's matcher."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from ruamel.yaml import YAML
from spacy.matcher import Matcher
from spacy.tokens import Doc

from bot.understanding import calendar
from bot.understanding.date_meanings import Phrase
from bot.understanding.date_words import CORE, DateWords, folded
from bot.understanding.typed import without_marks

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[.,-]")
_STRANGE, _NUMBER, _YEAR = "*", "#", "@"
"""Stand for every word that no phrase names and for all numbers: spaCy would keep each one it sees for good."""
_DIGITS_MAX = 3
_YEARS = ("19", "20")


class DatePhrases:
    """Built once with `load`; read-only afterwards."""

    def __init__(self, words: DateWords, phrases: Sequence[Mapping[str, Any]], figures: Sequence[str]) -> None:
        self._words = words
        self._figures = [re.compile(without_marks(figure)) for figure in figures]
        self._core = frozenset(word for name in CORE for word in words.sets[name])
        self._vocab = spacy.blank("xx").vocab
        self._matcher = Matcher(self._vocab)
        self._phrases: dict[int, Mapping[str, Any]] = {}
        known: set[str] = set()
        for phrase in phrases:
            pattern = [self._part(part) for part in phrase["say"].split()]
            known.update(word for part in pattern for word in part["ORTH"]["IN"])
            self._matcher.add(phrase["say"], [pattern])
            self._phrases[self._vocab.strings[phrase["say"]]] = phrase
        self._known = frozenset(known)

    @classmethod
    def load(cls, file: Path) -> "DatePhrases":
        written = YAML(typ="safe").load(file)
        return cls(DateWords.of(written), written["phrases"], written["figures"])

    def find(self, text: str, today: date) -> Iterator[tuple[str, int, int]]:
        """(value, start, end) in the folded text, longest phrases first; they may overlap."""
        placed = list(_TOKEN.finditer(text))
        tokens = [match[0] for match in placed]
        for match in (match for figure in self._figures for match in figure.finditer(text)):
            behind = self._words.lies_behind(tokens, sum(token.end() <= match.start() for token in placed))
            if found := _in_figures(match, today, past=behind or None):
                yield found.isoformat(), match.start("id"), match.end("id")
        for key, start, end in self._in_words(tokens):
            said, behind = self._words.read(tokens[start:end]), self._words.lies_behind(tokens, start)
            value = Phrase(self._phrases[key], said, behind, today).value()
            if value is not None:
                yield value, placed[start].start(), placed[end - 1].end()

    def _in_words(self, tokens: Sequence[str]) -> list[tuple[int, int, int]]:
        if self._core.isdisjoint(tokens):
            return []
        matches = self._matcher(Doc(self._vocab, words=[self._shown(token) for token in tokens]))
        return sorted(matches, key=lambda match: match[1] - match[2])

    def _shown(self, token: str) -> str:
        if token.isdecimal():
            if len(token) <= _DIGITS_MAX:
                return _NUMBER
            return _YEAR if len(token) == 4 and token.startswith(_YEARS) else _STRANGE
        return token if token in self._known else _STRANGE

    def _part(self, written: str) -> dict[str, Any]:
        name = written.removesuffix("?")
        optional = {"OP": "?"} if name != written else {}
        return {"ORTH": {"IN": self._words_of(name)}, **optional}

    def _words_of(self, name: str) -> list[str]:
        if name == "N":
            return [_NUMBER, *self._words.numbers]
        if name == "YEAR":
            return [_YEAR]
        if name == "ORDINAL":
            return list(self._words.ordinals)
        return list(self._words.sets[name]) if name in self._words.sets else [folded(name)]


def _in_figures(match: re.Match[str], today: date, *, past: bool | None) -> date | None:
    day, month, written = int(match["day"]), int(match["month"]), match.groupdict()
    if month > 12 >= day and "/" in match[0]:
        day, month = month, day
    year = int(written["year"]) % 100 + 2000 if written.get("year") else None
    return calendar.near(day, month, today, year, past=past)
