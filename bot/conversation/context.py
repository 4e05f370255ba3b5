"""What the conversation adds to a message's frustration: asking again, turns that failed, problems before."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import prod
from typing import Any

from rasa.shared.core.events import ConversationResumed, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.understanding.repetition import times_asked
from bot.understanding.severity import intent_of

_ASKED_AGAIN, _EACH_TIME_MORE, _ASKED_AT_MOST = 0.3, 0.15, 0.6
_FAILED_TURN, _FAILED_AT_MOST = 0.12, 0.3
_CAME_BACK = 0.2
_FRIENDLY = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "cancel_handoff"})


def in_context(
    parsed: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]], failed_turns: int = 0, contacts: int = 0
) -> dict[str, Any]:
    """Parse data with the frustration, 0-1, that the conversation adds to the words, and the reasons for it.

    earlier: parse data of the customer's messages before, oldest first; failed_turns: in a row up to now; contacts:
    problems of this customer that a person has dealt with before. A friendly word is left as friendly as it is.
    """
    if intent_of(parsed).name in _FRIENDLY:
        return dict(parsed)
    evidence = _evidence(parsed, times_asked(parsed, earlier), failed_turns, contacts)
    told = parsed.get("frustration") or 0.0
    frustration = 1 - (1 - told) * prod(1 - weight for weight in evidence.values())
    stronger = [reason for reason, weight in evidence.items() if weight >= told]
    rest = [reason for reason in evidence if reason not in stronger]
    reasons = [*stronger, *(parsed.get("frustration_reasons") or []), *rest]
    return {**parsed, "frustration": round(frustration, 3), "frustration_reasons": reasons}


def _evidence(parsed: Mapping[str, Any], asked: int, failed_turns: int, contacts: int) -> dict[str, float]:
    evidence = {}
    if asked:
        evidence["asks the same again"] = min(_ASKED_AGAIN + _EACH_TIME_MORE * (asked - 1), _ASKED_AT_MOST)
    if failed_turns:
        evidence["was not understood before"] = min(_FAILED_TURN * failed_turns, _FAILED_AT_MOST)
    if contacts and parsed.get("severity"):
        evidence["had a problem here before"] = _CAME_BACK
    return dict(sorted(evidence.items(), key=lambda item: -item[1]))


def in_conversation(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """In the context of a conversation since a person last dealt with it; the tracker does not know the message yet."""
    since = takewhile(lambda event: not isinstance(event, ConversationResumed), reversed(tracker.events))
    earlier = [event.parse_data for event in since if isinstance(event, UserUttered)][::-1]
    contacts = len(tracker.get_slot("handed_over") or ())
    return in_context(parsed, earlier, int(tracker.get_slot("failed_turns") or 0), contacts)
