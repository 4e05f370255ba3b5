"""A Sanic app on a free port of this machine, in this process, for as long as it is asked."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sanic import Sanic


@asynccontextmanager
async def on_a_free_port(app: Sanic) -> AsyncIterator[str]:
    """Gives "127.0.0.1:PORT". The app's own start and stop listeners are not called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        server.close()
        await server.wait_closed()
