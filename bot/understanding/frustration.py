"""How frustrated a message sounds, 0-1 with reasons, and how abusive it is. Pure; words: data/feelings.

Levels: below 0.25 calm, below 0.5 mild, below 0.75 clear, from 0.75 furious.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.lexicon import Found
from bot.understanding.signs import any_of, shown_signs
from bot.understanding.tone import Heard

LEVELS = (0.25, 0.5, 0.75)
ABUSIVE = 0.5
_INSULT_ALONE = 0.45
_DECAY = 0.6
_RELIEF_DECAY = 0.35
_RELIEVED_BELOW = 0.1
_WORTH_A_WORD = 0.1
_SOUNDS = "sounds frustrated"


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


def feel(text: str, found: Iterable[Found], heard: Heard | None = None) -> Feeling:
    """found: cues of the text (lexicon.find_cues); heard: how it sounds as a whole, None for a text without words."""
    found = list(found)
    signs = _signs(text, found)
    told = any_of(signs.values()) * (1 - _relief(found))
    frustration, abuse = told, any_of(_strongest(found, "abuse").values())
    if heard is not None:
        frustration, abuse = heard.frustration, heard.abuse
        signs[_SOUNDS] = frustration - told
    reasons = [reason for reason in sorted(signs, key=lambda r: -signs[r]) if signs[reason] >= _WORTH_A_WORD]
    return Feeling(round(frustration, 3), round(abuse, 3), tuple(reasons if frustration >= _WORTH_A_WORD else ()))


def anger(frustration: float, abuse: float, severity: int) -> float:
    """What a message adds to the anger of its conversation, 0-1.

    An insult that comes with no problem calls for no person: nobody at the desk could settle anything.
    """
    alone = abuse >= ABUSIVE and severity == 0
    return min(frustration, _INSULT_ALONE) if alone else frustration


def smooth(scores: Sequence[float]) -> float:
    """One number for a conversation from its messages' scores, oldest first: anger fades, relief is quick.

    A message as frustrated as before keeps the level; a friendly one (below 0.1) takes most of it away.
    """
    level = 0.0
    for score in scores:
        keep = _RELIEF_DECAY if score < _RELIEVED_BELOW else _DECAY
        level = max(score, keep * level + (1 - keep) * score)
    return round(level, 3)


def _signs(text: str, found: Iterable[Found]) -> dict[str, float]:
    """Each reason with its strongest evidence."""
    signs: dict[str, float] = {}
    for reason, weight in [*((f.cue.says, f.cue.frustration) for f in found), *shown_signs(text).items()]:
        signs[reason] = max(weight, signs.get(reason, 0))
    return {reason: weight for reason, weight in signs.items() if weight > 0}


def _relief(found: Iterable[Found]) -> float:
    """What praise and thanks take away: all of what only looks loud, half of what was said in words."""
    cues = [f.cue for f in found]
    return any_of(cue.relief for cue in cues) * (0.5 if any(cue.frustration for cue in cues) else 1.0)


def _strongest(found: Iterable[Found], question: str) -> dict[str, float]:
    strongest: dict[str, float] = {}
    for f in found:
        strongest[f.cue.name] = max(getattr(f.cue, question), strongest.get(f.cue.name, 0))
    return strongest
