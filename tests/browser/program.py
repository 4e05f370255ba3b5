"""The running program from outside: what a shop's own software and an outside desk would call."""

import asyncio
import json
import urllib.request
from typing import Any

from tests.server import RunningServer

AGENT = "maja"


class Program:
    def __init__(self, server: RunningServer) -> None:
        self._server = server

    async def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """A customer of another channel; gives the answers."""
        return await self._call("POST", "/webhooks/rest/webhook", {"sender": sender, "message": text})

    async def hand_over_of(self, issue: str) -> dict[str, Any]:
        """The open hand-over with these words in its issue."""
        found = (await self._call("GET", "/api/handoffs"))["handoffs"]
        return next(row for row in found if issue in row["issue"])

    async def claim(self, handoff_id: str) -> dict[str, Any]:
        return await self._call("POST", f"/api/handoffs/{handoff_id}/claim", {}, {"X-Agent": AGENT})

    async def reply(self, handoff_id: str, text: str) -> dict[str, Any]:
        return await self._call("POST", f"/api/handoffs/{handoff_id}/messages", {"text": text}, {"X-Agent": AGENT})

    async def handoff(self, handoff_id: str) -> dict[str, Any]:
        return await self._call("GET", f"/api/handoffs/{handoff_id}")

    async def declare(self, incident: dict[str, Any]) -> dict[str, Any]:
        return await self._call("POST", "/api/incidents", incident, {"X-Agent": AGENT})

    async def close_incident(self, incident_id: str) -> None:
        await self._call("POST", f"/api/incidents/{incident_id}/close", {}, {"X-Agent": AGENT})

    async def texts(self, conversation_id: str) -> list[str]:
        """What the record holds, in its order."""
        return [m["text"] for m in (await self._call("GET", f"/api/conversations/{conversation_id}"))["messages"]]

    async def _call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        sent = {"Authorization": f"Bearer {self._server.api_token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._server.url + path, data, {**sent, **(headers or {})}, method=method)
        return await asyncio.to_thread(_fetch, request)


def _fetch(request: urllib.request.Request) -> Any:
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
