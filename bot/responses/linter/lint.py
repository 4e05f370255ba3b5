"""All rules over one project's data: what `firstline check` prints first, in a second or two and without a model."""

from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError

from bot.responses.linter.coverage import uneven
from bot.responses.linter.dialogues import answered_too_early
from bot.responses.linter.finding import Finding
from bot.responses.linter.never import forbidden
from bot.responses.linter.order import out_of_order
from bot.responses.linter.promises import unkept
from bot.responses.linter.reading import too_long_or_hard
from bot.responses.linter.shared import shared
from bot.responses.linter.texts import read_texts
from bot.responses.linter.tone import read_tones


def lint(root: Path) -> list[Finding]:
    """Findings by file and line; a file that cannot be read is the only one, since the rest would follow from it."""
    try:
        return sorted(set(_findings(root)))
    except MarkedYAMLError as error:
        return [unreadable(root, error)]


def _findings(root: Path) -> list[Finding]:
    texts, tones = read_texts(root), read_tones(root)
    return [
        *forbidden(texts, tones),
        *out_of_order(texts, tones),
        *answered_too_early(root),
        *unkept(texts),
        *too_long_or_hard(texts, tones),
        *uneven(texts, root),
        *shared(texts),
    ]


def unreadable(root: Path, error: MarkedYAMLError) -> Finding:
    mark = error.problem_mark
    file = Path(mark.name).resolve().relative_to(root.resolve()).as_posix() if mark else "data"
    return Finding(file, mark.line + 1 if mark else 1, "no YAML", str(error.problem), "Look at the line before too.")
