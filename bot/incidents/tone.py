"""The desk's own words about an incident, held against data/tone: what a customer should not read is warned of.

Never refused: in an incident the person at the desk decides, and at once.
"""

from collections.abc import Mapping
from functools import cache

from bot.incidents.declaring import Said
from bot.responses.linter.finding import Finding
from bot.responses.linter.never import forbidden
from bot.responses.linter.reading import too_long_or_hard
from bot.responses.linter.texts import Response, Variant
from bot.responses.linter.tone import Tone, read_tones
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES

Warned = dict[str, str]
"""`field` like "what.pl"; `rule` with its file and line, what the text `says`, and what would be `better`."""


def warnings(said: Said) -> list[Warned]:
    """Reads the rules on first use, once a process."""
    texts = {language: _written(said, language) for language in LANGUAGES}
    found = [*forbidden(texts, tones()), *too_long_or_hard(texts, tones())]
    return [_warned(finding) for finding in sorted(set(found))]


@cache
def tones() -> Mapping[str, Tone]:
    return read_tones(ROOT)


def _written(said: Said, language: str) -> Mapping[str, Response]:
    fields = {"what": said.what.get(language), "doing": said.doing.get(language)}
    return {name: _response(name, language, text) for name, text in fields.items() if text}


def _response(name: str, language: str, text: str) -> Response:
    place = f"{name}.{language}"
    return Response(name, language, place, 1, (Variant(name, language, place, 1, text),))


def _warned(finding: Finding) -> Warned:
    rule = finding.rule.partition(": ")[2]
    return {"field": finding.file, "rule": rule, "says": finding.says, "better": finding.better}
