"""The desk API for incidents: declare, add what is new, close, and read who was told what."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sanic.request import Request

from bot.conversation.text import clean
from bot.desk.access import BadRequest
from bot.desk.openapi import body, choice
from bot.incidents.declaring import Declaration, Said
from bot.incidents.tone import warnings

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
    said = _said(given)
    declared = Declaration(said, since, given.get("affects", {}), given.get("drill", False))
    incident_id = await firstline.declaring.declare(declared, request.ctx.agent)
    return await _as_said(request, incident_id, said)


async def update(request: Request, incident_id: str) -> dict[str, Any]:
    said = _said(body(request, "IncidentUpdate"))
    await request.app.ctx.firstline.declaring.update(incident_id, said, request.ctx.agent)
    return await _as_said(request, incident_id, said)


async def close_incident(request: Request, incident_id: str) -> dict[str, Any]:
    said = _said(body(request, "IncidentClose"))
    await request.app.ctx.firstline.declaring.close(incident_id, said, request.ctx.agent)
    return await _as_said(request, incident_id, said)


async def _as_said(request: Request, incident_id: str, said: Said) -> dict[str, Any]:
    """With `warnings`: what of the words is against data/tone. They are said all the same."""
    incident = await request.app.ctx.firstline.incidents.get(incident_id)
    return {**incident, "warnings": await asyncio.to_thread(warnings, said)}


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
