"""A customer at the web chat who does not give up: the widget as far as the server can tell."""

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import websockets

BROKEN_SOCKET = (websockets.WebSocketException, OSError, TimeoutError)
RETRY_S = 0.05
PATIENCE_S = 120.0  # longer than any outage here; a start on a busy machine takes long
TRY_LATER = 1013
Line = dict[str, Any]


@dataclass
class WebCustomer:
    """Comes back with its token and what it has seen, and sends again what was not taken, with the same id.

    `messages` in the order they came, `again` those that came twice, `gaps` those that came too early.
    """

    url: str
    messages: list[Line] = field(default_factory=list)
    notices: list[tuple[float, str]] = field(default_factory=list)
    again: list[Line] = field(default_factory=list)
    gaps: list[Line] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    kept: bool = False  # the widget says "what you write is kept"
    refusals: list[Line] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)  # how the connections ended
    token: str | None = None
    conversation_id: str = ""
    state: Line = field(default_factory=dict)

    async def __aenter__(self) -> "WebCustomer":
        self._pending: dict[str, str] = {}
        self._socket: Any = None
        self._news = asyncio.Condition()
        self._staying = asyncio.create_task(self._stay())
        await self.until(lambda: self.token is not None)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._staying.cancel()
        await asyncio.gather(self._staying, return_exceptions=True)

    @property
    def seen(self) -> int:
        return self.messages[-1]["seq"] if self.messages else 0

    @property
    def bot_lines(self) -> list[Line]:
        return [message for message in self.messages if message["author"] == "bot"]

    async def tell(self, text: str, payload: str | None = None) -> str:
        """Sends and does not wait; gives the id."""
        message_id = uuid.uuid4().hex
        self.said[message_id] = text
        self._pending[message_id] = text
        await self.send(type="say", id=message_id, text=text, payload=payload)
        return message_id

    async def say(self, text: str) -> list[Line]:
        """Until it is answered; gives the lines after one's own."""
        message_id = await self.tell(text)
        await self.until(lambda: bool(self._after(message_id)))
        return self._after(message_id)

    def forget_pending(self) -> None:
        self._pending.clear()

    def answered(self, message_id: str) -> bool:
        return bool(self._after(message_id))

    async def heard_something(self, message_id: str, since: float, seconds: float) -> None:
        """An answer, a notice, or that the message is kept or refused."""

        def heard() -> bool:
            noticed = any(at >= since for at, _ in self.notices) or self.kept
            return noticed or self.answered(message_id) or any(r["id"] == message_id for r in self.refusals)

        await self.until(heard, seconds)

    async def until(self, happened: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(happened)

    def _after(self, message_id: str) -> list[Line]:
        own = [message["seq"] for message in self.messages if message["client_id"] == message_id]
        return [m for m in self.messages if own and m["seq"] > own[0] and m["author"] != "customer"]

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(*BROKEN_SOCKET):
                await self._visit()
            await asyncio.sleep(RETRY_S)

    async def _visit(self) -> None:
        async with websockets.connect(self.url.replace("http", "ws", 1) + "/chat/stream", max_size=None) as socket:
            await socket.send(json.dumps({"type": "hello", "token": self.token, "seen": self.seen}))
            try:
                async for raw in socket:
                    await self._hear(socket, json.loads(raw))
            finally:
                self._socket = None
                self.codes.append(socket.close_code)
                self.kept = self.kept or socket.close_code == TRY_LATER
                async with self._news:
                    self._news.notify_all()

    async def send(self, **frame: Any) -> None:
        if self._socket is not None:
            with contextlib.suppress(*BROKEN_SOCKET):
                await self._socket.send(json.dumps(frame))

    async def _hear(self, socket: Any, frame: Line) -> None:
        match frame["type"]:
            case "welcome":
                self._socket, self.token, self.conversation_id = socket, frame["token"], frame["conversation"]
                self.state, self.kept = frame["state"], False
                for message in frame["messages"]:
                    self._show(message)
                for message_id, text in list(self._pending.items()):
                    await self.send(type="say", id=message_id, text=text)
            case "message":
                self._show(frame)
                await self.send(type="seen", seq=self.seen)
            case "accepted" | "refused":
                self._pending.pop(frame["id"], None)
                self.refusals += [frame] if frame["type"] == "refused" else []
            case "notice":
                self.notices.append((time.monotonic(), frame["text"]))
            case "state":
                self.state = frame
        async with self._news:
            self._news.notify_all()

    def _show(self, message: Line) -> None:
        expected = self.seen + 1
        if message["seq"] < expected:
            self.again.append(message)
            return
        if message["seq"] > expected:
            self.gaps.append(message)
        self.messages.append(message)
