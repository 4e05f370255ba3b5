"""The API's own description: served at /api/openapi.json, and what request bodies are checked against."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from sanic.exceptions import InvalidUsage
from sanic.request import Request

from bot.desk.access import BadRequest, check_agent_name

DESCRIPTION = Path(__file__).parent / "openapi.yml"


@cache
def description() -> dict[str, Any]:
    return yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))


def body(request: Request, schema: str) -> dict[str, Any]:
    """The request's JSON object, checked against components/schemas/<schema>. Raises BadRequest.

    A program may name its agent in the body; a person at the desk is who they are.
    """
    try:
        given = request.json if request.body else {}
    except InvalidUsage as error:
        raise BadRequest("the body is not JSON") from error
    _check(given, schema)
    if "agent" in given and "authorization" in request.headers:
        request.ctx.agent = check_agent_name(given["agent"])
    return given


def choice(request: Request, name: str, allowed: tuple[str, ...]) -> str | None:
    """A query parameter, None when absent. Raises BadRequest."""
    value = request.args.get(name)
    if value is not None and value not in allowed:
        raise BadRequest(f"{name} is one of {', '.join(allowed)}")
    return value


def _check(given: object, schema: str) -> None:
    components = description()["components"]  # beside the schema, where its references lead
    validator = jsonschema.Draft202012Validator({**components["schemas"][schema], "components": components})
    error = jsonschema.exceptions.best_match(validator.iter_errors(given))
    if error is not None:
        where = ".".join(str(part) for part in error.absolute_path)
        raise BadRequest(f"{where}: {error.message}" if where else error.message)
