"""A running desk and the ways into it."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import aiohttp
from sanic import Sanic

from bot.desk.api import desk_api
from bot.desk.pages import desk_pages
from bot.desk.users import add_user
from scripts.free_port import on_a_free_port

PASSWORD = "a long enough password"


class Desk:
    def __init__(self, url: str, app: Sanic) -> None:
        self.url = url
        self.firstline: SimpleNamespace = app.ctx.firstline
        self._app = app

    def hang_up(self) -> None:
        """Breaks every open WebSocket."""
        for task in self._app.websocket_tasks:
            task.cancel()

    async def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """With the bearer token, unless other headers are given. Returns (status, JSON)."""
        headers = {"Authorization": f"Bearer {self.firstline.api_token}"} if headers is None else headers
        given = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with (
            aiohttp.ClientSession() as client,
            client.request(method, self.url + path, headers=headers, **given) as response,
        ):
            return response.status, await response.json()

    async def person(self, display_name: str = "Ola") -> str:
        """A new agent's login name; the password is PASSWORD."""
        name = f"agent-{uuid.uuid4().hex[:12]}"
        await add_user(self.firstline.pool, name, PASSWORD, display_name)
        return name

    @asynccontextmanager
    async def logged_in(self, name: str) -> AsyncIterator[aiohttp.ClientSession]:
        """A browser's session: cookies kept, Origin sent with every request."""
        jar = aiohttp.CookieJar(unsafe=True)  # cookies for an IP address
        async with aiohttp.ClientSession(self.url, cookie_jar=jar, headers={"Origin": self.url}) as client:
            async with client.post("/desk/login", data={"name": name, "password": PASSWORD}) as response:
                assert response.status == 200, await response.text()
            yield client


@asynccontextmanager
async def serving(firstline: SimpleNamespace) -> AsyncIterator[Desk]:
    app = Sanic(f"desk-{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.firstline = firstline
    app.blueprint([desk_api(), desk_pages()])
    async with on_a_free_port(app) as address:
        yield Desk(f"http://{address}", app)
