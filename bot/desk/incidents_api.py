"""The desk API for incidents: declare, add what is new, close, and read who was told what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sanic.request import Request

from bot.conversation.text import clean
from bot.desk.access import BadRequest
from bot.desk.openapi import body, choice
from bot.incidents.declaring import Declaration, Said

STATES = ("open", "closed")


async def list_incidents(request: Request) -> dict[str, Any]:
    """Without a state: all, open ones first."""
    return {"incidents": await request.app.ctx.firstline.incidents.list(choice(request, "state", STATES))}


async def get_incident(request: Request, incident_id: str) -> dict[str, Any]:
    return await request.app.ctx.firstline.incidents.get(incident_id)


async def declare(request: Request) -> dict[str, Any]:
    """The client_id becomes the incident's id, so the same one twice is one incident."""
    given, firstline = body(request, "Incident"), request.app.ctx.firstline
    since = moment("since", given["since"])
    declared = Declaration(_said(given), since, given.get("affects", {}), given.get("drill", False))
    incident_id = await firstline.declaring.declare(declared, request.ctx.agent)
    return await firstline.incidents.get(incident_id)


async def update(request: Request, incident_id: str) -> dict[str, Any]:
    given, firstline = body(request, "IncidentUpdate"), request.app.ctx.firstline
    await firstline.declaring.update(incident_id, _said(given), request.ctx.agent)
    return await firstline.incidents.get(incident_id)


async def close_incident(request: Request, incident_id: str) -> dict[str, Any]:
    given, firstline = body(request, "IncidentClose"), request.app.ctx.firstline
    await firstline.declaring.close(incident_id, _said(given), request.ctx.agent)
    return await firstline.incidents.get(incident_id)


def moment(name: str, text: str) -> datetime:
    """Raises BadRequest, naming the field."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(f"{name}: a moment like 2026-11-24T15:00:00+01:00") from error
    if found.tzinfo is None:
        raise BadRequest(f"{name}: a moment with its time zone")
    return found


def _said(given: Mapping[str, Any]) -> Said:
    due = moment("next_update_at", given["next_update_at"]) if "next_update_at" in given else None
    words = ({language: clean(text) for language, text in given.get(name, {}).items()} for name in ("what", "doing"))
    what, doing = ({language: text for language, text in texts.items() if text} for texts in words)
    return Said(what, doing, due, given.get("client_id"))
