"""What every answer of the web server has in common."""

import json
import logging
from collections.abc import AsyncIterator

import pytest
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.app import REQUEST_MAX_BYTES
from bot.errors import NotFound, RecordDown, WrongState
from bot.service import Firstline
from tests.site import Site, serving

SECRET = "the private words of a customer"
ERRORS = {
    "gone": NotFound("no hand-over x"),
    "taken": WrongState("with ola", "human"),
    "down": RecordDown("away"),
    "broken": RuntimeError(SECRET),
}


def routes(app: Sanic) -> None:
    @app.get("/raise/<kind>")
    async def fail(request: Request, kind: str) -> HTTPResponse:
        raise ERRORS[kind]

    @app.post("/length")
    async def length(request: Request) -> HTTPResponse:
        return text(str(len(request.body)))


@pytest.fixture(scope="module")
async def site(firstline: Firstline) -> AsyncIterator[Site]:
    async with serving(firstline, routes) as site:
        yield site


async def error(site: Site, method: str, path: str, **given: object) -> tuple[int, str]:
    """Status and code of an answer that must be JSON."""
    status, kind, body = await site.call(method, path, **given)
    assert kind == "application/json"
    return status, json.loads(body)["error"]["code"]


async def test_the_service_runs_as_long_as_the_server(firstline: Firstline) -> None:
    async with serving(firstline, routes) as site:
        assert site.service.steps == ["start"]
    assert site.service.steps == ["start", "stop"]


@pytest.mark.parametrize("path", ["/", "/widget.js", "/desk/login", "/api/openapi.json", "/health"])
async def test_every_room_is_there(site: Site, path: str) -> None:
    assert (await site.call("GET", path))[0] == 200


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("gone", (404, "not_found")), ("taken", (409, "wrong_state")), ("down", (503, "record_down"))],
)
async def test_our_own_failures_keep_their_code(site: Site, kind: str, expected: tuple[int, str]) -> None:
    assert await error(site, "GET", f"/raise/{kind}") == expected


async def test_what_broke_is_logged_and_not_told(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "bot.app"):
        status, _, body = await site.call("GET", "/raise/broken")
    assert (status, json.loads(body)["error"]["code"]) == (500, "failed")
    assert SECRET not in body and "Traceback" not in body
    (logged,) = [record.getMessage() for record in caplog.records if record.name == "bot.app"]
    assert logged.startswith("request GET /raise/<kind:str> failed: RuntimeError") and SECRET not in logged


async def test_a_page_that_does_not_exist_and_a_method_that_does_not_fit(site: Site) -> None:
    assert await error(site, "GET", "/no/such/page") == (404, "http")
    assert await error(site, "DELETE", "/health") == (405, "http")


async def test_a_request_may_only_be_so_large(site: Site) -> None:
    assert await site.call("POST", "/length", data=b"x" * 1000) == (200, "text/plain", "1000")
    assert await error(site, "POST", "/length", data=b"x" * (REQUEST_MAX_BYTES + 1)) == (413, "too_large")
