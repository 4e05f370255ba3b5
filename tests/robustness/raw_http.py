"""Requests as no well-meaning client sends them."""

import asyncio
import contextlib
import json
from typing import Any

import aiohttp

from tests.server import RunningServer

ANSWER_S = 2.0
JSON = {"Content-Type": "application/json"}


async def post(web: aiohttp.ClientSession, server: RunningServer, body: Any) -> tuple[int, str]:
    """To the REST channel; bytes go as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with web.post(f"{server.url}/webhooks/rest/webhook", data=data, headers=JSON) as response:
        return response.status, await response.text()


async def raw_answer(server: RunningServer, raw: bytes) -> str:
    """Empty where the server only hangs up, or waits for the rest."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(raw)
    with contextlib.suppress(TimeoutError, ConnectionError):
        return (await asyncio.wait_for(reader.read(2000), ANSWER_S)).decode(errors="replace")
    return ""


def harmless(status: int, text: str) -> bool:
    return status < 500 and "Traceback" not in text and ".py" not in text
