"""The conversation service in memory, as far as a chat needs it; it can be down and can forget to tell."""

import uuid
from datetime import UTC, datetime
from typing import Any

from bot.errors import NotFound, RecordDown, Refused
from bot.store.wire import Wire


class Conversations:
    """The in-memory twin of the conversation service, as far as a chat needs it."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.messages: dict[str, list[dict[str, Any]]] = {}
        self.owner = {"owner": "bot", "text": ""}
        self.acknowledged: dict[str, int] = {}
        self.heard_typing: list[bool] = []
        self.zones: dict[str, str] = {}
        self.fails_with: Exception | None = None

    def words(self, language: str) -> dict[str, str]:
        title = {"pl": "W czym możemy pomóc?"}.get(language, "How can we help?")
        return {"title": title, "new_messages": "{n}", "page_headline": f"headline in {language}"}

    async def open(self, channel: str, language: str, conversation_id: str) -> str:
        self._fail()
        self.messages.setdefault(conversation_id, [])
        return conversation_id

    async def lives_in(self, conversation_id: str, zone: str) -> None:
        self._fail()
        self.zones[conversation_id] = zone

    async def accept(self, id: str, channel: str, message_id: str, text: str, payload: str | None) -> dict[str, Any]:
        self._fail()
        if len(text) > 2000:
            raise Refused("too_long", "Please write it in two messages.")
        first = next((m for m in self.messages[id] if m["client_id"] == message_id), None)
        return first | {"duplicate": True} if first else await self.add(id, "customer", text, client_id=message_id)

    async def add(self, id: str, author: str, text: str, told: bool = True, **extra: Any) -> dict[str, Any]:
        seq = len(self.messages[id]) + 1
        message = {
            "id": str(uuid.uuid4()),
            "conversation_id": id,
            "seq": seq,
            "author": author,
            "name": None,
            "text": text,
        }
        message |= {
            "buttons": [],
            "at": datetime.now(UTC).isoformat(),
            "delivery": "pending",
            "scores": {"frustration": 1},
        }
        message |= {"client_id": None} | extra
        self.messages[id].append(message)
        if told:
            await self.wire.publish(f"conversation:{id}", {"kind": "message", **message})
        return message

    async def history(self, id: str, after_seq: int = 0) -> list[dict[str, Any]]:
        return [message for message in self._of(id) if message["seq"] > after_seq]

    async def state(self, id: str) -> dict[str, str]:
        self._of(id)
        return self.owner | {"language": "en"}

    async def delivered(self, id: str, up_to_seq: int) -> None:
        self.acknowledged[id] = up_to_seq

    async def typing(self, id: str, author: str, on: bool) -> None:
        self.heard_typing.append(on)
        await self.wire.publish(f"conversation:{id}", {"kind": "typing", "author": author, "on": on})

    def _of(self, id: str) -> list[dict[str, Any]]:
        self._fail()
        if id not in self.messages:
            raise NotFound(id)
        return self.messages[id]

    def _fail(self) -> None:
        if self.fails_with is not None:
            raise self.fails_with

    def goes_down(self) -> None:
        self.fails_with = RecordDown("gone")
