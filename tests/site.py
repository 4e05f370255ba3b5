"""The web server of bot/app.py inside the test's own process, on a free port."""

import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import aiohttp
from sanic import Sanic
from sanic.touchup import TouchUp

from bot.app import create_app
from bot.service import Firstline


class Service(SimpleNamespace):
    """Lends everything from a running one, and notes when the server starts and stops it."""

    async def start(self) -> None:
        self.steps.append("start")

    async def stop(self) -> None:
        self.steps.append("stop")


class Site:
    def __init__(self, url: str, service: Service) -> None:
        self.url = url
        self.service = service

    async def call(self, method: str, path: str, **given: Any) -> tuple[int, str, str]:
        """Status, content type and body."""
        async with aiohttp.ClientSession() as client, client.request(method, self.url + path, **given) as answer:
            return answer.status, answer.content_type, await answer.text()


@contextlib.asynccontextmanager
async def serving(firstline: Firstline, add_routes: Callable[[Sanic], None], **other: Any) -> AsyncIterator[Site]:
    """`other`: attributes of the service that differ from `firstline`'s."""
    service = Service(**{**vars(firstline), **other, "steps": []})

    async def build() -> Any:
        return service

    with another_app(), socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(build)
        add_routes(app)
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", service)
        server.close()
        await server.wait_closed()
        await server.after_stop()


@contextlib.contextmanager
def another_app() -> Any:
    """Sanic wants one app of a name, and rewrites its own methods at the first start only (touchup/service.py)."""
    rewrite, known = TouchUp.run, dict(Sanic._app_registry)
    Sanic._app_registry.pop("firstline", None)

    def rewrite_once(app: Sanic) -> None:
        with contextlib.suppress(KeyError):
            rewrite(app)

    TouchUp.run = rewrite_once
    try:
        yield
    finally:
        TouchUp.run = rewrite
        Sanic._app_registry.clear()
        Sanic._app_registry.update(known)
