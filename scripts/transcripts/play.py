"""One conversation as it is lived: the customer writes over REST, a person works at the desk API."""

import asyncio
import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

from scripts.bench.client import JSON, REST, Client
from scripts.transcripts.shop import lose_the_parcel

THINKING_S = 1.0  # between two steps, so that their times tell their order

Step = dict[str, Any]


class Stage:
    """Steps are {"customer": text}, {"joins": agent}, {"person": text}, {"promises": text, "minutes": int},
    {"keeps": text}, {"closes": resolution, "cause": cause}, {"carrier_loses": order number}; see stories.yml.
    """

    def __init__(self, port: int, var: Path, record: asyncpg.Connection) -> None:
        self._record = record
        self._port = port
        self._token = (var / "api-token").read_text().strip()
        self._agent = "desk"
        self._promise = ""

    async def play(self, name: str, steps: list[Step]) -> str:
        """The conversation's id. Raises RuntimeError when a step is refused."""
        sender = f"{name}-{uuid.uuid4().hex[:8]}"
        async with Client(self._port) as client:
            for step in steps:
                await self._step(client, sender, step)
                await asyncio.sleep(THINKING_S)
        return f"rest:{sender}"

    async def _step(self, client: Client, sender: str, step: Step) -> None:
        if "customer" in step:
            await self._customer(client, sender, step["customer"])
        elif "carrier_loses" in step:
            await lose_the_parcel(self._record, step["carrier_loses"])
        else:
            told = await self._api(client, "GET", f"/api/conversations/{quote(f'rest:{sender}', safe='')}")
            await self._person(client, f"/api/handoffs/{told['handoff_id']}", step)

    async def _customer(self, client: Client, sender: str, text: str) -> None:
        await self._asked(client, "POST", REST, {"sender": sender, "message": text}, JSON)

    async def _person(self, client: Client, path: str, step: Step) -> None:
        if "joins" in step:
            self._agent = step["joins"]
            await self._api(client, "POST", f"{path}/claim", {})
        elif "promises" in step:
            by = datetime.now(UTC) + timedelta(minutes=step["minutes"])
            word = {"what": step["promises"], "by": by.isoformat()}
            self._promise = (await self._api(client, "POST", f"{path}/promises", word))["id"]
        elif "closes" in step:
            await self._api(client, "POST", f"{path}/close", {"resolution": step["closes"], "cause": step["cause"]})
        else:
            await self._writes(client, path, step)

    async def _writes(self, client: Client, path: str, step: Step) -> None:
        """A line of a person; with "keeps" the one that keeps the promise they made."""
        text = step.get("person") or step["keeps"]
        line = await self._api(client, "POST", f"{path}/messages", {"text": text, "client_id": str(uuid.uuid4())})
        if "keeps" in step:
            await self._api(client, "POST", f"/api/promises/{self._promise}/kept", {"message_id": line["id"]})

    async def _api(self, client: Client, method: str, path: str, body: Step | None = None) -> dict[str, Any]:
        headers = {**JSON, "Authorization": f"Bearer {self._token}", "X-Agent": self._agent}
        found: dict[str, Any] = await self._asked(client, method, path, body, headers)
        return found

    async def _asked(self, client: Client, method: str, path: str, body: Step | None, headers: dict[str, str]) -> Any:
        answer = await client.request(method, path, b"" if body is None else json.dumps(body).encode(), headers)
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status} {answer.body[:300]!r}")
        return json.loads(answer.body)
