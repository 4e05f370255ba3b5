"""When the assistant has settled a problem: it promised a day, or did what was asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.topics import CONFIRMED, LOOK_UPS, TOPICS
from bot.promises.settled import Settled

if TYPE_CHECKING:
    from bot.conversation.dialogue import Turn

SETTLING = LOOK_UPS | frozenset(CONFIRMED.values())


def settled_in(tracker: DialogueStateTracker, turn: "Turn") -> Settled | None:
    """The problem that the assistant settled in its latest turn, which `tracker` knows already."""
    earlier = list(tracker.events)[: -len(turn.events) or None]
    found = _problem(turn.events, _topic_after(earlier))
    if turn.hands_over or found is None:
        return None
    topic, due = found
    email = tracker.get_slot("email") if tracker.get_slot("order_facts") else None
    return Settled(tracker.sender_id, topic, due, email.lower() if email else None)


def _topic_after(events: list[Event]) -> str | None:
    return next((e.value for e in reversed(events) if isinstance(e, SlotSet) and e.key == "topic"), None)


def _problem(events: list[Event], topic: str | None) -> tuple[str, datetime | None] | None:
    """The last problem with a promised moment, or one that was done with: an action forgets the topic."""
    settled: tuple[str, datetime | None] | None = None
    acted = False
    for event in events:
        is_problem = topic in TOPICS and TOPICS[topic].problem
        if isinstance(event, ActionExecuted):
            acted = acted or event.action_name in SETTLING
        elif isinstance(event, BotUttered) and topic and is_problem and (due := _due(event)):
            settled = topic, due
        elif isinstance(event, SlotSet) and event.key == "topic":
            if event.value is None and topic and is_problem and acted:
                settled = topic, settled[1] if settled else None
            topic = event.value
    return settled


def _due(event: BotUttered) -> datetime | None:
    due: Any = event.metadata.get("due")
    return datetime.fromisoformat(due) if due else None
