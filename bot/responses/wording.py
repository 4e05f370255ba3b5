"""Chooses and fills one variant of a response. Pure; used by Rasa's generator and by the lines Rasa does not say."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.responses import used_up
from bot.responses.sentences import heard_in, spoken

Variants = list[dict[str, Any]]
Said = Collection[tuple[str, int]]
"""What a conversation has heard: pairs of response name and variant number, oldest first."""
GAP = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Line:
    """A sentence ready for the customer and which variant it was."""

    name: str
    variant: int
    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)


def ranked(responses: Mapping[str, Variants], name: str, language: str, said: Said) -> list[int]:
    """All variants in `language`: those not yet said here, then the others, the one said longest ago first; none for an
    unknown name."""
    latest = {said_then: age for age, said_then in enumerate(said)}
    return sorted(_fitting(responses.get(name, []), language), key=lambda i: latest.get((name, i), -1))


def unheard(responses: Mapping[str, Variants], name: str, language: str, heard: Sequence[str]) -> int | None:
    """For lines Rasa does not say: the first variant in `language` not yet heard, else the one heard longest ago; None
    for an unknown name.

    heard: the texts of this conversation, latest first; a variant counts as heard inside a longer text too, whatever
    its gaps were filled with.
    """
    ages = {i: _age(responses[name][i]["text"], heard) for i in _fitting(responses.get(name, []), language)}
    return max(ages, key=lambda i: ages[i], default=None)


def _age(template: str, heard: Sequence[str]) -> int:
    pattern = spoken_as(template)
    return next((age for age, text in enumerate(heard) if pattern.search(text)), len(heard))


def spoken_as(template: str) -> re.Pattern[str]:
    """What a variant looks like once it is said: any words in its gaps."""
    return re.compile(".+?".join(map(re.escape, GAP.split(template))), re.DOTALL)


def _fitting(variants: Variants, language: str) -> list[int]:
    return _in_language(variants, language) or _in_language(variants, None)


def _in_language(variants: Variants, language: str | None) -> list[int]:
    return [i for i, v in enumerate(variants) if _language(v) == (None if language == "en" else language)]


def _language(variant: dict[str, Any]) -> str | None:
    return next((c["value"] for c in variant.get("condition", []) if c.get("name") == "language"), None)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Replace {name} by its value, once; a value that looks like a placeholder stays as it is."""
    parts = template.split("{")
    return parts[0] + "".join(_fill_part(part, values) for part in parts[1:])


def _fill_part(part: str, values: Mapping[str, Any]) -> str:
    name, closed, rest = part.partition("}")
    if closed and values.get(name) is not None:
        return f"{values[name]}{rest}"
    return "{" + part


class Wording:
    """The responses of the loaded model, for lines said outside Rasa: hand-over, waits, outages, the widget's words.

    `heard`: what this conversation has heard, latest first; another variant is chosen while there is one.
    """

    def __init__(self, responses: Mapping[str, Variants]) -> None:
        self.responses = responses

    def line(self, name: str, language: str, heard: Sequence[str] = (), /, **values: Any) -> Line:
        """Raises KeyError for a response that does not exist: that is a bug, never a silence."""
        variant = unheard(self.responses, name, language, heard)
        if variant is None:
            raise KeyError(name)
        found = self.responses[name][variant]
        return Line(name, variant, fill(found["text"], values), found.get("buttons", []))

    def new(self, name: str, language: str, heard: Sequence[str] = (), /, **values: Any) -> Line | None:
        """In words that this conversation has not heard at all; None where they are used up."""
        known = heard_in(heard)
        texts = {i: fill(self.responses[name][i]["text"], values) for i in _fitting(self.responses[name], language)}
        fresh = (i for i, text in texts.items() if not spoken(text) & known)
        ages = {i: _age(self.responses[name][i]["text"], heard) for i in fresh}
        variant = max(ages, key=lambda i: ages[i], default=None)
        if variant is None:
            return None
        return Line(name, variant, texts[variant], self.responses[name][variant].get("buttons", []))

    def counted(self, name: str, language: str, heard: Sequence[str], count: int, /, **values: Any) -> Line:
        """What has to be said however often: in new words, then with `count`, the customer's messages so far."""
        again = used_up.counted(name)
        return self.new(name, language, heard, **values) or self.line(again, language, heard, count=count, **values)

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self.responses if name.startswith(prefix))
