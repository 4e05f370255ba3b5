"""The held-back messages of tests/heldback and how they are labelled (TAXONOMY)."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from bot.understanding.folding import fold, words
from bot.vocabulary import SPOKEN

FOLDER = ROOT / "tests" / "heldback"
MIXED = "mixed"
"""Slice of messages in two languages at once."""
_SHORT = range(3, 7)
_RUSSIAN = str.maketrans("ёЁ", "еЕ")
_WITHOUT_DECOMPOSITION = str.maketrans("łŁ", "lL")


@dataclass(frozen=True)
class Wish:
    """slice: plain, typos, one_word, rude, indirect, long, mixed, multi or early (by the author of the first examples).

    second: what a message of slice multi asks besides.
    """

    text: str
    intent: str
    language: str
    slice: str
    second: str | None = None


@dataclass(frozen=True)
class Feeling:
    """frustration 0-3, severity 0-4; abuse is None where nobody judged it; kind: plain, severe, lookalike or early."""

    text: str
    language: str
    frustration: int
    severity: int
    wants_human: bool
    abuse: bool | None
    kind: str


@dataclass(frozen=True)
class Spoken:
    """A message of three to six words; language is one of SPOKEN or "other"."""

    text: str
    language: str


def wishes(folder: Path = FOLDER) -> list[Wish]:
    return [
        Wish(row["text"], row["intent"], language, row["slice"], row["second"] or None)
        for language in SPOKEN
        for row in _rows(folder / f"intents-{language}.csv")
    ]


def feelings(folder: Path = FOLDER) -> list[Feeling]:
    return [_feeling(row, language) for language in SPOKEN for row in _rows(folder / f"feelings-{language}.csv")]


def short_messages(folder: Path = FOLDER) -> list[Spoken]:
    """Of all the files, those in one language."""
    known = [Spoken(w.text, w.language) for w in wishes(folder) if w.slice != MIXED]
    known += [Spoken(f.text, f.language) for f in feelings(folder)]
    known += [Spoken(row["text"], _spoken(row["language"])) for row in _rows(folder / "languages.csv")]
    return [message for message in known if len(words(fold(message.text))) in _SHORT]


def without_diacritics(text: str, language: str) -> str:
    """As many type it. Russian loses only the dots of its ё: й is a letter that nobody leaves out."""
    if language == "ru":
        return text.translate(_RUSSIAN)
    decomposed = unicodedata.normalize("NFD", text.translate(_WITHOUT_DECOMPOSITION))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _feeling(row: dict[str, str], language: str) -> Feeling:
    return Feeling(
        row["text"],
        language,
        int(row["frustration"]),
        int(row["severity"]),
        row["wants_human"] == "1",
        row["abuse"] == "1" if row["abuse"] else None,
        row["kind"],
    )


def _spoken(language: str) -> str:
    return language if language in SPOKEN else "other"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
