"""A designer's YAML file, read so that every mistake is named: the file, the line, the key and what would fit."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.errors import Misconfigured
from bot.waits.zones import zone_named

Name = TypeVar("Name", bound=StrEnum)
UNITS = {"_h": timedelta(hours=1), "_days": timedelta(days=1)}
"""How the key of a duration ends, and so what its number means."""


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping of a file and the keys that lead to it. Plain mappings, as tests give them, have no lines.

    Each getter raises Misconfigured for a value that does not fit, and for a missing key unless it says otherwise;
    `only` and `done` raise it for keys that nobody reads: a misspelt one would pass unseen.
    """

    file: str
    values: Mapping[Any, Any]
    path: tuple[str, ...] = ()
    asked: dict[Any, None] = field(default_factory=dict, repr=False, compare=False)

    def section(self, key: object) -> "Section":
        """The mapping under `key`; an empty one where there is none."""
        value = self._get(key)
        return Section(self.file, {} if value is None else self._mapping(key, value), (*self.path, str(key)))

    def sections(self, key: str) -> "dict[str, Section]":
        """Mappings by name, one at least."""
        named = Section(self.file, self._mapping(key, self._needed(key)), (*self.path, key))
        if not named.values:
            raise self.wrong(key, "is empty")
        return {str(name): named.section(name) for name in named.values}

    def list_of_sections(self, key: str, least: int = 1) -> "list[Section]":
        found = enumerate(self._list(key, least), 1)
        return [Section(self.file, self._mapping(key, one), (*self.path, f"{key}[{n}]")) for n, one in found]

    def amount(self, key: str, default: Decimal | None = None) -> Decimal:
        """A decimal number that is not negative."""
        value = self._needed(key, default)
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal(-1)
        if isinstance(value, bool) or not found.is_finite() or found < 0:
            raise self._unfit(key, value, "an amount like 14.99")
        return found

    def amounts(self, key: str) -> dict[str, Decimal]:
        """An amount for each currency; none where the key is missing."""
        currencies = self.section(key)
        return {str(name): currencies.amount(name) for name in currencies.values}

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        value = self._needed(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._unfit(key, value, f"a whole number from {least} to {most}")
        return int(value)

    def share(self, key: str, default: float | None = None) -> float:
        value = self._needed(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self._unfit(key, value, "a number from 0 to 1")
        return float(value)

    def duration(self, key: str) -> timedelta:
        """Its unit is the end of its key: `_h` or `_days`."""
        value = self._needed(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < float("inf"):
            raise self._unfit(key, value, "a number of hours or days")
        return float(value) * next(unit for end, unit in UNITS.items() if key.endswith(end))

    def flag(self, key: str) -> bool:
        """False where the key is missing."""
        value = self._needed(key, False)
        if not isinstance(value, bool):
            raise self._unfit(key, value, "true or false")
        return value

    def name(self, key: str, names: type[Name], default: Name | None = None) -> Name:
        return names(self.one_of(key, [str(name) for name in names], default))

    def one_of(self, key: str, names: Collection[str], default: str | None = None) -> str:
        value = self._needed(key, default)
        return str(self._known(key, value, names))

    def some_of(self, key: str, names: Collection[str]) -> tuple[str, ...]:
        """A list of names, one at least; all of them where the key is missing."""
        return tuple(str(self._known(key, value, names)) for value in self._list(key, 1, list(names)))

    def text(self, key: str) -> str:
        value = self._needed(key)
        if not isinstance(value, str) or not value:
            raise self._unfit(key, value, "a text")
        return str(value)

    def texts(self, key: object) -> tuple[str, ...]:
        """A list of texts, which may be empty."""
        found = self._list(key, least=0)
        for value in found:
            if not isinstance(value, str) or not value.strip():
                raise self._unfit(key, value, "a text; a number needs quotation marks")
        return tuple(map(str, found))

    def zone(self, key: str) -> ZoneInfo:
        name = self._needed(key)
        zone = zone_named(name)
        if zone is None:
            raise self._unfit(key, name, "a time zone like Europe/Warsaw")
        return zone

    def only(self, known: Iterable[Any]) -> None:
        known = [str(key) for key in known]
        for key in self.values:
            if str(key) not in known:
                raise self.wrong(key, f"unknown here, known are {', '.join(known)}")

    def done(self) -> None:
        """All has been read."""
        self.only(self.asked)

    def wrong(self, key: object, why: str) -> Misconfigured:
        """The error to raise about the value of `key`, which may be missing."""
        line = _line(self.values, key)
        place = f"{self.file}, line {line}" if line else self.file
        return Misconfigured(f"{place}: {': '.join([*self.path, str(key)])}: {why}")

    def _unfit(self, key: object, value: object, expected: str) -> Misconfigured:
        return self.wrong(key, f"{value!r} is not {expected}")

    def _get(self, key: object, default: Any = None) -> Any:
        self.asked[key] = None
        return self.values.get(key, default)

    def _needed(self, key: object, default: Any = None) -> Any:
        value = self._get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def _mapping(self, key: object, value: object) -> Mapping[Any, Any]:
        if not isinstance(value, Mapping):
            raise self._unfit(key, value, "a mapping of keys to values")
        return value

    def _list(self, key: object, least: int, default: list[str] | None = None) -> list[Any]:
        value = self._needed(key, default)
        if not isinstance(value, list) or len(value) < least:
            raise self._unfit(key, value, f"a list with {least} or more entries" if least else "a list")
        return value

    def _known(self, key: str, value: object, names: Collection[str]) -> object:
        if value not in names:
            raise self._unfit(key, value, f"one of {', '.join(names)}")
        return value


def read_yaml(path: Path) -> Section:
    """Raises Misconfigured when the file is not there, no YAML, or no mapping."""
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = YAML(typ="rt").load(path)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}, line {mark.line + 1}" if mark else name
        raise Misconfigured(f"{place}: {_reason(error)}") from error
    except OSError as error:
        raise Misconfigured(f"{name}: cannot be read: {error.strerror}") from error
    if not isinstance(raw, Mapping):
        raise Misconfigured(f"{name}: is not a mapping of keys to values")
    return Section(name, raw)


def _reason(error: MarkedYAMLError) -> str:
    return str(error.problem or error.context or "is not YAML").splitlines()[0]


def _line(values: Mapping[Any, Any], key: object) -> int | None:
    """Counted from 1. None: the mapping does not come from a file, or has no such key."""
    places = getattr(getattr(values, "lc", None), "data", None) or {}
    return places[key][0] + 1 if key in places else None
