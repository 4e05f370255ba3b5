"""What the web channel needs of the rest of Firstline (PLAN: request.app.ctx.firstline)."""

from typing import Any, Protocol

from bot.store.wire import Wire

Message = dict[str, Any]


class Conversations(Protocol):
    async def open(self, channel: str, language: str, conversation_id: str) -> str: ...
    async def lives_in(self, conversation_id: str, zone: str) -> None: ...
    async def accept(
        self, conversation_id: str, channel: str, message_id: str, text: str, payload: str | None
    ) -> Message: ...
    async def history(self, conversation_id: str, after_seq: int) -> list[Message]: ...
    async def delivered(self, conversation_id: str, up_to_seq: int) -> None: ...
    async def state(self, conversation_id: str) -> dict[str, str]: ...
    async def typing(self, conversation_id: str, author: str, on: bool) -> None: ...


class Firstline(Protocol):
    conversations: Conversations
    wire: Wire
    secret: bytes
