"""A person at the desk, through its API."""

import uuid
from typing import Any

import aiohttp

from tests.robustness.waiting import eventually
from tests.server import RunningServer

SEEN_S = 30.0


class Desk:
    def __init__(self, session: aiohttp.ClientSession, server: RunningServer, agent: str = "maria") -> None:
        self._session = session
        self._server = server
        self._agent = agent

    async def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._server.api_token}", "X-Agent": self._agent}
        url = f"{self._server.url}/api/{path}"
        async with self._session.request(method, url, json=body, headers=headers) as response:
            answer = await response.json()
            assert response.status == 200, (path, response.status, answer)
            return answer

    async def conversation(self, conversation_id: str) -> dict[str, Any]:
        return await self.call("GET", f"conversations/{conversation_id}")

    async def handoff_of(self, conversation_id: str) -> str:
        """The open hand-over of this conversation, as soon as there is one."""
        found: list[str] = []

        async def opened() -> bool:
            rows = (await self.call("GET", "handoffs"))["handoffs"]
            found.extend(row["id"] for row in rows if row["conversation_id"] == conversation_id)
            return bool(found)

        await eventually("a hand-over", opened, SEEN_S)
        return found[0]

    async def claim(self, conversation_id: str) -> str:
        handoff = await self.handoff_of(conversation_id)
        await self.call("POST", f"handoffs/{handoff}/claim", {})
        return handoff

    async def reply(self, handoff: str, text: str) -> dict[str, Any]:
        return await self.call("POST", f"handoffs/{handoff}/messages", {"text": text, "client_id": str(uuid.uuid4())})

    async def give_back(self, handoff: str) -> dict[str, Any]:
        return await self.call("POST", f"handoffs/{handoff}/return", {})
