"""Graded sentences: what somebody wrote, and how it sounds and weighs by a person's judgement (TAXONOMY).

A line is "frustration severity abuse sentence", say "2 1 0 do you even read what I write". A remark line
"# kind: electric shock" names what the serious sentences below it are about, until the next remark. A file's name
begins with its language (pl-serious.txt); in *-cues.txt are the sentences that the cues for severity (data/severity)
were written from.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_REMARK = "#"
_KIND = "# kind: "
_OF_THE_CUES = "-cues"


class Graded(NamedTuple):
    """frustration 0-3, severity 0-4; abuse 1: it insults or threatens the bot or the staff, 0: it hits nobody."""

    frustration: int
    severity: int
    abuse: int
    text: str
    kind: str | None = None
    """What is serious about it, in the words of the cues (data/severity)."""
    known_to_cues: bool = False
    """The cues for severity were written from it: that they find it proves nothing."""
    language: str | None = None


def read_graded(folder: Path) -> list[Graded]:
    """Every file of the folder. ValueError: a line that is none."""
    return [graded for file in sorted(folder.glob("*.txt")) for graded in read_file(file)]


def read_file(file: Path) -> list[Graded]:
    """ValueError: a line that is none."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(_graded(lines, file.stem.endswith(_OF_THE_CUES), file.stem.partition("-")[0]))


def _graded(lines: Iterable[str], known: bool, language: str) -> Iterator[Graded]:
    kind: str | None = None
    for line in lines:
        if line.startswith(_REMARK):
            kind = line.removeprefix(_KIND) if line.startswith(_KIND) else None
        elif line:
            frustration, severity, abuse, text = line.split(" ", 3)
            yield Graded(int(frustration), int(severity), int(abuse), text, kind, known, language)
