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
from bot.conversation.text import NAME_MAX_CHARS, is_name
from bot.errors import RecordDown, Refused
from bot.store.postgres import OUTAGE, within
from bot.vocabulary import Author, Channel

READ_S = 1.0  # for reading what was said; after that the customer hears that the answer comes later
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
    if hmac.compare_digest(given.encode(errors="surrogateescape"), request.app.ctx.firstline.api_token.encode()):
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
    text, message_id = data.get("message"), data.get("message_id")
    sender = _name("sender", data.get("sender"))
    if not isinstance(text, str):
        raise BadRequest("message is not a text")
    return sender, text, None if message_id is None else _name("message_id", message_id)


def _name(field: str, value: object) -> str:
    if not is_name(value):
        raise BadRequest(f"{field} is not a text of 1 to {NAME_MAX_CHARS} printable characters")
    return str(value)


async def _converse(request: Request, sender: str, text: str, message_id: str | None) -> HTTPResponse:
    """Whatever happens, the body has Rasa's shape and a true sentence."""
    firstline = request.app.ctx.firstline
    conversation_id = f"{Channel.REST}:{sender}"
    try:
        async with firstline.wire.subscribe(topic(conversation_id)) as events:
            await firstline.conversations.ensure(conversation_id, Channel.REST)
            stored = await firstline.conversations.accept(conversation_id, Channel.REST, message_id, text)
            done = await firstline.conversations.settled(conversation_id)
            lines = await within(READ_S, _lines(firstline, stored, events))
    except Refused as refused:
        return json([{"recipient_id": sender, "text": refused.text, "refused": refused.reason}], 200)
    except RecordDown as down:
        return json([{"recipient_id": sender, "text": str(down), "refused": "record_down"}], 503)
    except OUTAGE:
        lines, done = [], False  # the message is stored; what became of it comes with the next one
    if not lines and not done:
        notice = firstline.conversations.sentence_for(conversation_id, "utter_outage_accepted")
        return json([{"recipient_id": sender, "text": notice}])
    firstline.conversations.deliveries.note(line["id"] for line in lines)
    return json([_shown(sender, line) for line in lines])


async def _lines(firstline: Any, stored: Message, events: asyncio.Queue[dict[str, Any]]) -> list[Message]:
    """What was said since, and first what was said before and never fetched. Of several messages answered as one the
    last gets the answer, the earlier ones nothing: no line is given twice."""
    heard = [events.get_nowait() for _ in range(events.qsize())]
    said = [e for e in heard if e["kind"] == "message" and e["author"] != Author.CUSTOMER]
    if stored.get("duplicate"):
        return await _said_since(firstline, stored)
    others = {line["id"] for line in said if line.get("answers", stored["id"]) != stored["id"]}
    if not said or stored.get("undelivered"):
        said = await firstline.conversations.undelivered(stored["conversation_id"])
    return [line for line in said if line["id"] not in others]


async def _said_since(firstline: Any, stored: Message) -> list[Message]:
    """Who sends a message again did not get the answer, so they get it again: the same lines with the same ids."""
    later = await firstline.conversations.history(stored["conversation_id"], stored["seq"])
    return [message for message in later if message["author"] != Author.CUSTOMER]


def _shown(sender: str, line: Message) -> dict[str, Any]:
    shown = {"recipient_id": sender, "text": line["text"], "id": line["id"], "author": line["author"]}
    return {**shown, "buttons": line["buttons"]} if line["buttons"] else shown


def _error(code: str, message: str, status: int) -> HTTPResponse:
    return json({"error": {"code": code, "message": message}}, status)
