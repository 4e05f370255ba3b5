"""Actions about the conversation itself: its session, the acknowledgement, the hand-over."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ConversationPaused, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.late import LATE
from actions.saying import say
from bot.policy.topics import TOPICS
from bot.recovery.late_words import late_words

SESSION_METADATA = "session_started_metadata"


class SessionStart(Action):
    """Carries slots and the pause over: Rasa un-pauses on SessionStarted (events.py:2017-2020)."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        kept = [SlotSet(k, v) for k, v in tracker.slots.items() if v is not None and k != SESSION_METADATA]
        pause = [ConversationPaused()] if tracker.is_paused() else []
        return [SessionStarted(), *kept, ActionExecuted("action_listen"), *pause]


class Acknowledge(Action):
    """Names what happened and apologises, once per problem (EMPATHY stage 1)."""

    def name(self) -> str:
        return "action_acknowledge"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        topic = tracker.get_slot("topic")
        if topic == LATE and late_words().arrived(tracker.latest_message.get("text") or ""):
            say(dispatcher, "utter_acknowledge_came_late")
        else:
            say(dispatcher, f"utter_acknowledge_{topic}")
        return [SlotSet("acknowledged", [*(tracker.get_slot("acknowledged") or []), topic])]


class HandOver(Action):
    """Only pauses: the conversation's owner changes in the record, in the same transaction as this turn.

    The listen before the pause keeps Rasa from running the hand-over again when it resumes (rasa-facts 2).
    """

    def name(self) -> str:
        return "action_hand_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        topic = tracker.get_slot("topic") or tracker.latest_message.get("intent", {}).get("name")
        known = tracker.get_slot("handed_over") or []
        remembered = [SlotSet("handed_over", sorted({*known, topic}))] if topic in TOPICS else []
        return [
            *remembered,
            SlotSet("offer", None),
            SlotSet("needs_person", None),
            ActionExecuted("action_listen"),
            ConversationPaused(),
        ]
