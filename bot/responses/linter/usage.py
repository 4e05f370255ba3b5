"""Which responses the program says: names written out in bot/ and actions/, and those put together from a prefix."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.policy.topics import TOPICS
from bot.settings import ROOT
from bot.vocabulary import Owner, Trigger

NAME = re.compile(r"utter_[a-z0-9_]*[a-z0-9]")
PREFIX = re.compile(r"utter_[a-z0-9_]+_")
LEDGER = "bot/promises/"
"""The ledger's own room: what it says of a promise is written where the promise is."""
NO_RESPONSE = {"utter_action"}  # a key of Rasa's events
NEEDS = {fact for topic in TOPICS.values() for fact in topic.needs}
EXPANSIONS = {
    "utter_acknowledge_": {name for name, topic in TOPICS.items() if topic.problem},
    "utter_ask_": NEEDS | {f"{fact}_again" for fact in NEEDS},
    "utter_handover_": {trigger.value for trigger in Trigger},
    "utter_state_": {owner.value for owner in Owner if owner is not Owner.BOT},
}
"""What the code puts behind the fixed part of an f-string; of any other prefix all responses count as used."""


@dataclass(frozen=True)
class Use:
    name: str
    file: str
    line: int
    promised: bool = False
    """Said, or perhaps said, with a moment for the promise ledger: not by a plain `say` in a function that sets one."""
    direct: bool = False
    """Named in the very call that sets the moment: `promise(...)` or `due=`."""


@cache
def uses() -> tuple[Use, ...]:
    """Of the installed program, whatever data is checked."""
    files = (path for room in ("actions", "bot") for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(use for path in files if "linter" not in path.parts for use in _of_file(path))


@cache
def open_prefixes() -> tuple[str, ...]:
    """Prefixes with any ending, for example the words of the chat window."""
    return tuple({use.name for use in uses() if use.name.endswith("_")} - set(EXPANSIONS))


def _of_file(path: Path) -> Iterator[Use]:
    text = path.read_text("utf-8")
    if "utter_" not in text:
        return
    tree, file = ast.parse(text), path.relative_to(ROOT).as_posix()
    dated, direct = _dated(tree), _inside(call for call in _calls(tree) if _sets_a_moment(call))
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.expr)):
        for name in _names(node):
            yield Use(name, file, node.lineno, node in dated or file.startswith(LEDGER), node in direct)


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        start = node.values[0]
        prefix = str(start.value) if isinstance(start, ast.Constant) else ""
        if PREFIX.fullmatch(prefix):
            yield from (f"{prefix}{end}" for end in EXPANSIONS.get(prefix, {""}))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in NO_RESPONSE:
        if NAME.fullmatch(node.value) or (PREFIX.fullmatch(node.value) and node.value not in EXPANSIONS):
            yield node.value


def _dated(tree: ast.Module) -> set[ast.AST]:
    """Nodes of functions that set a moment, but for what they say by a plain `say`."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    setting = [f for f in functions if any(_sets_a_moment(call) for call in _calls(f))]
    return _inside(setting) - _inside(call for f in setting for call in _calls(f) if _called(call) == "say")


def _calls(within: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(within) if isinstance(node, ast.Call))


def _inside(trees: Iterable[ast.AST]) -> set[ast.AST]:
    return {node for tree in trees for node in ast.walk(tree)}


def _sets_a_moment(call: ast.Call) -> bool:
    return _called(call) == "promise" or any(keyword.arg == "due" for keyword in call.keywords)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))
