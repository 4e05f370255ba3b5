"""What only a desk has: how soon a hand-over is seen there, and a person's line at the customer."""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from websockets.legacy.client import connect

from scripts.bench.client import JSON, Client

WISH = "I want to talk to a human"
HEAR_S = 10.0
Socket = Any


class Chat:
    """A customer's open chat."""

    def __init__(self, socket: Socket, conversation: str) -> None:
        self._socket = socket
        self.conversation = conversation

    async def say(self, text: str) -> None:
        await self._socket.send(json.dumps({"type": "say", "id": uuid.uuid4().hex, "text": text}))

    async def hear(self, text: str) -> None:
        await _until(self._socket, type="message", text=text)


async def seen_at_desk(port: int, var: Path, customers: int) -> list[float]:
    """Seconds from sending the wish for a person to the hand-over on an open desk page, one customer at a time."""
    async with open_desk(port, var) as desk:
        return [(await _hand_over(port, desk))[0] for _ in range(customers)]


async def heard_by_customer(port: int, var: Path, lines: int) -> list[float]:
    """Seconds from sending a person's line to the desk API to the same line in the customer's chat."""
    token = (var / "api-token").read_text().strip()
    headers = {**JSON, "Authorization": f"Bearer {token}", "X-Agent": "bench"}
    async with open_desk(port, var) as desk, _chat(port) as chat, Client(port) as client:
        await chat.say(WISH)
        handoff = (await _until(desk, kind="handoff", conversation_id=chat.conversation))["id"]
        await _post(client, f"/api/handoffs/{handoff}/claim", {}, headers)
        path = f"/api/handoffs/{handoff}/messages"
        return [await _line(client, chat, path, f"Line {n} of the bench.", headers) for n in range(lines)]


async def _hand_over(port: int, desk: Socket) -> tuple[float, str]:
    async with _chat(port) as chat:
        started = time.perf_counter()
        await chat.say(WISH)
        event = await _until(desk, kind="handoff", conversation_id=chat.conversation)
        return time.perf_counter() - started, event["id"]


async def _line(client: Client, chat: Chat, path: str, text: str, headers: dict[str, str]) -> float:
    started = time.perf_counter()
    heard = asyncio.create_task(chat.hear(text))
    posted = asyncio.create_task(_post(client, path, {"text": text, "client_id": str(uuid.uuid4())}, headers))
    await heard
    seconds = time.perf_counter() - started
    await posted
    return seconds


@asynccontextmanager
async def _chat(port: int) -> AsyncIterator[Chat]:
    async with connect(f"ws://127.0.0.1:{port}/chat/stream", max_size=None) as socket:
        await socket.send(json.dumps({"type": "hello", "token": None, "seen": 0, "language": "en"}))
        welcome = await _until(socket, type="welcome")
        yield Chat(socket, welcome["conversation"])


@asynccontextmanager
async def open_desk(port: int, var: Path) -> AsyncIterator[Socket]:
    """A desk page, logged in as the first user."""
    origin = f"http://127.0.0.1:{port}"
    headers = {"Cookie": await _log_in(port, var, origin), "Origin": origin}
    async with connect(f"ws://127.0.0.1:{port}/desk/stream", extra_headers=headers) as socket:
        await _until(socket, topic="hello")
        yield socket


async def _log_in(port: int, var: Path, origin: str) -> str:
    name, password = (var / "first-login").read_text().split()
    form = urlencode({"name": name, "password": password}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
    async with Client(port) as client:
        answer = await client.request("POST", "/desk/login", form, headers)
    if answer.status != 303:
        raise RuntimeError(f"the desk's log-in answers {answer.status}")
    return answer.headers["set-cookie"].partition(";")[0]


async def _post(client: Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> None:
    answer = await client.request("POST", path, json.dumps(body).encode(), headers)
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status} {answer.body[:200]!r}")


async def _until(socket: Socket, **wanted: Any) -> dict[str, Any]:
    """The next frame with these values. Raises TimeoutError after 10 s."""
    async with asyncio.timeout(HEAR_S):
        while True:
            frame: dict[str, Any] = json.loads(await socket.recv())
            if wanted.items() <= {key: frame.get(key) for key in wanted}.items():
                return frame
