"""A designer's YAML file, read so that every mistake is named by file, line and key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping of a file and the keys that lead to it. Plain mappings, as tests give them, have no lines."""

    file: str
    values: Mapping[Any, Any]
    path: tuple[str, ...] = field(default=())

    def section(self, key: object) -> "Section":
        """The mapping under `key`; an empty one where there is none. Raises Misconfigured when it is something else."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, Mapping):
            raise self.wrong(key, f"{value!r} is not a mapping of keys to values")
        return Section(self.file, {} if value is None else value, (*self.path, str(key)))

    def only(self, known: Iterable[str]) -> None:
        """Raises Misconfigured when there is a key that nobody reads: a misspelt one would pass unseen."""
        known = list(known)
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"unknown here, known are {', '.join(known)}")

    def wrong(self, key: object, why: str) -> Misconfigured:
        """The error to raise about the value of `key`, which may be missing."""
        line = _line(self.values, key)
        place = f"{self.file}, line {line}" if line else self.file
        return Misconfigured(f"{place}: {': '.join([*self.path, str(key)])}: {why}")


def read_yaml(path: Path) -> Section:
    """Raises Misconfigured when the file is no YAML, or no mapping."""
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = YAML(typ="rt").load(path)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}, line {mark.line + 1}" if mark else name
        raise Misconfigured(f"{place}: {_reason(error)}") from error
    if not isinstance(raw, Mapping):
        raise Misconfigured(f"{name}: is not a mapping of keys to values")
    return Section(name, raw)


def _reason(error: MarkedYAMLError) -> str:
    return str(error.problem or error.context or "is not YAML").splitlines()[0]


def _line(values: Mapping[Any, Any], key: object) -> int | None:
    """Counted from 1. None: the mapping does not come from a file, or has no such key."""
    places = getattr(getattr(values, "lc", None), "data", None) or {}
    return places[key][0] + 1 if key in places else None
