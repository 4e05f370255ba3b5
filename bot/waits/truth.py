"""How true stated waits were: which held, how often the likely time was met, and how late the others were.

Pure. A customer counts once, with the first time they were told: a new time given later does not make the first one
true, and is counted apart.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.vocabulary import Lane, Outcome

WEEK = timedelta(days=7)
LIKELY, LATEST = 0.5, 0.9  # share of customers who shall be answered by the likely time, and by the latest
NORMAL_95 = 1.96  # a 95 % interval, in standard deviations
FEW = 20  # below so many, one customer more or less moves a share by over five percent
Verdict = Literal["good", "bad", "unsure"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one stated wait. `likely`: answered by the likely time; None where that is open or none was named.

    `late_s`: seconds past the stated time, None unless broken; of one who is not answered so far, or until they left.
    """

    outcome: Outcome
    likely: bool | None
    late_s: float | None
    warned: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One stated wait. Moments have a zone; None: not named, or has not happened.

    `left_at`: the customer went without an answer. `warned`: they heard from us before the stated time passed.
    `first`: nothing was told to this customer before.
    """

    lane: str
    said_at: datetime
    about_at: datetime | None
    due_at: datetime
    started_at: datetime | None
    left_at: datetime | None
    warned: bool
    first: bool

    def judged(self, now: datetime) -> Judged:
        """Who left counts neither way, unless the stated time had passed before: it was broken by then."""
        likely = None if self.about_at is None else self._held(self.about_at, now)
        answered, held = self.started_at is not None, self._held(self.due_at, now)
        if held is None:
            return Judged(Outcome.LEFT if self.left_at else Outcome.PENDING, likely, None, self.warned, answered)
        if held:
            return Judged(Outcome.KEPT, likely, None, self.warned, answered)
        late_s = ((self.started_at or self.left_at or now) - self.due_at).total_seconds()
        return Judged(Outcome.BROKEN, likely, late_s, self.warned, answered)

    def _held(self, moment: datetime, now: datetime) -> bool | None:
        """Whether a person started by `moment`; None while that is open, or for good because the customer left."""
        if self.started_at is not None:
            return self.started_at <= moment
        return False if (self.left_at or now) > moment else None


@dataclass(frozen=True, slots=True)
class Share:
    """`held` of `of`; `aim` is what the share should be."""

    held: int
    of: int
    aim: float

    @property
    def share(self) -> float | None:
        return self.held / self.of if self.of else None

    @property
    def verdict(self) -> Verdict:
        """bad: fewer than should. unsure: so few that chance decides."""
        if self.share is None or self.of < FEW:
            return "unsure"
        return "good" if self.share >= self.aim else "bad"

    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, as far as so few tell (Wilson 1927). (0, 1) when there are none."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.held / self.of, NORMAL_95**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        reach = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
        return max(middle - reach, 0.0), min(middle + reach, 1.0)


@dataclass(frozen=True, slots=True)
class Lateness:
    """Of the times that did not hold. `unfinished`: not answered yet, or left; late by at least so much."""

    count: int
    warned: int
    unfinished: int
    median_s: float | None
    p90_s: float | None
    worst_s: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """How one group of stated waits held."""

    stated: int
    outcomes: dict[Outcome, int]
    likely: Share
    latest: Share
    late: Lateness


@dataclass(frozen=True, slots=True)
class History:
    """`whole`, `lanes` and `hours` (of the day it was said, in `zone`) count first times, `updates` the later ones."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    whole: Record
    updates: Record
    lanes: dict[Lane, Record]
    hours: dict[int, Record]


def history(told: Iterable[Told], now: datetime, zone: ZoneInfo) -> History:
    """`told` within the week before `now`, in any order."""
    first: list[Judged] = []
    updates: list[Judged] = []
    lanes: dict[Lane, list[Judged]] = {lane: [] for lane in Lane}
    hours: dict[int, list[Judged]] = {hour: [] for hour in range(24)}
    for one in told:
        groups = (first, lanes[Lane(one.lane)], hours[one.said_at.astimezone(zone).hour])
        judged = one.judged(now)
        for group in groups if one.first else (updates,):
            group.append(judged)
    by_lane = {lane: record(group) for lane, group in lanes.items()}
    by_hour = {hour: record(group) for hour, group in hours.items()}
    return History(now - WEEK, now, zone, record(first), record(updates), by_lane, by_hour)


def record(group: Sequence[Judged]) -> Record:
    """The figures of one group."""
    counted = Counter(one.outcome for one in group)
    outcomes = {outcome: counted[outcome] for outcome in Outcome}
    likely = Counter(one.likely for one in group)
    kept, broken = outcomes[Outcome.KEPT], outcomes[Outcome.BROKEN]
    decided = likely[True] + likely[False]
    shares = Share(likely[True], decided, LIKELY), Share(kept, kept + broken, LATEST)
    return Record(len(group), outcomes, *shares, _lateness(group))


def _lateness(group: Sequence[Judged]) -> Lateness:
    broken = [one for one in group if one.late_s is not None]
    seconds = sorted(one.late_s for one in broken if one.late_s is not None)
    warned = sum(one.warned for one in broken)
    unfinished = sum(not one.answered for one in broken)
    return Lateness(len(broken), warned, unfinished, *(_rank(seconds, share) for share in (0.5, 0.9, 1.0)))


def _rank(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that `share` of them do not exceed: one that really happened."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None
