"""Every answer of the desk API is JSON, whatever happened."""

import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date
from functools import wraps
from typing import Any

import asyncpg
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.desk.access import BadRequest, identify
from bot.errors import FirstlineError, RecordDown, WrongState
from bot.store.postgres import OUTAGE

log = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[Any]]
Route = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


def answering(handler: Handler) -> Route:
    """Lets in who may, puts their name in `request.ctx.agent`, turns results and errors into JSON."""

    @wraps(handler)
    async def answer(request: Request, **parts: str) -> HTTPResponse:
        try:
            request.ctx.agent = await identify(request)
            return reply(await handler(request, **parts))
        except FirstlineError as error:
            return problem(error)
        except (asyncpg.DataError, UnicodeEncodeError):
            return problem(BadRequest("the request holds characters that cannot be stored"))
        except OUTAGE:
            log.exception("the record is down")
            return problem(RecordDown("the record cannot be reached; nothing was done, try again"))
        except Exception:
            log.exception("desk API: %s %s", request.method, request.path)
            return problem(FirstlineError("something broke here; nothing you sent was wrong"))

    return answer


def reply(body: Any, status: int = 200) -> HTTPResponse:
    return json_response(body, status, {"Cache-Control": "no-store"}, dumps=_dumps)


def problem(error: FirstlineError) -> HTTPResponse:
    """{"error": {"code", "message"}}, with the state found where the step did not fit it."""
    detail = {"code": error.code, "message": str(error) or error.code}
    if isinstance(error, WrongState):
        detail["state"] = error.state
    return reply({"error": detail}, error.status)


def _dumps(body: Any) -> str:
    return json.dumps(body, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in an answer")
