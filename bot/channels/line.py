"""One WebSocket: JSON out, raw frames in, and an end that really ends.

Sanic 21.12's own `recv` hands a coroutine to asyncio.wait (sanic/server/websockets/impl.py:521), which
Python 3.11 forbids, so receiving is done here on the frame assembler below it.
"""

import asyncio
import json
from typing import Any

from sanic.exceptions import WebsocketClosed
from sanic.server.websockets.impl import WebsocketImplProtocol
from websockets.connection import OPEN
from websockets.exceptions import ConnectionClosed

GONE = (WebsocketClosed, ConnectionClosed, ConnectionError)
"""What sending raises when the customer has left."""

FRAME_MAX_BYTES = 64 * 1024  # thirty times the longest message we take
CLOSE_WAIT_S = 2.0  # time for the other side to answer a close before the connection is cut

DISCARD_S = 0.01


class Line:
    def __init__(self, websocket: WebsocketImplProtocol) -> None:
        self._websocket = websocket
        websocket.connection.max_size = FRAME_MAX_BYTES
        self._next: asyncio.Task[str | bytes | None] | None = None

    async def send(self, **frame: Any) -> None:
        await self._websocket.send(json.dumps(frame, ensure_ascii=False))

    async def receive(self) -> str | bytes | None:
        """The next frame, or None once the customer has gone."""
        if self._websocket.connection.state is not OPEN:
            return None
        # Sanic cancels recv_cancel when a close frame or the end of the stream arrives.
        gone = self._websocket.recv_cancel = asyncio.get_running_loop().create_future()
        lost = self._websocket.connection_lost_waiter or gone
        try:
            await asyncio.wait([self._frame(), gone, lost], return_when=asyncio.FIRST_COMPLETED)
            return self._taken() if self._frame().done() else None
        finally:
            gone.cancel()
            self._websocket.recv_cancel = None

    async def discard(self) -> None:
        """Take what came after the end: Sanic's tasks that carry it wait for that (frame.py:292)."""
        try:
            while (await asyncio.wait([self._frame()], timeout=DISCARD_S))[0]:
                self._taken()
        finally:
            self._frame().cancel()

    def _frame(self) -> "asyncio.Task[str | bytes | None]":
        # One task for as long as it takes: the assembler cannot be asked again once a get() was cancelled.
        self._next = self._next or asyncio.create_task(self._websocket.assembler.get())
        return self._next

    def _taken(self) -> str | bytes | None:
        frame, self._next = self._frame().result(), None
        return frame

    async def close(self, code: int, reason: str = "") -> None:
        await self._websocket.close(code, reason)
        if not await self._websocket.wait_for_connection_lost(CLOSE_WAIT_S):
            self._websocket.end_connection(code)
