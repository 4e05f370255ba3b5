"""Rasa's Socket.IO events, so that existing Rasa web widgets can talk to us.

session_request -> session_confirm, user_uttered -> bot_uttered. The session id we confirm is a signed token: a session
id that a client makes up opens nothing (Rasa takes its word, socketio.py:230-256). What was said while a client was
away is sent when it comes back (Rasa loses it).
"""

import asyncio
import contextlib
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import socketio
from engineio.async_drivers.sanic import WebSocket
from sanic import Sanic

from bot.channels import tokens
from bot.channels.guests import Guests, Verdict
from bot.channels.line import Line
from bot.channels.origins import may_embed
from bot.conversation.announcer import topic
from bot.conversation.text import is_name
from bot.errors import RecordDown, Refused
from bot.store.postgres import OUTAGE, within
from bot.vocabulary import Author, Channel

FRAME_MAX_BYTES = 64 * 1024
CHECK_S = 5.0  # how often the record is asked for lines that the wire did not bring
READ_S = 1.0
REMEMBERED = 200  # lines a session remembers to have delivered; older ones are marked in the record by then
Data = dict[str, Any]


@dataclass
class Session:
    conversation_id: str
    token: str
    exists: bool
    forwarding: "asyncio.Task[None] | None" = None
    sent: int = 0
    delivered: "deque[str]" = field(default_factory=lambda: deque(maxlen=REMEMBERED))


class _Socket(WebSocket):
    """Sanic's own recv fails on Python 3.11, see bot/channels/line.py."""

    _line: Line | None = None

    async def wait(self) -> str | bytes:
        self._line = self._line or Line(self._sock)
        data = await self._line.receive()
        if data is None:
            await self._line.discard()
            raise OSError("the client has gone")
        return data


class SocketIOChannel:
    def __init__(self, app: Sanic) -> None:
        self._app = app
        self._sessions: dict[str, Session] = {}
        self._guests = Guests()
        self._sio = socketio.AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=self._origin_allowed,
            max_http_buffer_size=FRAME_MAX_BYTES,
            async_handlers=False,  # one client's lines are stored in the order they came
        )
        self._sio.eio._async = {**self._sio.eio._async, "websocket": _Socket}
        for name in ("connect", "session_request", "user_uttered", "disconnect"):
            self._sio.on(name, getattr(self, f"_{name}"))
        self._sio.attach(app, socketio_path="socket.io")

    def _origin_allowed(self, origin: str, environ: Data) -> bool:
        return may_embed(origin, environ.get("HTTP_HOST", ""), self._firstline.settings.allowed_origins)

    @property
    def _firstline(self) -> Any:
        return self._app.ctx.firstline

    async def _connect(self, sid: str, environ: Data, auth: object = None) -> bool:
        """False turns the client away."""
        request = environ["sanic.request"]
        return self._guests.arrives(sid, request.remote_addr or request.ip)

    async def _disconnect(self, sid: str, *reason: object) -> None:
        self._end(sid)
        self._guests.leaves(sid)

    async def _too_fast(self, sid: str) -> bool:
        """Whether to drop this event; who goes on is hung up on."""
        verdict = self._guests.speaks(sid)
        if verdict is Verdict.ENOUGH:
            await self._sio.disconnect(sid)
        return verdict is not Verdict.WELCOME

    async def _session_request(self, sid: str, data: object = None) -> None:
        if await self._too_fast(sid):
            return
        asked = data.get("session_id") if isinstance(data, dict) else None
        session = await self._open(sid, asked if isinstance(asked, str) else None)
        await self._sio.emit("session_confirm", session.token, to=sid)
        await self._resend(sid, session)

    async def _user_uttered(self, sid: str, data: object = None) -> None:
        if await self._too_fast(sid):
            return
        text = data.get("message") if isinstance(data, dict) else None
        if not isinstance(text, str):
            await self._say(sid, {"text": "", "error": "message is not a text"})
            return
        session = self._sessions.get(sid) or await self._open(sid, None)
        given = data.get("message_id") if isinstance(data, dict) else None
        try:
            await self._store(session, text, str(given) if is_name(given) else None)
        except Refused as refused:
            await self._say(sid, {"text": refused.text, "refused": refused.reason})
        except RecordDown as down:
            await self._say(sid, {"text": str(down), "refused": down.code})

    def _end(self, sid: str) -> None:
        session = self._sessions.pop(sid, None)
        if session and session.forwarding:
            session.forwarding.cancel()

    async def _open(self, sid: str, token: str | None) -> Session:
        self._end(sid)
        known = tokens.read(self._firstline.secret, token, Channel.SOCKETIO) if token else None
        conversation_id = known or f"{Channel.SOCKETIO}:{uuid.uuid4()}"
        issued = token if known else tokens.issue(self._firstline.secret, conversation_id, Channel.SOCKETIO)
        session = Session(conversation_id, str(issued), exists=bool(known))
        self._sessions[sid] = session
        ready = asyncio.Event()
        session.forwarding = asyncio.create_task(self._forward(sid, session, ready))
        await ready.wait()
        return session

    async def _store(self, session: Session, text: str, message_id: str | None) -> None:
        conversations = self._firstline.conversations
        if not session.exists:
            await conversations.ensure(session.conversation_id, Channel.SOCKETIO)
            session.exists = True
        await conversations.accept(session.conversation_id, Channel.SOCKETIO, message_id, text)

    async def _forward(self, sid: str, session: Session, ready: asyncio.Event) -> None:
        async with self._firstline.wire.subscribe(topic(session.conversation_id)) as events:
            ready.set()
            while True:
                try:
                    await self._pass_on(sid, session, await asyncio.wait_for(events.get(), CHECK_S))
                except TimeoutError:
                    await self._resend(sid, session)

    async def _pass_on(self, sid: str, session: Session, event: Data) -> None:
        if event["kind"] == "notice":
            await self._say(sid, {"text": event["text"]})
        elif event["kind"] == "message" and event["seq"] > session.sent + 1 > 1:
            await self._resend(sid, session)
        elif event["kind"] == "message" and event["author"] != Author.CUSTOMER:
            await self._deliver(sid, session, event)
        if event["kind"] == "message":
            session.sent = max(session.sent, event["seq"])

    async def _resend(self, sid: str, session: Session) -> None:
        """What the record has and the wire did not bring: said while the client was away, or lost with Redis."""
        if session.exists:
            with contextlib.suppress(*OUTAGE):  # the next check finds it
                waiting = self._firstline.conversations.undelivered(session.conversation_id)
                for message in await within(READ_S, waiting):
                    await self._deliver(sid, session, message)

    async def _deliver(self, sid: str, session: Session, message: Data) -> None:
        if message["id"] in session.delivered:
            return
        session.delivered.append(message["id"])
        await self._say(sid, _shown(message))
        self._firstline.conversations.deliveries.note([message["id"]])

    async def _say(self, sid: str, line: Data) -> None:
        await self._sio.emit("bot_uttered", line, to=sid)


def _shown(message: Data) -> Data:
    """Rasa's fields, and ours beside them: id, seq, author, name."""
    ours = {name: message[name] for name in ("id", "seq", "author", "name")}
    replies = [{"content_type": "text", **button} for button in message["buttons"]]
    return {"text": message["text"], **({"quick_replies": replies} if replies else {}), **ours}
