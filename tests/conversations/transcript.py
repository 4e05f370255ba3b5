"""A conversation as the invariants read it: what was said, by whom, in whose turn, and what the record keeps of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.responses.wording import GAP
from bot.vocabulary import Author

Line = Mapping[str, Any]
Responses = Mapping[str, list[dict[str, Any]]]
QUOTED = re.compile('["„«][^"”“»]*["”“»]')
END = r"(?=\s|$)(?!(?<=\d\.)\s[a-záčďéěíňóřšťúůýž])"
"""Where a response ends: "22." of "22. listopadu" is the middle of a Czech day."""
LINK = re.compile(r"\S+://\S+|\S+@\S+")


@dataclass(frozen=True)
class Transcript:
    """`lines` with `owner`, whose turn it was when each was written, `language`, the conversation's then, and `step`,
    the number of the reading that brought it: a customer's message with all answers to it, or what came by itself.

    promises, cases: rows of the conversation. turns: Rasa's events as dicts, a list a turn. `language` as it is now.
    """

    lines: Sequence[Line]
    responses: Responses
    language: str = "en"
    promises: Sequence[Mapping[str, Any]] = ()
    cases: Sequence[Mapping[str, Any]] = ()
    turns: Sequence[Sequence[Mapping[str, Any]]] = ()

    @property
    def ours(self) -> list[Line]:
        """Lines of the assistant and of the product, oldest first."""
        return [line for line in self.lines if line["author"] in (Author.BOT, Author.SYSTEM)]

    def said(self, text: str, *prefixes: str) -> Iterator[tuple[str, re.Match[str]]]:
        """The responses in a text whose names begin so, with where they stand in it."""
        for name, variants in self.responses.items():
            if name.startswith(prefixes):
                matches = (with_gaps(variant["text"]).search(text) for variant in variants)
                yield from ((name, match) for match in matches if match)


def questions(text: str) -> list[int]:
    """Where a question ends; not in a link, nor in an example of what the customer may write."""
    blanked = LINK.sub(_blank, QUOTED.sub(_blank, text))
    return [found.start() for found in re.finditer(r"\?+", blanked)]


@cache
def with_gaps(template: str) -> re.Pattern[str]:
    """Like `spoken_as`, and each gap is a group: "by_1" for the second {by}. A text that is one gap matches nothing."""
    names = [gap.strip("{}") for gap in GAP.findall(template)]
    if not GAP.sub("", template).strip(" .,:;"):
        return re.compile(r"(?!)")
    literals = map(re.escape, GAP.split(template))
    groups = (f"(?P<{name}_{n}>.+?)" for n, name in enumerate(names))
    first, *rest = literals
    return re.compile(first + "".join(g + t for g, t in zip(groups, rest, strict=True)) + END, re.DOTALL)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
