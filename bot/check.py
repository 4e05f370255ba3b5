"""`firstline check`: everything a designer needs before publishing: the words, Rasa's view of them, the dialogues."""

import re
import subprocess
import sys
from pathlib import Path

from bot.designed import read_designed
from bot.errors import Misconfigured
from bot.responses.linter.dialogues import steps
from bot.responses.linter.finding import Finding
from bot.responses.linter.lint import lint
from bot.responses.linter.texts import read_texts, variants

DIALOGUES = "tests/conversations"
PASSED = re.compile(r"\b(\d+) passed\b")


def check(root: Path, dialogues: bool = True) -> bool:
    """Prints what is wrong, or one line; true when nothing is. `root` holds data/, domain.yml and tests/.

    The dialogues are played when nothing is wrong before: they tell little about a file that Rasa cannot read.
    """
    try:
        read_designed(root / "data")
    except Misconfigured as error:
        print(f"{error}\n\nfirstline check: 1 finding.")
        return False
    findings = [*lint(root), *_validated(root)]
    if findings:
        _report(findings)
        return False
    played = _play(root) if dialogues else "no dialogue played"
    if played:
        print(f"firstline check: {_counted(root)}, {played}: all in order.")
    return bool(played)


def _validated(root: Path) -> list[Finding]:
    """Imported here, because Rasa must be made lean before (bot/cli.py)."""
    from bot.rasa_validation import validate

    return validate(root)


def _play(root: Path) -> str:
    """How many dialogues went well; empty when one did not, and then what pytest said of it is printed."""
    print("Playing the dialogues ...", file=sys.stderr, flush=True)  # a minute or two; stdout is for what is found
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "--no-header", "--disable-warnings", DIALOGUES]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    passed = PASSED.search(done.stdout)
    if done.returncode == 0 and passed:
        return f"{passed[1]} dialogues"
    print(done.stdout + done.stderr, "firstline check: a dialogue went wrong; see above.", sep="\n")
    return ""


def _report(findings: list[Finding]) -> None:
    print(*findings, sep="\n\n")
    count = len(findings)
    print(f"\nfirstline check: {count} finding{'s' * (count != 1)}.")


def _counted(root: Path) -> str:
    texts = read_texts(root)
    return f"{len(list(variants(texts)))} texts in {len(texts)} languages, {len(list(steps(root)))} rules and stories"
