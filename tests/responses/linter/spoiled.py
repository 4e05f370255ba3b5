"""A copy of what designers write, to be spoiled on purpose: the fault goes in, its place comes out."""

import shutil
from pathlib import Path

from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import Variant, read_texts
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES

COPIED = ("domain.yml", "config.yml", "data/responses", "data/tone", "data/rules", "data/stories")
Place = tuple[str, int]


class Spoiled:
    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / name, root / name)

    def says(self, language: str, response: str, text: str, variant: int = 0) -> Place:
        """Puts `text` in place of what stands there."""
        found = self._variant(language, response, variant)
        return self._put(found.file, found.line, f'    - text: "{text}"')

    def loses(self, language: str, response: str, variant: int) -> Place:
        """Takes away a variant without buttons; the place is the response's."""
        found = self._variant(language, response, variant)
        lines = self._lines(found.file)
        self._write(found.file, [*lines[: found.line - 1], *lines[found.line :]])
        return found.file, read_texts(self.root)[language][response].line

    def adds(self, file: str, block: str) -> Place:
        """At the end; the place is the block's first line."""
        lines = self._lines(file)
        self._write(file, [*lines, *block.splitlines()])
        return file, len(lines) + 1

    def adds_everywhere(self, response: str) -> list[Place]:
        blocks = {language: f'  {response}:\n    - text: "{response}, {language}."' for language in LANGUAGES}
        return [self.adds(f"data/responses/{language}.yml", block) for language, block in blocks.items()]

    def _variant(self, language: str, response: str, variant: int) -> Variant:
        return read_texts(self.root)[language][response].variants[variant]

    def _put(self, file: str, line: int, text: str) -> Place:
        lines = self._lines(file)
        self._write(file, [*lines[: line - 1], text, *lines[line:]])
        return file, line

    def _lines(self, file: str) -> list[str]:
        return (self.root / file).read_text("utf-8").splitlines()

    def _write(self, file: str, lines: list[str]) -> None:
        (self.root / file).write_text("\n".join(lines) + "\n", "utf-8")


def places(findings: list[Finding]) -> list[Place]:
    return sorted({(finding.file, finding.line) for finding in findings})


def rules(findings: list[Finding]) -> str:
    return "\n".join(finding.rule for finding in findings)
