"""What data/tone says about one language: the never-list, how an apology sounds, how long and hard a text may be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.responses.linter.texts import read_yaml
from bot.vocabulary import LANGUAGES

TONE = "data/tone"


@dataclass(frozen=True)
class Forbidden:
    pattern: re.Pattern[str]
    reason: str
    better: str
    place: str
    """File and line of the rule, so that a designer can see what it catches."""


@dataclass(frozen=True)
class Limits:
    """`ease` on the scale of the language's own measure (reading.py); the others are counts."""

    ease: float
    words: int
    sentences: int
    sentence_words: int


@dataclass(frozen=True)
class Tone:
    never: tuple[Forbidden, ...]
    apology: re.Pattern[str]
    limits: Limits


def read_tones(root: Path) -> Mapping[str, Tone]:
    """By language. Raises KeyError for a part that is missing, re.error for a pattern that is none."""
    return {language: _tone(root, f"{TONE}/{language}.yml") for language in LANGUAGES}


def _tone(root: Path, file: str) -> Tone:
    read = read_yaml(root / file)
    return Tone(tuple(_never(read["never"], file)), _pattern(read["apology"]), Limits(**read["limits"]))


def _never(rules: Any, file: str) -> Iterator[Forbidden]:
    for rule in rules:
        yield Forbidden(_pattern(rule["pattern"]), rule["reason"], rule["better"], f"{file}:{rule.lc.line + 1}")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
