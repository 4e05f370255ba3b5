"""Tells the wire what the record already holds: new lines, a new owner, a hand-over that moved."""

from collections.abc import Sequence
from typing import Any

from bot.conversation.messages import Outgoing
from bot.responses.wording import Wording
from bot.store.wire import Wire
from bot.vocabulary import Author, HandoffState, Owner

DESK = "desk"


def topic(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


class Announcer:
    def __init__(self, wire: Wire, wording: Wording) -> None:
        self._wire = wire
        self.wording = wording

    def line(self, response: str, language: str, heard: Sequence[str], **values: Any) -> Outgoing:
        """The product's own line. `heard`: texts of this conversation, latest first."""
        chosen = self.wording.line(response, language, heard, **values)
        return Outgoing(chosen.text, Author.SYSTEM, buttons=chosen.buttons)

    def state_text(self, owner: Owner, language: str, agent: str | None = None) -> str:
        """What the status bar of the chat says; empty while the bot speaks."""
        if owner == Owner.BOT:
            return ""
        return self.wording.line(f"utter_state_{owner}", language, (), agent=agent or "").text

    async def messages(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            await self._wire.publish(topic(message["conversation_id"]), {"kind": "message", **message})
            await self._wire.publish(DESK, {"kind": "message", **message})

    async def owner(self, conversation_id: str, owner: Owner, language: str, agent: str | None = None) -> None:
        text = self.state_text(owner, language, agent)
        await self._wire.publish(topic(conversation_id), {"kind": "state", "owner": owner, "text": text})

    async def handoff(self, handoff_id: str, conversation_id: str, state: HandoffState) -> None:
        event = {"kind": "handoff", "id": handoff_id, "conversation_id": conversation_id, "state": state}
        await self._wire.publish(DESK, event)

    async def typing(self, conversation_id: str, author: Author, on: bool) -> None:
        await self._wire.publish(topic(conversation_id), {"kind": "typing", "author": author, "on": on})

    async def notice(self, conversation_id: str, response: str, language: str) -> None:
        """Something true that cannot be stored right now, because the record is what is missing."""
        text = self.wording.line(response, language).text
        await self._wire.publish(topic(conversation_id), {"kind": "notice", "text": text})
