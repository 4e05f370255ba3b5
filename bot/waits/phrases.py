"""Durations and moments in one language: CLDR plurals through Babel, and what CLDR lacks from data/waits/."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from ruamel.yaml import YAML

from bot.errors import Misconfigured
from bot.vocabulary import LANGUAGES

MANY_UNITS = 1000  # keeps Babel from turning 70 minutes into an hour
WEEK_DAYS = 7  # from then on a weekday alone would be ambiguous


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
    tomorrow: str
    weekdays: list[str]
    date: str

    def in_minutes(self, use: str, count: int) -> str:
        """`use`: about, latest, within. 6 gives "in about 6 minutes", "za około 6 minut"."""
        words = self._genitive(count) if use == "within" else self._accusative(count)
        return self.minutes[use].format(minutes=words)

    def at_clock(self, use: str, moment: datetime, today: datetime) -> str:
        """`use`: about, latest, within, opens, closes. Names the day when it is not today.

        Both moments are in the zone the customer reads times in.
        """
        time = format_time(moment, "short", locale=self.locale)
        if moment.date() == today.date():
            return self.clock[use].format(time=time)
        return self.clock_on_day[use].format(time=time, day=self._day(moment, today))

    def _day(self, moment: datetime, today: datetime) -> str:
        ahead = (moment.date() - today.date()).days
        if ahead == 1:
            return self.tomorrow
        weekday = self.weekdays[moment.weekday()]
        if ahead < WEEK_DAYS:
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


def load_phrases(folder: Path) -> dict[str, Phrases]:
    """Reads data/waits/{language}.yml. Raises Misconfigured when a key is missing or unknown."""
    return {language: _phrases(folder / f"{language}.yml") for language in LANGUAGES}


def _phrases(path: Path) -> Phrases:
    raw = YAML(typ="safe").load(path)
    wrong = {field.name for field in fields(Phrases)} ^ raw.keys()
    if wrong:
        raise Misconfigured(f"data/waits/{path.name}: missing or unknown: {', '.join(sorted(wrong))}")
    return Phrases(**raw)
