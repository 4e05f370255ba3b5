"""Every sentence of data/responses with the line it stands on, as the rules of the linter want it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.responses.linter.finding import Finding
from bot.responses.wording import GAP
from bot.vocabulary import LANGUAGES

RESPONSES = "data/responses"
UI = "utter_ui_"
"""Words of the chat window: labels, not sentences said to somebody."""
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”»“]?\s+")
QUOTED = re.compile(r"[\"„«][^\"”“»]*[\"”“»]")
"""An example of what a customer may write is not our question."""


@dataclass(frozen=True)
class Button:
    title: str
    payload: str
    line: int


@dataclass(frozen=True)
class Variant:
    response: str
    language: str
    file: str
    line: int
    text: str
    buttons: tuple[Button, ...] = ()

    @cached_property
    def gaps(self) -> frozenset[str]:
        return frozenset(gap.strip("{}") for gap in GAP.findall(self.text))

    @cached_property
    def sentences(self) -> list[str]:
        return SENTENCE_END.split(self.text)

    @cached_property
    def without_quotes(self) -> str:
        return QUOTED.sub("", self.text)

    def finding(self, rule: str, better: str, says: str = "", line: int = 0) -> Finding:
        return Finding(self.file, line or self.line, f"{self.response}: {rule}", says or self.text, better)


@dataclass(frozen=True)
class Response:
    """`line` is that of its name."""

    name: str
    language: str
    file: str
    line: int
    variants: tuple[Variant, ...]

    def finding(self, rule: str, better: str) -> Finding:
        says = " / ".join(variant.text for variant in self.variants)
        return Finding(self.file, self.line, f"{self.name}: {rule}", says or "nothing", better)


Texts = Mapping[str, Mapping[str, Response]]
"""By language, then by name."""


def read_texts(root: Path) -> Texts:
    """A language without a file has no responses. Raises ruamel's MarkedYAMLError, which names the line."""
    return {language: _read(root, language) for language in LANGUAGES}


def variants(texts: Texts) -> Iterator[Variant]:
    for language in texts.values():
        for response in language.values():
            yield from response.variants


def read_yaml(path: Path) -> Any:
    """Maps and lists that know their lines (`lc`)."""
    with path.open(encoding="utf-8") as file:
        return YAML().load(file)


def _read(root: Path, language: str) -> dict[str, Response]:
    path = root / RESPONSES / f"{language}.yml"
    found = read_yaml(path)["responses"] if path.exists() else {}
    return {name: _response(found, name, language) for name in found}


def _response(found: Any, name: str, language: str) -> Response:
    file = f"{RESPONSES}/{language}.yml"
    read = tuple(_variant(one, name, language, file) for one in found[name] or ())
    return Response(name, language, file, found.lc.key(name)[0] + 1, read)


def _variant(one: Any, name: str, language: str, file: str) -> Variant:
    buttons = tuple(Button(str(b["title"]), str(b["payload"]), b.lc.line + 1) for b in one.get("buttons", ()))
    return Variant(name, language, file, one.lc.line + 1, str(one.get("text") or ""), buttons)
