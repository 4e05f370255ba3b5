"""Reading a designer's YAML so that every mistake is named: the file, the key, the value and what would fit."""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from bot.errors import Misconfigured

Name = TypeVar("Name", bound=StrEnum)


class Section:
    """One mapping of the file. Each getter raises Misconfigured; `done` does for keys that nobody asked for."""

    def __init__(self, path: str, value: object) -> None:
        if not isinstance(value, Mapping):
            raise Misconfigured(f"{path}: {value!r} is not a mapping of keys")
        self._path = path
        self._left: dict[Any, Any] = dict(value)

    def section(self, key: str) -> "Section":
        return Section(self.path(key), self._take(key))

    def sections(self) -> "dict[str, Section]":
        """All keys of this mapping, each a mapping itself."""
        taken, self._left = self._left, {}
        return {str(key): Section(self.path(str(key)), value) for key, value in taken.items()}

    def list_of_sections(self, key: str) -> "list[Section]":
        value = self._take(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, value, "a list with at least one entry")
        return [Section(f"{self.path(key)}[{n}]", one) for n, one in enumerate(value, 1)]

    def amount(self, key: str, default: Decimal | None = None) -> Decimal:
        """A decimal number that is not negative."""
        value = self._take(key, default)
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal(-1)
        if isinstance(value, bool) or not found.is_finite() or found < 0:
            raise self.wrong(key, value, "an amount like 14.99")
        return found

    def amounts(self, key: str) -> dict[str, Decimal]:
        """An amount for each currency; none where the key is missing."""
        if key not in self._left:
            return {}
        currencies = self.section(key)
        return {name: currencies.amount(name) for name in list(currencies._left)}

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, value, f"a whole number from {least} to {most}")
        return value

    def share(self, key: str) -> float:
        value = self._take(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.wrong(key, value, "a number from 0 to 1")
        return float(value)

    def flag(self, key: str) -> bool:
        """False where the key is missing."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, value, "true or false")
        return value

    def name(self, key: str, names: type[Name], default: Name | None = None) -> Name:
        return names(self.one_of(key, [str(name) for name in names], default))

    def one_of(self, key: str, names: Collection[str], default: str | None = None) -> str:
        value = self._take(key, default)
        if value not in names:
            raise self.wrong(key, value, f"one of {', '.join(names)}")
        return str(value)

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str) or not value:
            raise self.wrong(key, value, "a text")
        return value

    def done(self) -> None:
        if self._left:
            raise Misconfigured(f"{self._path}: unknown: {', '.join(map(str, self._left))}")

    def path(self, key: str) -> str:
        return f"{self._path}: {key}"

    def wrong(self, key: str, value: object, expected: str) -> Misconfigured:
        return Misconfigured(f"{self.path(key)}: {value!r} is not {expected}")

    def _take(self, key: str, default: Any = None) -> Any:
        value = self._left.pop(key, default)
        if value is None:
            raise Misconfigured(f"{self.path(key)} is missing")
        return value
