"""Rasa's own web widget, as far as the server can tell: Socket.IO 4 over a WebSocket."""

import asyncio
import json
from typing import Any

import websockets

HEAR_S = 60.0
PING, PONG, HUNG_UP = "2", "3", ("1", "41")


class SocketCustomer:
    """`session`: what is asked for, then what was confirmed. `heard`: the lines of bot_uttered."""

    def __init__(self, url: str, session: Any = None) -> None:
        self._url = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._asked = session
        self.session = ""
        self.heard: list[dict[str, Any]] = []

    async def __aenter__(self) -> "SocketCustomer":
        self._socket = await websockets.connect(self._url, max_size=None)
        await self._socket.send("40")
        await self._emit("session_request", {"session_id": self._asked})
        self.session = await self._hear("session_confirm")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def say(self, text: Any, **more: Any) -> dict[str, Any]:
        """The first line that comes back."""
        await self._emit("user_uttered", {"message": text, **more})
        return await self.hear()

    async def hear(self) -> dict[str, Any]:
        self.heard.append(await self._hear("bot_uttered"))
        return self.heard[-1]

    async def send_only(self, event: str, data: Any) -> None:
        await self._emit(event, data)

    async def _emit(self, event: str, data: Any) -> None:
        await self._socket.send("42" + json.dumps([event, data]))

    async def _hear(self, event: str) -> Any:
        async with asyncio.timeout(HEAR_S):
            async for packet in self._socket:
                if packet == PING:
                    await self._socket.send(PONG)
                elif packet in HUNG_UP:
                    break
                elif packet.startswith("42") and json.loads(packet[2:])[0] == event:
                    return json.loads(packet[2:])[1]
        raise ConnectionError("the server has hung up")
