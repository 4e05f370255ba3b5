"""How frustrated a message sounds, 0-1 with reasons, and how abusive it is. Pure; words: data/feelings.

Levels: below 0.25 calm, below 0.5 mild, below 0.75 clear, from 0.75 furious.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from bot.understanding.folding import FEATURISED_CHARACTERS, visible
from bot.understanding.lexicon import Found

LEVELS = (0.25, 0.5, 0.75)
_DECAY = 0.6
_RELIEF_DECAY = 0.35
_RELIEVED_BELOW = 0.1
_UNREMARKABLE_TONE = 0.35
"""Up to here the tone of a sentence says nothing: any report of a problem sounds a little like this."""

_WORD_OF_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ORDINARY_CAPITALS = re.compile(
    r"(FL|OK|PIN|SMS|PDF|VAT|USB|DPD|DHL|UPS|GLS|TV|LED|HDMI|PLN|EUR|USD|GBP|BLIK|NIP|USA|UK)"
)
_HEATED_PUNCTUATION = re.compile(r"[!?]{2,}")
_EMOJI = {
    0.75: "🤬👿💢🖕",
    0.6: "😡😠",
    0.35: "😤🙄😒",
    0.25: "😞😔😢😭☹🙁😩😫👎",
}


@dataclass(frozen=True)
class Feeling:
    """frustration and abuse 0-1; reasons in plain English, strongest first."""

    frustration: float
    abuse: float
    reasons: tuple[str, ...]

    @property
    def level(self) -> int:
        """0 calm, 1 mild, 2 clear, 3 furious."""
        return sum(self.frustration >= limit for limit in LEVELS)


def feel(text: str, found: Iterable[Found], tone: float = 0.0) -> Feeling:
    """found: cues of the text (lexicon.find_cues); tone: how it sounds as a whole, 0-1 (tone.ToneModel)."""
    found = list(found)
    shown = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS]
    evidence: dict[str, float] = {}
    for reason, weight in [*_worded(found), *_shown(shown), ("sounds frustrated", _heard(tone))]:
        evidence[reason] = max(weight, evidence.get(reason, 0))
    signs = {reason: weight for reason, weight in evidence.items() if weight > 0}
    relief = _any_of(f.cue.relief for f in found)
    loud_only = not any(f.cue.frustration for f in found)
    frustration = _any_of(signs.values()) * (1 - relief * (1.0 if loud_only else 0.5))
    abuse = _any_of(_strongest(found, "abuse").values())
    reasons = sorted(signs, key=lambda reason: -signs[reason]) if frustration >= 0.1 else []
    return Feeling(round(frustration, 3), round(abuse, 3), tuple(reasons))


def smooth(scores: Sequence[float]) -> float:
    """One number for a conversation from its messages' scores, oldest first: anger fades, relief is quick.

    A message as frustrated as before keeps the level; a friendly one (below 0.1) takes most of it away.
    """
    level = 0.0
    for score in scores:
        keep = _RELIEF_DECAY if score < _RELIEVED_BELOW else _DECAY
        level = max(score, keep * level + (1 - keep) * score)
    return round(level, 3)


def _heard(tone: float) -> float:
    return max(tone - _UNREMARKABLE_TONE, 0) / (1 - _UNREMARKABLE_TONE)


def _worded(found: Iterable[Found]) -> list[tuple[str, float]]:
    return [(f.cue.says, f.cue.frustration) for f in found]


def _strongest(found: Iterable[Found], question: str) -> dict[str, float]:
    strongest: dict[str, float] = {}
    for f in found:
        strongest[f.cue.name] = max(getattr(f.cue, question), strongest.get(f.cue.name, 0))
    return strongest


def _shown(shown: str) -> list[tuple[str, float]]:
    """What the eye sees: capitals, punctuation, emoji."""
    signs = [("capitals", _capitals(shown)), ("repeated punctuation", _punctuation(shown))]
    strongest = max((weight for weight, faces in _EMOJI.items() if any(face in shown for face in faces)), default=0.0)
    return [*signs, ("angry or sad emoji", strongest)]


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


def _any_of(weights: Iterable[float]) -> float:
    """Independent evidence adds up without ever passing 1."""
    return 1 - prod(1 - min(weight, 1.0) for weight in weights)
