"""Reads a Rasa tracker into the policy's State."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.shared.core.events import ActionExecuted, ConversationResumed, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.decision import State
from bot.policy.topics import FALLBACK
from bot.understanding.frustration import smooth

SILENT_ACTIONS = ("action_listen", "action_session_start", "action_extract_slots")


def state_of(tracker: DialogueStateTracker) -> State:
    """The state after the latest message. Slots that are unset read as their defaults."""
    slots = tracker.current_slot_values()
    parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
    return State(
        intent=(parsed.get("intent") or {}).get("name") or FALLBACK,
        confidence=(parsed.get("intent") or {}).get("confidence") or 0.0,
        text=parsed.get("text") or "",
        bare_facts=_bare(parsed),
        entities=frozenset(e["entity"] for e in parsed.get("entities") or []),
        language=_language(parsed, slots),
        frustration=smoothed_series(_moods(tracker.events)),
        severity=0 if _bare(parsed) else parsed.get("severity") or 0,
        severity_cue=parsed.get("severity_cue"),
        wants_human=bool(parsed.get("wants_human")),
        topic=slots.get("topic"),
        acknowledged=frozenset(slots.get("acknowledged") or ()),
        handed_over=frozenset(slots.get("handed_over") or ()),
        facts=slots,
        asked=slots.get("asked"),
        offer=slots.get("offer"),
        failed_turns=int(slots.get("failed_turns") or 0),
        done=actions_done(tracker.events),
    )


def _bare(parsed: Mapping[str, Any]) -> bool:
    return is_bare(parsed.get("text") or "", parsed.get("entities") or [])


def _language(parsed: Mapping[str, Any], slots: Mapping[str, Any]) -> str:
    """An address or an e-mail says where somebody lives, not which language they speak."""
    spoken = slots.get("language") or "en"
    if slots.get("asked") == "address" or _bare(parsed):
        return spoken
    return parsed.get("language") or spoken


def is_bare(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the entities ({"start", "end"}) are all there is: no letter and no digit outside them."""
    inside = {at for entity in entities for at in range(entity["start"], entity["end"])}
    return bool(inside) and not any(c.isalnum() for at, c in enumerate(text) if at not in inside)


def smoothed_series(scores: Sequence[float]) -> tuple[float, ...]:
    """The smoothed frustration after each message, 0-1."""
    return tuple(smooth(scores[: n + 1]) for n in range(len(scores)))


def _moods(events: Sequence[Event]) -> list[float]:
    """Frustration of each message in words. A person has dealt with what came before: the bot starts afresh, or it
    would hand over for old anger."""
    moods: list[float] = []
    for event in events:
        if isinstance(event, ConversationResumed):
            moods = []
        elif isinstance(event, UserUttered) and not _bare(event.parse_data):
            moods.append(event.parse_data.get("frustration") or 0.0)
    return moods


def actions_done(events: Sequence[Event]) -> tuple[str, ...]:
    """Names of the actions run for the latest message, in order."""
    names = (e.action_name for e in _since_last_message(events) if isinstance(e, ActionExecuted))
    return tuple(name for name in reversed(list(names)) if name and name not in SILENT_ACTIONS)


def _since_last_message(events: Sequence[Event]) -> Iterator[Event]:
    for event in reversed(events):
        if isinstance(event, UserUttered):
            return
        yield event
