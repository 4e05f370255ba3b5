"""How long to listen on before answering: who begins a complaint is let speak, a simple question is answered at once.

Pure. What it goes by is the record's, so two workers that hold the same messages wait for the same moment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.policy.topics import FALLBACK, ORDER, TOPICS
from bot.policy.triggers import SERIOUS_INTENTS, Thresholds
from bot.vocabulary import Channel

ONE_BY_ONE = (Channel.REST,)
"""Channels on which somebody sends a message and waits for the answer: nothing more would come."""
LIMITS = Thresholds()
UPSET = LIMITS.rising_frustration  # 0-1; "cancel my order" sounds like 0.45 and is none
FEW_WORDS = 6  # a sentence that is complete without a full stop is seldom as short and not understood
FOR_A_PERSON = ("contact_human_agent", "request_callback")
GOES_ON = re.compile(r"(\.\.\.|…|[,:–—-])\s*$")
ENDED = re.compile(r"[.!?。！？)\"'”»]\s*$")
Parsed = Mapping[str, Any]


@dataclass(frozen=True)
class Patience:
    """Seconds: `quiet_s` after the last message, at most `most_s` after the first that is unanswered. 0: none."""

    quiet_s: float
    most_s: float


def pause_s(parsed: Parsed, channel: str, since_first_s: float, since_last_s: float, patience: Patience) -> float:
    """Seconds to listen on, 0 to answer now. `parsed`: of everything unanswered, as one."""
    if channel in ONE_BY_ONE or not begins_a_complaint(parsed):
        return 0.0
    return max(0.0, min(patience.quiet_s, patience.quiet_s - since_last_s, patience.most_s - since_first_s))


def begins_a_complaint(parsed: Parsed) -> bool:
    """Danger and a wish for a person wait for nothing; who gives the order number has told what there is to tell."""
    intent = (parsed.get("intent") or {}).get("name") or FALLBACK
    grave = (parsed.get("severity") or 0) >= LIMITS.severity or intent in SERIOUS_INTENTS
    if grave or parsed.get("wants_human") or intent in FOR_A_PERSON or _gives_facts(parsed):
        return False
    problem = intent in TOPICS and TOPICS[intent].problem
    return problem or (parsed.get("frustration") or 0.0) >= UPSET or _unfinished(parsed)


def _gives_facts(parsed: Parsed) -> bool:
    return any(entity["entity"] in ORDER for entity in parsed.get("entities") or [])


def _unfinished(parsed: Parsed) -> bool:
    text = parsed.get("text") or ""
    if GOES_ON.search(text):
        return True
    intent = parsed.get("intent") or {}
    understood = intent.get("name") != FALLBACK and (intent.get("confidence") or 0.0) >= LIMITS.other_matter
    return not understood and len(text.split()) <= FEW_WORDS and not ENDED.search(text)
