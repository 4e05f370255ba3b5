"""A customer's browser, as far as the stream can tell."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import websockets


class Browser:
    """A customer's end of the stream."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.welcome: dict[str, Any] = {}

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self, kind: str | None = None) -> dict[str, Any]:
        """The next frame, or the next of this kind."""
        while True:
            frame = json.loads(await asyncio.wait_for(self.socket.recv(), 5))
            if kind in (None, frame["type"]):
                return frame

    async def say(self, text: str, id: str | None = None) -> dict[str, Any]:
        """The receipt, once one's own line has been shown too (a line taken before is not shown again)."""
        await self.send(type="say", id=id or str(uuid.uuid4()), text=text)
        heard: dict[str, dict[str, Any]] = {}
        while not heard.keys() & {"accepted", "refused"}:
            frame = await self.hear()
            heard[frame["type"]] = frame
        return heard.get("accepted") or heard["refused"]

    async def lines(self, count: int) -> list[str]:
        return [(await self.hear("message"))["text"] for _ in range(count)]

    async def ends(self) -> int:
        """The close code."""
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                await asyncio.wait_for(self.socket.recv(), 5)
        return self.socket.close_code

    async def silent(self, kind: str, seconds: float = 0.15) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.hear(kind), seconds)
            return False
        return True


@asynccontextmanager
async def visiting(
    chat: SimpleNamespace, token: str | None = None, seen: int = 0, **hello: str
) -> AsyncIterator[Browser]:
    async with websockets.connect(chat.ws, max_size=None) as socket:
        browser = Browser(socket)
        await browser.send(type="hello", token=token, seen=seen, language="en", **hello)
        browser.welcome = await browser.hear("welcome")
        yield browser
