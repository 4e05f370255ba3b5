"""Reads a Rasa tracker into the policy's State."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.shared.core.events import ActionExecuted, ConversationResumed, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.decision import State
from bot.policy.topics import COMPENSATION, FALLBACK
from bot.recovery.fair import Fair, fair_words
from bot.recovery.positions import NOWHERE, Places, place_words
from bot.understanding.frustration import anger, smooth
from bot.understanding.language_memory import Heard, follow, heard_in
from bot.vocabulary import LANGUAGES, Remedy

WORDS = ("product",)
"""Entities that say what a message is about: alone they are a message in words."""
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
        language=_language(parsed, slots, tracker.events),
        asks_for_language=bool(parsed.get("language_wish_alone")),
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
        fair=_fair(parsed),
        places=_places(parsed, slots),
        done=actions_done(tracker.events),
    )


def _fair(parsed: Mapping[str, Any]) -> Fair:
    """What a pressed button names, else what the words do."""
    pressed = [e["value"] for e in parsed.get("entities") or [] if e["entity"] == "remedy"]
    if pressed:
        return Fair(frozenset(map(Remedy, pressed)))
    return fair_words().read(parsed.get("text") or "", parsed.get("entities") or [])


def _places(parsed: Mapping[str, Any], slots: Mapping[str, Any]) -> Places:
    """Read only while ways out are open; a pressed button says which it is whatever its title."""
    pressed = any(e["entity"] == "remedy" for e in parsed.get("entities") or [])
    if pressed or slots.get("offer") != COMPENSATION:
        return NOWHERE
    return place_words().read(parsed.get("text") or "")


def settled(tracker: DialogueStateTracker) -> bool:
    """Whether nothing is open between the customer and the assistant: no question, no offer, no person taking over."""
    return not (tracker.is_paused() or tracker.get_slot("asked") or tracker.get_slot("offer"))


def _bare(parsed: Mapping[str, Any]) -> bool:
    return is_bare(parsed.get("text") or "", parsed.get("entities") or [])


def _language(parsed: Mapping[str, Any], slots: Mapping[str, Any], events: Sequence[Event]) -> str:
    """An address or an e-mail says where somebody lives, not which language they speak."""
    current, heard = slots.get("language") or LANGUAGES[0], heard_in(parsed)
    if slots.get("asked") == "address" or _bare(parsed):
        return heard.wish or current
    return follow(current, heard, _told_before(events))


def _told_before(events: Sequence[Event]) -> Heard | None:
    """What the last message before the latest told of its language, of those that told any."""
    earlier = (e.parse_data for e in reversed(events) if isinstance(e, UserUttered))
    next(earlier, None)
    return next((heard_in(parsed) for parsed in earlier if parsed.get("language") and not _bare(parsed)), None)


def is_bare(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether facts are all there is ("FL-10001, anna@example.com"): no letter and no digit outside the entities.

    entities: {"entity", "start", "end"}; the name of a product is words, not a fact.
    """
    facts = (entity for entity in entities if entity.get("entity") not in WORDS)
    inside = {at for entity in facts for at in range(entity["start"], entity["end"])}
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
            moods.append(_mood(event.parse_data))
    return moods


def _mood(parsed: Mapping[str, Any]) -> float:
    return anger(parsed.get("frustration") or 0.0, parsed.get("abuse") or 0.0, parsed.get("severity") or 0)


def actions_done(events: Sequence[Event]) -> tuple[str, ...]:
    """Names of the actions run for the latest message, in order."""
    names = (e.action_name for e in _since_last_message(events) if isinstance(e, ActionExecuted))
    return tuple(name for name in reversed(list(names)) if name and name not in SILENT_ACTIONS)


def _since_last_message(events: Sequence[Event]) -> Iterator[Event]:
    for event in reversed(events):
        if isinstance(event, UserUttered):
            return
        yield event
