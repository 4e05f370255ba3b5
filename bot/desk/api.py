"""The desk API (described in openapi.yml): what the desk's own pages and outside desks use."""

from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import asyncpg
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversation.text import clean
from bot.desk import incidents_api as incidents
from bot.desk.access import BadRequest
from bot.desk.answers import answering, problem, reply
from bot.desk.openapi import body, choice, description
from bot.errors import NotFound
from bot.promises.by_person import Word
from bot.promises.ledger import Ledger
from bot.promises.written import keep_with
from bot.vocabulary import LANGUAGES, HandoffState, Lane, PromiseKind, PromiseState
from bot.waits.history import as_json, read_history

OPEN_STATES = (HandoffState.WAITING, HandoffState.CALLBACK, HandoffState.HUMAN)


def desk_api() -> Blueprint:
    api = Blueprint("desk_api", url_prefix="/api")
    for handler, path, method in (
        (list_handoffs, "/handoffs", "GET"),
        (get_handoff, "/handoffs/<handoff_id:str>", "GET"),
        (claim, "/handoffs/<handoff_id:str>/claim", "POST"),
        (send, "/handoffs/<handoff_id:str>/messages", "POST"),
        (promise, "/handoffs/<handoff_id:str>/promises", "POST"),
        (give_back, "/handoffs/<handoff_id:str>/return", "POST"),
        (close, "/handoffs/<handoff_id:str>/close", "POST"),
        (get_conversation, "/conversations/<conversation_id:str>", "GET"),
        (get_promises, "/promises", "GET"),
        (keep, "/promises/<promise_id:str>/kept", "POST"),
        (incidents.list_incidents, "/incidents", "GET"),
        (incidents.declare, "/incidents", "POST"),
        (incidents.get_incident, "/incidents/<incident_id:str>", "GET"),
        (incidents.update, "/incidents/<incident_id:str>/updates", "POST"),
        (incidents.close_incident, "/incidents/<incident_id:str>/close", "POST"),
        (get_waits, "/waits", "GET"),
    ):
        api.add_route(answering(handler), path, methods=[method])
    api.add_route(describe, "/openapi.json", methods=["GET"])
    api.add_route(no_such_path, "/<path:path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    return api


async def list_handoffs(request: Request) -> dict[str, Any]:
    """Without a state: all that are not closed."""
    asked = choice(request, "state", tuple(HandoffState))
    handoffs = request.app.ctx.firstline.handoffs
    found = [row for state in ([asked] if asked else OPEN_STATES) for row in await handoffs.list(state)]
    return {"handoffs": sorted(found, key=_urgency)}


def _urgency(row: dict[str, Any]) -> tuple[int, str]:
    return list(Lane).index(Lane(row["lane"])), str(row["created_at"])


async def get_handoff(request: Request, handoff_id: str) -> dict[str, Any]:
    return await request.app.ctx.firstline.handoffs.get(handoff_id)


async def claim(request: Request, handoff_id: str) -> dict[str, Any]:
    body(request, "Claim")
    return await request.app.ctx.firstline.handoffs.claim(handoff_id, request.ctx.agent)


async def send(request: Request, handoff_id: str) -> dict[str, Any]:
    """The client_id becomes the message's id, so the same one twice is one message."""
    given = body(request, "Reply")
    text = clean(given["text"])
    if not text:
        raise BadRequest("text: nothing that can be read")
    handoffs = request.app.ctx.firstline.handoffs
    try:
        return await handoffs.reply(handoff_id, request.ctx.agent, text, given.get("client_id"))
    except asyncpg.UniqueViolationError as error:
        raise BadRequest("client_id: in use for another message") from error


async def promise(request: Request, handoff_id: str) -> dict[str, Any]:
    """The person's word: a line to the customer and a row in the ledger. The same client_id twice is one promise."""
    given = body(request, "Word")
    what, by = clean(given["what"]), incidents.moment("by", given["by"])
    if not what:
        raise BadRequest("what: nothing that can be read")
    word = Word(what, by, PromiseKind(given.get("kind", PromiseKind.MESSAGE)), given.get("client_id") or str(uuid4()))
    try:
        return await request.app.ctx.firstline.promising.promise(handoff_id, request.ctx.agent, word)
    except asyncpg.UniqueViolationError as error:
        raise BadRequest("client_id: in use for another message") from error


async def keep(request: Request, promise_id: str) -> dict[str, Any]:
    """A person names the line that keeps a promise."""
    given, pool = body(request, "Kept"), request.app.ctx.firstline.pool
    return await keep_with(pool, Ledger(pool), promise_id, given["message_id"])


async def give_back(request: Request, handoff_id: str) -> dict[str, Any]:
    body(request, "Return")
    return await request.app.ctx.firstline.handoffs.give_back(handoff_id, request.ctx.agent)


async def close(request: Request, handoff_id: str) -> dict[str, Any]:
    given = body(request, "Close")
    handoffs = request.app.ctx.firstline.handoffs
    resolution = clean(given["resolution"])
    return await handoffs.close(handoff_id, request.ctx.agent, resolution, given["cause"])


async def get_conversation(request: Request, conversation_id: str) -> dict[str, Any]:
    conversation = await request.app.ctx.firstline.conversations.transcript(unquote(conversation_id))
    if conversation is None:
        raise NotFound("no such conversation")
    return conversation


async def get_promises(request: Request) -> dict[str, Any]:
    """`overdue`: only what is still owed although its moment has passed."""
    state, ledger = choice(request, "state", tuple(PromiseState)), Ledger(request.app.ctx.firstline.pool)
    if choice(request, "overdue", ("true",)):
        return {"promises": await ledger.overdue(request.app.ctx.firstline.now())}
    return {"promises": await ledger.list(state)}


async def get_waits(request: Request) -> dict[str, Any]:
    """What a customer handed over now would be told, lane by lane, and how true the last week's waits were."""
    language, wanted = choice(request, "language", LANGUAGES) or "en", choice(request, "history", ("yes", "no"))
    firstline = request.app.ctx.firstline
    now = {"language": language, "waits": [await firstline.waits.quote(lane, language) for lane in Lane]}
    if wanted == "no":
        return now
    told = await read_history(firstline.pool, firstline.waits.zone, firstline.now())
    return {**now, "history": as_json(told)}


async def describe(request: Request) -> HTTPResponse:
    return reply(description())


async def no_such_path(request: Request, path: str) -> HTTPResponse:
    return problem(NotFound("no such path; /api/openapi.json lists them"))
