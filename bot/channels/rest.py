"""Rasa's REST channel: POST /webhooks/rest/webhook {"sender", "message"} -> [{"recipient_id", "text", ...}].

For integrations and tests: open on loopback, elsewhere only with the bearer token. The sender names a conversation
of this channel and no other; `input_channel` and `metadata` are not taken from the client (rasa-facts g).
"""

import asyncio
import hmac
import ipaddress
import json as stdlib_json
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.conversation.announcer import topic
from bot.errors import RecordDown, Refused
from bot.vocabulary import Author, Channel

SENDER_MAX_CHARS = 200
Message = dict[str, Any]


class BadRequest(Exception):
    """What the integration did wrong, in words for its developer."""


def rest_channel() -> Blueprint:
    blueprint = Blueprint("rest_channel", url_prefix="/webhooks/rest")

    @blueprint.get("/")
    async def health(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @blueprint.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        if not _allowed(request):
            return _error("unauthorized", "give the bearer token", 401)
        try:
            sender, text, message_id = _read(request.body)
        except BadRequest as bad:
            return _error("bad_request", str(bad), 400)
        return await _converse(request, sender, text, message_id)

    return blueprint


def _allowed(request: Request) -> bool:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if hmac.compare_digest(given.encode(), request.app.ctx.firstline.api_token.encode()):
        return True
    behind_proxy = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not behind_proxy and ipaddress.ip_address(request.ip).is_loopback


def _read(body: bytes) -> tuple[str, str, str | None]:
    try:
        data = stdlib_json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is not JSON") from error
    if not isinstance(data, dict):
        raise BadRequest('the body is not an object like {"sender": "...", "message": "..."}')
    sender, text, message_id = data.get("sender"), data.get("message"), data.get("message_id")
    if not isinstance(sender, str) or not 0 < len(sender) <= SENDER_MAX_CHARS:
        raise BadRequest(f"sender is not a text of 1 to {SENDER_MAX_CHARS} characters")
    if not sender.isprintable():
        raise BadRequest("sender has control characters")
    if not isinstance(text, str):
        raise BadRequest("message is not a text")
    if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= SENDER_MAX_CHARS):
        raise BadRequest(f"message_id is not a text of 1 to {SENDER_MAX_CHARS} characters")
    return sender, text, message_id


async def _converse(request: Request, sender: str, text: str, message_id: str | None) -> HTTPResponse:
    """Whatever happens, the body has Rasa's shape and a true sentence."""
    firstline = request.app.ctx.firstline
    conversation_id = f"{Channel.REST}:{sender}"
    try:
        async with firstline.wire.subscribe(topic(conversation_id)) as events:
            await firstline.conversations.ensure(conversation_id, Channel.REST)
            stored = await firstline.conversations.accept(conversation_id, Channel.REST, message_id, text)
            done = await _wait(firstline, conversation_id)
            lines = await _lines(firstline, stored, events)
    except Refused as refused:
        return json([{"recipient_id": sender, "text": refused.text, "refused": refused.reason}], 200)
    except RecordDown as down:
        return json([{"recipient_id": sender, "text": str(down), "refused": "record_down"}], 503)
    if not lines and not done:
        notice = firstline.conversations.sentence_for(conversation_id, "utter_outage_accepted")
        return json([{"recipient_id": sender, "text": notice}])
    firstline.conversations.deliveries.note(line["id"] for line in lines)
    return json([_shown(sender, line) for line in lines])


async def _wait(firstline: Any, conversation_id: str) -> bool:
    """Whether everything written so far was answered in time; the answer itself goes on."""
    work = firstline.conversations.work(conversation_id)
    done, _ = await asyncio.wait({work}, timeout=firstline.settings.outage_notice_s)
    return bool(done)


async def _lines(firstline: Any, stored: Message, events: asyncio.Queue[dict[str, Any]]) -> list[Message]:
    """What was said since, and first what was said before and never fetched."""
    heard = [events.get_nowait() for _ in range(events.qsize())]
    said = [e for e in heard if e["kind"] == "message" and e["author"] != Author.CUSTOMER]
    waiting = stored.get("undelivered") or stored.get("duplicate")
    return await firstline.conversations.undelivered(stored["conversation_id"]) if waiting else said


def _shown(sender: str, line: Message) -> dict[str, Any]:
    shown = {"recipient_id": sender, "text": line["text"], "id": line["id"], "author": line["author"]}
    return {**shown, "buttons": line["buttons"]} if line["buttons"] else shown


def _error(code: str, message: str, status: int) -> HTTPResponse:
    return json({"error": {"code": code, "message": message}}, status)
