"""The web server: one process, one port; every room brings its own routes."""

import logging
from collections.abc import Awaitable, Callable

from sanic import Blueprint, Sanic
from sanic.exceptions import PayloadTooLarge, SanicException, ServerError
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.rest import rest_channel
from bot.channels.socketio import SocketIOChannel
from bot.channels.web import web_channel
from bot.desk.api import desk_api
from bot.desk.pages import desk_pages
from bot.errors import FirstlineError, place
from bot.operations import operations
from bot.service import Firstline

log = logging.getLogger(__name__)

REQUEST_MAX_BYTES = 256 * 1024  # Sanic's 100 MB would let one customer fill the memory
RESPONSE_TIMEOUT_S = 30
NO_HANDSHAKE = "Failed to open a WebSocket"  # Sanic calls the client's mistake ours (websocket_protocol.py:136)
Build = Callable[[], Awaitable[Firstline]]


def create_app(build: Build) -> Sanic:
    """`build` runs inside the server's event loop, so that connections belong to it."""
    app = Sanic("firstline", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = REQUEST_MAX_BYTES
    app.config.RESPONSE_TIMEOUT = RESPONSE_TIMEOUT_S
    app.config.FALLBACK_ERROR_FORMAT = "json"
    blueprints: list[Blueprint] = [rest_channel(), web_channel(), desk_api(), desk_pages(), operations()]
    for blueprint in blueprints:
        app.blueprint(blueprint)
    SocketIOChannel(app)
    app.error_handler.add(Exception, _failed)
    _lifecycle(app, build)
    return app


def _lifecycle(app: Sanic, build: Build) -> None:
    @app.before_server_start
    async def start(app: Sanic, _: object) -> None:
        app.ctx.firstline = await build()
        await app.ctx.firstline.start()

    @app.after_server_stop
    async def stop(app: Sanic, _: object) -> None:
        await app.ctx.firstline.stop()


def _failed(request: Request, error: Exception) -> HTTPResponse:
    """JSON with a code, and never a stack trace or a customer's words."""
    if isinstance(error, FirstlineError):
        return _answer(error.code, str(error), error.status)
    if isinstance(error, PayloadTooLarge):
        return _answer("too_large", f"more than {REQUEST_MAX_BYTES} bytes", 413)
    if isinstance(error, ServerError) and str(error).startswith(NO_HANDSHAKE):
        return _answer("bad_request", "not a WebSocket handshake", 400)
    if isinstance(error, SanicException):
        return _answer("http", str(error), error.status_code)
    log.error("request %s %s failed: %s", request.method, request.uri_template, place(error))
    return _answer("failed", "something broke on our side", 500)


def _answer(code: str, message: str, status: int) -> HTTPResponse:
    return json({"error": {"code": code, "message": message}}, status)
