"""Opening hours: a week of local times, public holidays, single dates that differ; clock changes included."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MIN = 24 * 60
SOON_DAYS = 8  # a desk that does not close within a week and a day counts as never closing
FAR_DAYS = 366  # a desk that does not open within a year counts as never opening


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after local midnight. `to_min` may lie beyond 24 hours: the span then ends the next day.

    `agents`: people planned for it; None where no plan is published.
    """

    from_min: int
    to_min: int
    agents: int | None = None


Spans = tuple[Span, ...]
Who = tuple[str | None, str | None]
"""A lane and a language; None stands for any."""


@dataclass(frozen=True, slots=True)
class Hours:
    """All questions take and give timezone-aware moments; answers are in UTC."""

    zone: ZoneInfo
    weekly: tuple[Spans, ...]  # Monday first
    exceptions: Mapping[date, Spans]
    holidays: Container[date] = frozenset()
    on_holidays: Spans = ()
    variants: Mapping[Who, "Hours"] = field(default_factory=dict)  # whoever has hours of their own

    @classmethod
    def always(cls, zone: str = "Europe/Warsaw") -> "Hours":
        """A desk that never closes."""
        return cls(ZoneInfo(zone), ((Span(0, DAY_MIN),),) * 7, {})

    def of(self, lane: str | None, language: str | None) -> "Hours":
        """The hours of a lane in a language: their own, else the lane's, else the language's, else these."""
        whose = ((lane, language), (lane, None), (None, language))
        return next((self.variants[who] for who in whose if who in self.variants), self)

    def is_open(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes, _ in self._periods(at, days=1))

    def next_opening(self, at: datetime) -> datetime | None:
        """The first moment at or after `at` at which the desk is open. None: not within a year."""
        for opens, closes, _ in self._periods(at, FAR_DAYS):
            if closes > at:
                return max(opens, at.astimezone(UTC))
        return None

    def closes_at(self, at: datetime) -> datetime | None:
        """When the desk that is open at `at` closes. None: it is closed, or does not close in a week."""
        end: datetime | None = None
        for opens, closes, _ in self._periods(at, SOON_DAYS):
            if end is not None and opens > end:
                return end
            if opens <= (end or at) < closes:
                end = closes
        return None if end is None or end - at > timedelta(days=SOON_DAYS - 1) else end

    def plan(self, at: datetime, unpublished: int) -> list[tuple[float, int]]:
        """People planned from each moment (seconds since 1970) on, from the day before `at` for a week.

        Spans that overlap add up. `unpublished`: people counted on in a span without a number.
        """
        changes: Counter[float] = Counter()
        for opens, closes, agents in self._periods(at, SOON_DAYS):
            changes[opens.timestamp()] += unpublished if agents is None else agents
            changes[closes.timestamp()] -= unpublished if agents is None else agents
        plan: list[tuple[float, int]] = []
        last = (at + timedelta(days=SOON_DAYS - 1)).timestamp()
        for moment in sorted(moment for moment in changes if moment <= last):
            people = (plan[-1][1] if plan else 0) + changes[moment]
            if not plan or plan[-1][1] != people:
                plan.append((moment, people))
        return plan

    def on(self, day: date) -> Spans:
        """What holds on a date: its exception, else that it is a public holiday, else its weekday."""
        usual = self.on_holidays if day in self.holidays else self.weekly[day.weekday()]
        return self.exceptions.get(day, usual)

    def _periods(self, at: datetime, days: int) -> Iterator[tuple[datetime, datetime, int | None]]:
        """Opening and closing moments in order, from the day before `at` on. Neighbours may touch or overlap."""
        today = at.astimezone(self.zone).date()
        for day in (today + timedelta(days=offset) for offset in range(-1, days + 1)):
            for span in self.on(day):
                opens, closes = self._moment(day, span.from_min), self._moment(day, span.to_min)
                if opens < closes:  # one that lies in the hour which a clock change skips is empty
                    yield opens, closes, span.agents

    def _moment(self, day: date, minutes: int) -> datetime:
        """Wall time to UTC. A time that a clock change skips moves on by the length of the gap."""
        days, rest = divmod(minutes, DAY_MIN)
        local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), self.zone)
        return local.astimezone(UTC)


def merged(spans: Spans) -> list[tuple[int, int]]:
    """From and to in minutes, in order, spans that touch or overlap made one."""
    whole: list[tuple[int, int]] = []
    for span in spans:
        if whole and span.from_min <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], span.to_min))
        else:
            whole.append((span.from_min, span.to_min))
    return whole
