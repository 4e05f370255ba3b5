"""The desk API (described in openapi.yml): what the desk's own pages and outside desks use."""

from typing import Any
from urllib.parse import unquote

import asyncpg
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversation.text import clean
from bot.desk.access import BadRequest
from bot.desk.answers import NotImplementedYet, answering, problem, reply
from bot.desk.openapi import body, choice, description
from bot.errors import NotFound
from bot.promises.ledger import Ledger
from bot.vocabulary import LANGUAGES, HandoffState, Lane, PromiseState
from bot.waits.history import as_json, read_history

OPEN_STATES = (HandoffState.WAITING, HandoffState.CALLBACK, HandoffState.HUMAN)


def desk_api() -> Blueprint:
    api = Blueprint("desk_api", url_prefix="/api")
    for handler, path, method in (
        (list_handoffs, "/handoffs", "GET"),
        (get_handoff, "/handoffs/<handoff_id:str>", "GET"),
        (claim, "/handoffs/<handoff_id:str>/claim", "POST"),
        (send, "/handoffs/<handoff_id:str>/messages", "POST"),
        (give_back, "/handoffs/<handoff_id:str>/return", "POST"),
        (close, "/handoffs/<handoff_id:str>/close", "POST"),
        (get_conversation, "/conversations/<conversation_id:str>", "GET"),
        (get_promises, "/promises", "GET"),
        (open_incident, "/incidents", "POST"),
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
    state = choice(request, "state", tuple(PromiseState))
    return {"promises": await Ledger(request.app.ctx.firstline.pool).list(state)}


async def open_incident(request: Request) -> dict[str, Any]:
    raise NotImplementedYet("incident mode is not built yet; nothing was declared")


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
