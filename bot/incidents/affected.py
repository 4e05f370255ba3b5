"""Who a customer is to an incident: what they write about, in which language, which order is theirs."""

from collections.abc import Mapping
from typing import Any

import asyncpg
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.dialogue import Turn
from bot.conversation.reading import Conversation
from bot.handoff.contract import CRISIS
from bot.incidents.incident import Who

WRITTEN_OF = (
    "SELECT array_agg(DISTINCT scores->>'intent') FROM messages WHERE conversation_id = $1 AND author = 'customer'"
)


def who_in_turn(tracker: DialogueStateTracker, turn: Turn, language: str) -> Who:
    """After the turn was computed. `language` of the conversation, where the turn tells no other."""
    intents = {event.intent_name for event in turn.events if isinstance(event, UserUttered)}
    number = tracker.get_slot("order_number") if tracker.get_slot("order_facts") else None
    return Who(
        topics=frozenset(filter(None, {*intents, tracker.get_slot("topic")})),
        language=tracker.get_slot("language") or language,
        orders=frozenset({number} if number else ()),
        danger=(turn.parsed.get("severity") or 0) >= CRISIS,
    )


async def who_waits(
    pool: asyncpg.Pool, conversation: Conversation, scores: Mapping[str, Any], language: str, danger: bool
) -> Who:
    """Somebody whose message makes no turn (they wait for a person, or the turn failed): the matter is what they have
    written about so far."""
    before = await pool.fetchval(WRITTEN_OF, conversation.id) if conversation.incidents else None
    topics = frozenset(filter(None, (*(before or ()), scores.get("intent"))))
    return Who(topics, language, danger=danger)
