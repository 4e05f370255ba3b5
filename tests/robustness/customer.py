"""Customers who do not give up: what was not taken is sent again with the same id, and everything heard is kept.

Both keep lines in the order they came, `again` for lines that came twice and `gaps` for lines that came too early.
"""

import asyncio
import contextlib
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import websockets

BROKEN_LINK = (aiohttp.ClientError, OSError, TimeoutError)
BROKEN_SOCKET = (websockets.WebSocketException, OSError, TimeoutError)
RETRY_S = 0.05
PATIENCE_S = 60.0  # longer than any outage here; a start on a busy machine takes long
TRY_LATER = 1013
Line = dict[str, Any]


@dataclass
class Answer:
    """One reply of the REST channel: `lines` as Rasa's clients read them, `seconds` it took."""

    status: int
    lines: list[Line]
    seconds: float

    @property
    def text(self) -> str:
        return " ".join(line["text"] for line in self.lines)

    @property
    def refused(self) -> bool:
        return any("refused" in line for line in self.lines)


class RestCustomer:
    def __init__(self, session: aiohttp.ClientSession, url: str, sender: str = "") -> None:
        self.sender = sender or uuid.uuid4().hex
        self.conversation_id = f"rest:{self.sender}"
        self.said: dict[str, str] = {}
        self.heard: dict[str, Line] = {}
        self.answers: list[Answer] = []
        self._session = session
        self._url = f"{url}/webhooks/rest/webhook"

    async def ask(self, text: str, message_id: str | None = None) -> Answer:
        """One request, whatever becomes of it."""
        started = time.monotonic()
        body = {"sender": self.sender, "message": text}
        asked = {**body, "message_id": message_id} if message_id else body
        async with self._session.post(self._url, json=asked) as response:
            lines = await response.json(content_type=None)
        answer = Answer(response.status, lines, time.monotonic() - started)
        self.answers.append(answer)
        self.heard.update({line["id"]: line for line in answer.lines if "id" in line})
        return answer

    async def say(self, text: str) -> Answer:
        """Until it is answered."""
        message_id = uuid.uuid4().hex
        self.said[message_id] = text
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with contextlib.suppress(*BROKEN_LINK):
                    answer = await self.ask(text, message_id)
                    if any("id" in line for line in answer.lines):
                        return answer
                await asyncio.sleep(RETRY_S)


@dataclass
class WebCustomer:
    """The widget as far as the server can tell: comes back with its token and what it has seen."""

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
        await self._send(type="say", id=message_id, text=text, payload=payload)
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

    async def until(self, happened: Any, seconds: float = PATIENCE_S) -> None:
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

    async def _send(self, **frame: Any) -> None:
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
                    await self._send(type="say", id=message_id, text=text)
            case "message":
                self._show(frame)
                await self._send(type="seen", seq=self.seen)
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
