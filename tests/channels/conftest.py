"""A real Sanic server with the web channel on a free port, over the real wire."""

import contextlib
import uuid
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace

import pytest
from conversations_twin import Conversations
from sanic import Sanic
from sanic.touchup import TouchUp

from bot.channels.web import web_channel
from bot.settings import Settings
from bot.store.wire import Wire
from scripts.free_port import on_a_free_port

SECRET = b"a secret that only this test knows"
SHOP = "https://lamps.example"


@pytest.fixture(scope="session")
def many_apps() -> Iterator[None]:
    """Sanic rewrites its own methods when an app starts (touchup/service.py) and trips over them later."""
    rewrite = TouchUp.run

    def rewrite_once(app: Sanic) -> None:
        with contextlib.suppress(KeyError):
            rewrite(app)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TouchUp, "run", rewrite_once)
        yield


@pytest.fixture
async def chat(many_apps: None) -> AsyncIterator[SimpleNamespace]:
    app = Sanic(f"chat-{uuid.uuid4().hex}", configure_logging=False)
    app.blueprint(web_channel())
    wire = Wire(None)
    conversations = Conversations(wire)
    settings = Settings(allowed_origins=f"{SHOP}, https://other.example/")
    app.ctx.firstline = SimpleNamespace(conversations=conversations, wire=wire, secret=SECRET, settings=settings)
    async with on_a_free_port(app) as address:
        ways = {"http": f"http://{address}", "ws": f"ws://{address}/chat/stream"}
        yield SimpleNamespace(app=app, conversations=conversations, wire=wire, **ways)
