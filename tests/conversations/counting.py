"""Which dialogues there are: test functions that chat with the bot, by the language of the page they open."""

import importlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from math import prod
from pathlib import Path
from typing import Any

ROOM = Path(__file__).parent
PAGES = {"chat": "en", "czat": "pl", "hovor": "cs", "razgovor": "ru"}
"""Fixtures of conftest.py."""
ANYONE = "anyone"
"""A fixture that is each of them in turn."""


def dialogues_by_language() -> Counter[str]:
    """Each set of parameters is a dialogue of its own."""
    counted: Counter[str] = Counter()
    for test in _tests():
        fixtures = inspect.signature(test).parameters
        spoken = [PAGES[name] for name in fixtures if name in PAGES]
        spoken += PAGES.values() if ANYONE in fixtures else ()
        counted.update(dict.fromkeys(spoken, _times(test)))
    return counted


def _tests() -> Iterator[Callable[..., Any]]:
    for file in sorted(ROOM.glob("test_*.py")):
        module = importlib.import_module(f"{__package__}.{file.stem}")
        yield from (value for name, value in vars(module).items() if name.startswith("test_") and callable(value))


def _times(test: Callable[..., Any]) -> int:
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    return prod(len(list(mark.args[1])) for mark in marks)
