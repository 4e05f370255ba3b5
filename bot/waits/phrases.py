"""Durations and moments in one language: CLDR plurals through Babel, and what CLDR lacks from data/waits/."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta

MANY_UNITS = 1000  # keeps Babel from turning 70 minutes into an hour
WEEK_DAYS = 7  # from then on a weekday alone would be ambiguous
NOMINATIVE = "cccc"  # CLDR's pattern of a weekday that stands alone


@dataclass(frozen=True, slots=True)
class Phrases:
    """One file of data/waits/: prepositions and cases around minutes, times of day and days."""

    locale: str
    future: str
    one_minute: Mapping[str, str]
    genitive: Mapping[str, str]
    minutes: Mapping[str, str]
    clock: Mapping[str, str]
    clock_on_day: Mapping[str, str]
    midnight: Mapping[str, str]
    repeated: Mapping[str, str]
    between: str
    between_on_day: str
    tomorrow: str
    weekdays: list[str]
    date: str

    def in_minutes(self, use: str, count: int) -> str:
        """`use`: about, latest, within. 6 gives "in about 6 minutes", "za około 6 minut"."""
        words = self._genitive(count) if use == "within" else self._accusative(count)
        return self.minutes[use].format(minutes=words)

    def at_clock(self, use: str, moment: datetime, today: datetime) -> str:
        """`use`: about, latest, within, opens, closes, since. Names the day when it is not today.

        Both moments are in the zone the customer reads times in.
        """
        if moment.date() == today.date():
            return self.clock[use].format(time=self._time(moment))
        if use in self.midnight and _ends(today, moment):
            return self.midnight[use]
        return self.clock_on_day[use].format(time=self._time(moment), day=self._day(moment, today))

    def from_to(self, start: datetime, end: datetime, today: datetime) -> str:
        """Two moments of one stretch: "tomorrow (Monday) between 08:00 and 08:30"."""
        times = {"start": self._time(start), "end": self._time(end)}
        if start.date() == today.date():
            return self.between.format(**times)
        return self.between_on_day.format(**times, day=self._day(start, today))

    def _time(self, moment: datetime) -> str:
        """The hour the clocks go back over comes twice, so it says which one it is."""
        time = format_time(moment, "short", locale=self.locale)
        first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
        if first is None or second is None or first <= second:
            return time
        return self.repeated["second" if moment.fold else "first"].format(time=time)

    def _day(self, moment: datetime, today: datetime) -> str:
        ahead = (moment.date() - today.date()).days
        if ahead == 1:
            return self.tomorrow.format(weekday=format_date(moment, NOMINATIVE, locale=self.locale))
        weekday = self.weekdays[moment.weekday()]
        if 0 <= ahead < WEEK_DAYS:
            return weekday
        return f"{weekday} {format_date(moment, self.date, locale=self.locale)}"

    def _accusative(self, count: int) -> str:
        """CLDR has the accusative only inside "in 6 minutes"; what stands before the number is taken off."""
        if count == 1:
            return self.one_minute["accusative"]
        span = timedelta(minutes=count)
        said = format_timedelta(
            span, granularity="minute", threshold=MANY_UNITS, add_direction=True, locale=self.locale
        )
        return said.removeprefix(self.future)

    def _genitive(self, count: int) -> str:
        if count == 1:
            return self.one_minute["genitive"]
        return self.genitive[Locale.parse(self.locale).plural_form(count)].format(n=count)


def _ends(today: datetime, moment: datetime) -> bool:
    """Whether `moment` is the midnight at the end of `today`."""
    return moment.date() == today.date() + timedelta(days=1) and (moment.hour, moment.minute) == (0, 0)
