"""What the eye sees of a feeling before a word is read: capitals, punctuation, emoji. And all signs as numbers."""

import re
from collections.abc import Iterable, Sequence
from math import prod

import numpy as np

from bot.understanding.folding import FEATURISED_CHARACTERS, visible
from bot.understanding.lexicon import Found

_WORD_OF_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ORDINARY_CAPITALS = re.compile(
    r"(FL|OK|PIN|SMS|PDF|VAT|USB|DPD|DHL|UPS|GLS|TV|LED|HDMI|PLN|EUR|USD|GBP|CZK|BLIK|NIP|DIČ|IČO|ИНН|СМС|СДЭК|USA|UK)"
)
_HEATED_PUNCTUATION = re.compile(r"[!?]{2,}")
_EMOJI = {
    0.75: "🤬👿💢🖕",
    0.6: "😡😠",
    0.35: "😤🙄😒",
    0.25: "😞😔😢😭☹🙁😩😫👎",
}
_WORST = 4
_EYE = ("capitals", "repeated punctuation", "angry or sad emoji")
_WEIGHTS = ("frustration", "abuse", "severity", "relief")
"""Of all cues together: a cue added after training counts through these."""


def shown_signs(text: str) -> dict[str, float]:
    """How frustrated each sign looks, 0-1."""
    shown = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS]
    strongest = max((weight for weight, faces in _EMOJI.items() if any(face in shown for face in faces)), default=0.0)
    return dict(zip(_EYE, (_capitals(shown), _punctuation(shown), strongest), strict=True))


def sign_names(cues: Iterable[str]) -> tuple[str, ...]:
    """The columns of sign_row, for the cue names that the lexicons know."""
    return (*_EYE, *_WEIGHTS, *sorted(set(cues) - set(_WEIGHTS)))


def sign_row(text: str, found: Iterable[Found], names: Sequence[str]) -> np.ndarray:
    """A message's signs, each 0-1, float32 [names]: what is seen and told by its strength, a cue by being there."""
    cues = [f.cue for f in found]
    seen = dict.fromkeys((cue.name for cue in cues), 1.0) | shown_signs(text)
    seen |= {weight: any_of(getattr(cue, weight) for cue in cues) for weight in ("frustration", "abuse", "relief")}
    seen["severity"] = max((cue.severity for cue in cues), default=0) / _WORST
    return np.array([seen.get(name, 0.0) for name in names], dtype=np.float32)


def any_of(weights: Iterable[float]) -> float:
    """Independent evidence adds up without ever passing 1."""
    return 1 - prod(1 - min(weight, 1.0) for weight in weights)


def _capitals(shown: str) -> float:
    tokens = [t for t in _WORD_OF_LETTERS.findall(shown) if not _ORDINARY_CAPITALS.fullmatch(t)]
    letters = sum(map(len, tokens))
    loud = [t for t in tokens if t.isupper()]
    if letters >= 8 and len(loud) >= 2 and sum(map(len, loud)) >= 0.7 * letters:
        return 0.4
    return 0.15 if sum(len(t) >= 4 for t in loud) >= 1 and len(tokens) >= 3 else 0.0


def _punctuation(shown: str) -> float:
    longest = max((len(run) for run in _HEATED_PUNCTUATION.findall(shown)), default=0)
    return 0.0 if longest < 2 else 0.12 if longest == 2 else 0.3
