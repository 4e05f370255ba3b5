"""Rules and stories keep the order too: whatever a problem is answered with, the acknowledgement comes first."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.policy.topics import ACKNOWLEDGE, HAND_OVER
from bot.policy.triggers import SERIOUS_INTENTS
from bot.responses.linter.finding import Finding
from bot.responses.linter.order import PROBLEMS
from bot.responses.linter.texts import read_yaml

FOLDERS = ("data/rules", "data/stories")
TROUBLE = {*PROBLEMS, *SERIOUS_INTENTS}
Step = tuple[str, str, int]
"""Kind ("intent" or "action"), name, line."""


def steps(root: Path) -> Iterator[tuple[str, list[Step]]]:
    """File and steps of every rule and story."""
    for path in sorted(path for folder in FOLDERS for path in (root / folder).glob("*.yml")):
        read = read_yaml(path)
        for block in [*(read.get("rules") or ()), *(read.get("stories") or ())]:
            yield path.relative_to(root).as_posix(), [_step(step) for step in block["steps"]]


def answered_too_early(root: Path) -> Iterator[Finding]:
    for file, found in steps(root):
        for (kind, intent, _), (_, action, line) in zip(found, found[1:], strict=False):
            if kind == "intent" and intent in TROUBLE and action not in (ACKNOWLEDGE, HAND_OVER):
                rule = f"{intent} is a problem: nothing is said or asked before it is acknowledged"
                yield Finding(file, line, rule, f"action: {action}", f"action: {ACKNOWLEDGE}, then the question")


def _step(step: Any) -> Step:
    kind = next((name for name in ("intent", "action") if name in step), "other")
    return kind, str(step.get(kind, "")), step.lc.line + 1
