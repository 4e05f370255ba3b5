"""Counts from outside, with nothing but what stood on the customers' screens, what was promised and what became of it.

A line that names a time is a promise: kept when a person was there by then, updated when another line came before it
with a new time or another way, withdrawn when the customer wanted nobody any more, else broken.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scripts.bench.day.stated import latest

SAME_TIME = timedelta(seconds=61)  # said again in whole minutes, and in seconds before that, it is still the same time
OURS = ("bot", "system")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as it appeared on the customer's screen."""

    at: datetime
    author: str
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Told:
    """One time that was named. `first`: none was named before in this wait.

    verdict: kept, updated, withdrawn or broken. held: what became of it if a new time does not count: kept, left,
    broken. silent_until: its time passed without a word, and this is when the next one came (None: it never did).
    """

    whose: str
    at: datetime
    due: datetime
    first: bool
    verdict: str
    held: str
    silent: bool = False
    silent_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """How an outsider reads a screen. `people`: names of those at the desk; `never_mind`: how one takes it back."""

    people: Collection[str]
    never_mind: Collection[str]
    zone: ZoneInfo

    def due(self, line: Seen) -> datetime | None:
        if line.author not in OURS:
            return None
        return latest(line.text, line.at.astimezone(self.zone).replace(microsecond=0))

    def is_person(self, line: Seen) -> bool:
        joined = line.author == "system" and any(name in line.text for name in self.people)
        return line.author == "human" or joined

    def is_withdrawn(self, line: Seen) -> bool:
        return line.author == "customer" and line.text in self.never_mind


def told(whose: str, lines: Sequence[Seen], reader: Reader) -> Iterator[Told]:
    """Every time that was named to one customer, in order."""
    standing, first = None, True
    for place, line in enumerate(lines):
        if reader.is_person(line) or reader.is_withdrawn(line):
            standing, first = None, True
        due = reader.due(line)
        if due is None or (standing and line.at < standing and _same(due, standing)):
            continue
        yield _outcome(whose, line, due, first, _Later(lines[place + 1 :], line, due, reader))
        standing, first = due, False


@dataclass(frozen=True, slots=True)
class _Later:
    """What came after a line that named a time."""

    lines: Sequence[Seen]
    named: Seen
    due: datetime
    reader: Reader

    def verdict(self) -> str:
        return next(filter(None, (self._settles(line) for line in self._in_time())), "broken")

    def held(self) -> str:
        """A person, or the customer's leave, whichever came first."""
        for line in self._in_time():
            if self.reader.is_person(line):
                return "kept"
            if self.reader.is_withdrawn(line):
                return "left"
        return "broken"

    def next_word(self) -> datetime | None:
        return next((line.at for line in self.lines if line.author != "customer" and line.at > self.due), None)

    def _in_time(self) -> Iterable[Seen]:
        return (line for line in self.lines if line.at <= self.due)

    def _settles(self, line: Seen) -> str | None:
        if self.reader.is_person(line):
            return "kept"
        if self.reader.is_withdrawn(line):
            return "withdrawn"
        return "updated" if line.author in OURS and self._is_news(line) else None

    def _is_news(self, line: Seen) -> bool:
        """A new time or another way; not the same time again, nor the rest of the same breath."""
        due = self.reader.due(line)
        return not _same(due, self.due) if due else line.at > self.named.at


def _outcome(whose: str, line: Seen, due: datetime, first: bool, later: _Later) -> Told:
    verdict = later.verdict()
    silent = verdict == "broken"
    return Told(whose, line.at, due, first, verdict, later.held(), silent, later.next_word() if silent else None)


def _same(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= SAME_TIME


def shares(verdicts: Iterable[str]) -> Mapping[str, float]:
    """How many of each, and `kept_share` of those that were kept or broken."""
    count = Counter(verdicts)
    settled = count["kept"] + count["broken"]
    return {**count, "kept_share": round(count["kept"] / settled, 4) if settled else 1.0}
