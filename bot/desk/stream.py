"""What an open desk page hears while it is open: hand-overs, and the conversation it looks at.

page -> desk: {"type": "watch", "conversation_id": str | null} | {"type": "typing", "on": bool}
              | {"type": "available", "on": bool}
desk -> page: {"topic": "hello" | "beat", "now", "agent", "available"}
              | {"topic": "watching", "conversation_id"}
              | {"topic": "desk" | "conversation", ...the wire's event}
An event is a hint. After (re)connecting, and after "watching", the page reads the API, so nothing is missed.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sanic.request import Request
from sanic.server.websockets.impl import WebsocketImplProtocol

from bot.channels.line import GONE, Line
from bot.desk import presence, sessions
from bot.desk.users import User
from bot.errors import NotFound
from bot.vocabulary import Author, Owner

log = logging.getLogger(__name__)

BEAT_S = 20.0
LOG_IN_AGAIN = 4401  # close codes a page can tell apart from a broken line
WRONG_ORIGIN = 4403
BROKEN = 1011
BEHIND = 1013


async def desk_stream(request: Request, ws: WebsocketImplProtocol) -> None:
    line = Line(ws)
    try:
        await _serve(request, line)
    finally:
        await line.discard()


async def _serve(request: Request, line: Line) -> None:
    if not sessions.same_origin(request):
        await line.close(WRONG_ORIGIN)
        return
    user = await sessions.current(request)
    if user is None:
        await line.close(LOG_IN_AGAIN)
        return
    await DeskStream(request, line, user).run()


class DeskStream:
    """One page's line. Whatever breaks on this side hangs up, so that no page believes it still listens."""

    def __init__(self, request: Request, line: Line, user: User) -> None:
        self._request = request
        self._firstline = request.app.ctx.firstline
        self._line = line
        self._user = user
        self._watched: str | None = None
        self._watching: asyncio.Task[None] | None = None
        self._typing_in: str | None = None

    async def run(self) -> None:
        async with self._firstline.wire.subscribe("desk") as events:
            tasks = [self._start(self._forward(events, "desk")), self._start(self._beat())]
            try:
                await self._listen()
            finally:
                for task in [*tasks, *filter(None, [self._watching])]:
                    task.cancel()
                await self._typing(False)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.create_task(self._or_hang_up(work))

    async def _or_hang_up(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except GONE:
            return
        except Exception:
            log.exception("desk stream of %s", self._user.name)
            await self._line.close(BROKEN)

    async def _listen(self) -> None:
        while (frame := await self._line.receive()) is not None:
            asked = _read(frame)
            if asked.get("type") == "watch":
                await self._watch(asked.get("conversation_id"))
            elif asked.get("type") == "typing":
                await self._typing(asked.get("on") is True)
            elif asked.get("type") == "available":
                await self._set_available(asked.get("on") is True)

    async def _beat(self) -> None:
        topic = "hello"
        while True:
            if await sessions.current(self._request) is None:
                await self._line.close(LOG_IN_AGAIN)
                return
            slots = self._firstline.settings.agent_slots
            available = await presence.seen(self._firstline.pool, self._user.name, slots)
            await self._line.send(topic=topic, available=available, **self._self())
            topic = "beat"
            await asyncio.sleep(BEAT_S)

    async def _set_available(self, on: bool) -> None:
        slots = self._firstline.settings.agent_slots
        await presence.set_available(self._firstline.pool, self._user.name, on, slots)
        await self._line.send(topic="beat", available=on, **self._self())

    async def _watch(self, conversation_id: object) -> None:
        await self._typing(False)
        if self._watching is not None:
            self._watching.cancel()
        self._watched = conversation_id if isinstance(conversation_id, str) else None
        self._watching = self._start(self._follow(self._watched)) if self._watched else None

    async def _follow(self, conversation_id: str) -> None:
        async with self._firstline.wire.subscribe(f"conversation:{conversation_id}") as events:
            await self._line.send(topic="watching", conversation_id=conversation_id)
            await self._forward(events, "conversation")

    async def _forward(self, events: asyncio.Queue[dict[str, Any]], topic: str) -> None:
        while not events.full():
            event = await events.get()
            await self._line.send(**{**event, "topic": topic})
        await self._line.close(BEHIND)  # events were dropped; the page comes back and reads the record

    async def _typing(self, on: bool) -> None:
        """Shows the customer that a person writes; a closed page never leaves it on (chatwoot#9685)."""
        conversations = self._firstline.conversations
        if not on and self._typing_in is not None:
            self._typing_in, was_in = None, self._typing_in
            await conversations.typing(was_in, Author.HUMAN, False)
        elif on and self._watched is not None:
            with suppress(NotFound):
                state = await conversations.state(self._watched)
                if state["owner"] == Owner.HUMAN:
                    self._typing_in = self._watched
                    await conversations.typing(self._watched, Author.HUMAN, True)

    def _self(self) -> dict[str, Any]:
        return {"agent": self._user.name, "now": datetime.now(UTC).isoformat()}


def _read(frame: str | bytes) -> dict[str, Any]:
    try:
        asked = json.loads(frame)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
