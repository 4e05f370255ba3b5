"""A few sentences as the linter reads them, without files: every variant stands on a line of its own."""

from bot.responses.linter.texts import Button, Response, Texts, Variant
from bot.responses.linter.tone import Tone, read_tones
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES

TONES: dict[str, Tone] = dict(read_tones(ROOT))


def written(language: str = "en", /, **responses: str | list[str]) -> Texts:
    """The other languages have none."""
    found = {
        name: _response(language, name, [said] if isinstance(said, str) else said) for name, said in responses.items()
    }
    return {**{other: {} for other in LANGUAGES}, language: found}


def with_button(payload: str) -> Texts:
    variant = Variant("utter_greet", "en", "data/responses/en.yml", 2, "Hello.", (Button("Go", payload, 4),))
    response = Response("utter_greet", "en", "data/responses/en.yml", 1, (variant,))
    return {"en": {"utter_greet": response}}


def _response(language: str, name: str, said: list[str]) -> Response:
    file = f"data/responses/{language}.yml"
    variants = tuple(Variant(name, language, file, line, text) for line, text in enumerate(said, 2))
    return Response(name, language, file, 1, variants)
