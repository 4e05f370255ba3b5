"""data/opening-hours.yml read: one desk, and the lanes and languages that differ from it day by day."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.section import Section, read_yaml
from bot.vocabulary import LANGUAGES, Lane
from bot.waits.hours import DAY_MIN, Hours, Span, Spans, Who
from bot.waits.public_holidays import NONE, read_holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY = "holiday"  # stands in a week beside the weekdays; closed where it is not given
OWN = ("weekly", "exceptions", "holidays")  # what lanes and languages can have of their own
SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Week:
    """What one part of the file says, laid over what it inherits."""

    days: Mapping[str, Spans] = field(default_factory=dict)
    exceptions: Mapping[date, Spans] = field(default_factory=dict)
    holidays: Container[date] = NONE

    def over(self, section: Section) -> "Week":
        """This week where `section` does not say otherwise."""
        weekly, exceptions = section.section("weekly"), section.section("exceptions")
        weekly.only((*WEEKDAYS, HOLIDAY))
        return Week(
            {**self.days, **{day: _spans(weekly, day) for day in weekly.values}},
            {**self.exceptions, **{_date(exceptions, day): _spans(exceptions, day) for day in exceptions.values}},
            read_holidays(section.section("holidays")) if "holidays" in section.values else self.holidays,
        )

    def hours(self, zone: ZoneInfo) -> Hours:
        weekly = tuple(self.days.get(day, ()) for day in WEEKDAYS)
        return Hours(zone, weekly, self.exceptions, self.holidays, self.days.get(HOLIDAY, ()))


def load_hours(path: Path) -> Hours:
    """Reads data/opening-hours.yml. Raises Misconfigured with line, key and value for what cannot be read."""
    return _hours(read_yaml(path))


def parse_hours(raw: Mapping[str, Any]) -> Hours:
    """Hours from the file's content. Raises Misconfigured."""
    return _hours(Section("opening hours", raw))


def _hours(file: Section) -> Hours:
    file.only(("time_zone", *OWN, "lanes", "languages"))
    zone = file.zone("time_zone")
    usual = Week().over(file)
    variants = {who: week.hours(zone) for who, week in _variants(file, usual).items()}
    return replace(usual.hours(zone), variants=variants)


def _variants(file: Section, usual: Week) -> dict[Who, Week]:
    """A language inherits from the desk, a lane from the desk too, and a lane in a language from both: where they
    differ the lane's day counts, so that a crisis is answered in any language."""
    languages, lanes = file.section("languages"), file.section("lanes")
    languages.only(LANGUAGES)
    lanes.only(list(Lane))
    own = {language: _own(languages, language) for language in languages.values}
    weeks: dict[Who, Week] = {(None, language): usual.over(section) for language, section in own.items()}
    for lane in lanes.values:
        section = _own(lanes, lane, "languages")
        inner = section.section("languages")
        inner.only(LANGUAGES)
        weeks[lane, None] = usual.over(section)
        for language in dict.fromkeys([*own, *inner.values]):
            week = weeks.get((None, language), usual).over(section)
            weeks[lane, language] = week.over(_own(inner, language)) if language in inner.values else week
    return weeks


def _own(parent: Section, key: str, *more: str) -> Section:
    section = parent.section(key)
    section.only((*OWN, *more))
    return section


def _date(section: Section, key: object) -> date:
    if not isinstance(key, date):
        raise section.wrong(key, "is not a date like 2026-12-24")
    return key


def _spans(section: Section, key: Any) -> Spans:
    """A list of spans, or a mapping of spans to the number of people planned for them. Nothing is closed."""
    value = section.values[key]
    if value is None:
        return ()
    if isinstance(value, Mapping):
        given = [_staffed(section, key, str(text), people) for text, people in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        given = [_span(section, key, str(text)) for text in value]
    else:
        raise section.wrong(key, f"{value!r} is not a list of spans, nor people by span")
    return tuple(sorted(given, key=lambda span: (span.from_min, span.to_min)))


def _staffed(section: Section, key: object, text: str, people: object) -> Span:
    if not isinstance(people, int) or isinstance(people, bool) or people < 1:
        raise section.section(key).wrong(text, f"{people!r} is not a number of people; [] is closed")
    return replace(_span(section, key, text), agents=int(people))


def _span(section: Section, key: object, text: str) -> Span:
    match = SPAN.fullmatch(text)
    if match is None:
        raise section.wrong(key, f"{text!r} is not like 08:00-20:00")
    from_h, from_m, to_h, to_m = map(int, match.groups())
    opens, closes = from_h * 60 + from_m, to_h * 60 + to_m
    if max(opens, closes) > DAY_MIN:
        raise section.wrong(key, f"{text!r} is later than 24:00")
    return Span(opens, closes if closes > opens else closes + DAY_MIN)
