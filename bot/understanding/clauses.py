"""The parts of a message that may each hold a wish: sentences, lines, and what a comma or an "and also" joins."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.understanding.folding import visible, words
from bot.understanding.identifiers import without_identifiers

MOST = 6
"""Parts looked at; of a longer message the first ones and the last: people end with what they want."""
_FEWEST_WORDS = 2
_LONGEST_CHARACTERS = 1500
_CAPITAL = "A-ZĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽА-ЯЁ"
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…;])\s+|\s*\n\s*|\s+[-–—]+\s+|(?<=[!?])(?=[^\W\d_]{{2}})|(?<=\.)(?=[{_CAPITAL}][^\W\d_])"
)
"""Glued to a full stop only a capital begins a sentence: "anna@example.com" is none."""


@dataclass(frozen=True)
class Clauses:
    """The words that join and keep together, from data/languages/clauses.yml."""

    abbreviation: re.Pattern[str]
    joint: re.Pattern[str]
    subordinate: re.Pattern[str]

    @classmethod
    def load(cls, file: Path) -> "Clauses":
        return cls.of(yaml.safe_load(file.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Clauses":
        """data: abbreviations: [word], joints and subordinate: language -> phrases."""
        joints = _any_of(phrase for phrases in data["joints"].values() for phrase in phrases)
        subordinate = _any_of(phrase for phrases in data["subordinate"].values() for phrase in phrases)
        return cls(
            re.compile(rf"\b(?:{'|'.join(data['abbreviations'])})\.$", re.IGNORECASE),
            re.compile(rf"[,:]\s+|(?<!\b\w)\s+(?={joints}\b)", re.IGNORECASE),
            re.compile(rf"{subordinate}\b", re.IGNORECASE),
        )

    def split(self, text: str) -> list[str]:
        """The parts in order, at most MOST; the message itself when it is one."""
        lines = "\n".join(visible(line) for line in text[:_LONGEST_CHARACTERS].splitlines())
        sentences = self._sentences(_SENTENCE_END.split(lines))
        parts = [part for sentence in sentences for part in self._parts(self.joint.split(sentence)) if words(part)]
        return parts if len(parts) <= MOST else [*parts[: MOST - 1], parts[-1]]

    def _sentences(self, pieces: list[str]) -> list[str]:
        """An abbreviation ends no sentence."""
        whole: list[str] = []
        for piece in filter(None, pieces):
            if whole and self.abbreviation.search(whole[-1]):
                whole[-1] += f" {piece}"
            else:
                whole.append(piece)
        return whole

    def _parts(self, pieces: list[str]) -> list[str]:
        """A part of one word belongs to its neighbour ("sorry, where is it"), as does one that begins with "that"."""
        kept: list[str] = []
        for piece in filter(None, pieces):
            if kept and (self.subordinate.match(piece) or _short(piece) or _short(kept[-1])):
                kept[-1] += f", {piece}"
            else:
                kept.append(piece)
        return kept


def _short(piece: str) -> bool:
    return len(words(without_identifiers(piece))) < _FEWEST_WORDS


def _any_of(phrases: Iterable[str]) -> str:
    """ "a|i też" -> (?:a|i)\\s+(?:też), for each phrase, the whole as one group."""
    return "(?:" + "|".join(r"\s+".join(_word(word) for word in phrase.split()) for phrase in phrases) + ")"


def _word(alternatives: str) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in alternatives.split("|")) + r")\b"
