"""Rasa trackers between turns: the last ones in memory, checked by version, the rest read from the record."""

from collections import OrderedDict

import asyncpg
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.dialogue import Dialogue, Turn

READ = "SELECT events FROM turns WHERE conversation_id = $1 AND version >= $2 AND version <= $3 ORDER BY version"
KEPT = 2000  # trackers in memory, about 50 KB each


class Trackers:
    """A failed read raises: an empty tracker in its place would lose the conversation (rasa-facts 4 and 5)."""

    def __init__(self, pool: asyncpg.Pool, dialogue: Dialogue) -> None:
        self._pool = pool
        self._dialogue = dialogue
        self._kept: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()

    async def at(self, conversation_id: str, session_version: int, version: int) -> DialogueStateTracker:
        """The tracker as of `version`, taken out of memory: give it back with `keep` once the turn is committed."""
        known, tracker = self._kept.pop(conversation_id, (-1, None))
        if tracker is not None and known == version:
            return tracker
        rows = await self._pool.fetch(READ, conversation_id, session_version, version)
        return self._dialogue.tracker(conversation_id, [event for row in rows for event in row["events"]])

    def keep(self, tracker: DialogueStateTracker, version: int, turn: Turn) -> None:
        if turn.new_session:
            events = [event.as_dict() for event in turn.events]
            tracker = self._dialogue.tracker(tracker.sender_id, events)
        self._kept[tracker.sender_id] = (version, tracker)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
