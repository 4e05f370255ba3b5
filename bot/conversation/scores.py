"""What is kept of a message's understanding, for the desk and the hand-over contract."""

from collections.abc import Mapping
from typing import Any


def scores_of(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Shapes as in DESIGN section 5, `firstline understand`."""
    intent = parsed.get("intent") or {}
    return {
        "intent": intent.get("name"),
        "confidence": round(intent.get("confidence") or 0.0, 3),
        "language": parsed.get("language"),
        "frustration": round(parsed.get("frustration") or 0.0, 3),
        "frustration_reasons": list(parsed.get("frustration_reasons") or []),
        "abuse": round(parsed.get("abuse") or 0.0, 3),
        "severity": parsed.get("severity") or 0,
        "severity_cue": parsed.get("severity_cue"),
        "wants_human": bool(parsed.get("wants_human")),
    }
