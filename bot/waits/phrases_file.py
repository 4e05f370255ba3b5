"""data/waits/{language}.yml read: every phrase there, every gap known, every plural of the language."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.section import Section, read_yaml
from bot.vocabulary import LANGUAGES
from bot.waits.phrases import Phrases

GAPS = {
    "one_minute": (("accusative", "genitive"), ()),
    "minutes": (("about", "latest", "within"), ("minutes",)),
    "clock": (("about", "latest", "within", "opens", "closes", "since"), ("time",)),
    "clock_on_day": (("about", "latest", "within", "opens", "closes", "since"), ("time", "day")),
    "midnight": (("latest", "within", "closes"), ()),
    "repeated": (("first", "second"), ("time",)),
}
"""Of each mapping its keys, and the gaps each of its texts must have."""
TEXTS = {"future": (), "between": ("start", "end"), "between_on_day": ("start", "end", "day"), "tomorrow": ("weekday",)}
DAYS = 7


def load_phrases(folder: Path) -> dict[str, Phrases]:
    """Reads data/waits/{language}.yml. Raises Misconfigured with line and key for what cannot be used."""
    return {language: _phrases(read_yaml(folder / f"{language}.yml")) for language in LANGUAGES}


def _phrases(file: Section) -> Phrases:
    _keys(file, [field.name for field in fields(Phrases)])
    for key, (names, gaps) in GAPS.items():
        _texts(file.section(key), names, gaps)
    for key, gaps in TEXTS.items():
        _text(file, key, gaps)
    _texts(file.section("genitive"), _plurals(file), ("n",))
    days = file.values["weekdays"]
    if not isinstance(days, list) or len(days) != DAYS:
        raise file.wrong("weekdays", f"{days!r} is not a list of {DAYS} days, Monday first")
    return Phrases(**file.values)


def _keys(section: Section, names: Iterable[str]) -> None:
    names = list(names)
    section.only(names)
    for name in names:
        if name not in section.values:
            raise section.wrong(name, "is missing")


def _plurals(file: Section) -> list[str]:
    """CLDR's categories of numbers: one, few, many, other."""
    name = file.values["locale"]
    try:
        return [*sorted(Locale.parse(str(name)).plural_form.tags), "other"]
    except (UnknownLocaleError, ValueError) as error:
        raise file.wrong("locale", f"{name!r} is not a language of CLDR") from error


def _texts(section: Section, names: Iterable[str], gaps: Iterable[str]) -> None:
    _keys(section, names)
    for name in names:
        _text(section, name, gaps)


def _text(section: Section, key: str, gaps: Iterable[str]) -> None:
    """A gap with another name would be found only when a customer is to be told."""
    text, marked = section.values[key], {gap: f"<{gap}>" for gap in gaps}
    try:
        said = text.format(**marked)
    except (AttributeError, KeyError, IndexError, ValueError) as error:
        raise section.wrong(key, f"{text!r} is not a text with the gaps {_listed(marked)}") from error
    if not all(mark in said for mark in marked.values()):
        raise section.wrong(key, f"{text!r} lacks a gap of {_listed(marked)}")


def _listed(gaps: Iterable[str]) -> str:
    return ", ".join(f"{{{gap}}}" for gap in gaps) or "(none)"
