"""What Firstline understood of a message, in the shape of `firstline understand`, from Rasa's parse data."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.understanding.frustration import smooth
from bot.understanding.language_memory import language_after
from bot.understanding.severity import intent_of

_ENTITY_FIELDS = ("entity", "value", "start", "end")


def understand(parse: Mapping[str, Any], history: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """parse: of one message; history: of the customer's earlier messages, oldest first.

    Returns {"intent", "confidence", "language", "entities", "frustration", "abuse", "frustration_reasons",
    "severity", "severity_cue", "wants_human"}; with a history the language is the conversation's, and there is
    "frustration_smoothed".
    """
    intent = intent_of(parse)
    understood = {
        "intent": intent.name or None,
        "confidence": round(intent.confidence, 4),
        "language": parse.get("language"),
        "entities": [{field: e[field] for field in _ENTITY_FIELDS} for e in parse.get("entities", [])],
        "frustration": parse.get("frustration", 0.0),
        "abuse": parse.get("abuse", 0.0),
        "frustration_reasons": list(parse.get("frustration_reasons", [])),
        "severity": parse.get("severity", 0),
        "severity_cue": parse.get("severity_cue"),
        "wants_human": bool(parse.get("wants_human", False)),
    }
    if history:
        understood["language"] = language_after([*history, parse])
        moods = [earlier.get("frustration", 0.0) for earlier in history]
        understood["frustration_smoothed"] = smooth([*moods, understood["frustration"]])
    return understood
