"""A customer of the REST channel who does not give up: what was not answered is sent again with the same id."""

import asyncio
import contextlib
import time
import uuid
from dataclasses import dataclass
from typing import Any

import aiohttp

BROKEN_LINK = (aiohttp.ClientError, OSError, TimeoutError)
RETRY_S, NOT_TAKEN_S = 0.05, 0.5
PATIENCE_S = 120.0  # longer than any outage here; a start on a busy machine takes long
Line = dict[str, Any]


@dataclass
class Answer:
    """One reply of the REST channel: `lines` as Rasa's clients read them, `seconds` it took."""

    status: int
    lines: list[Line]
    seconds: float

    @property
    def text(self) -> str:
        return " ".join(line["text"] for line in self.lines)

    @property
    def refused(self) -> bool:
        return any("refused" in line for line in self.lines)


class RestCustomer:
    def __init__(self, session: aiohttp.ClientSession, url: str, sender: str = "") -> None:
        self.sender = sender or uuid.uuid4().hex
        self.conversation_id = f"rest:{self.sender}"
        self.said: dict[str, str] = {}
        self.heard: dict[str, Line] = {}
        self.answers: list[Answer] = []
        self._session = session
        self._url = f"{url}/webhooks/rest/webhook"

    async def ask(self, text: str, message_id: str | None = None) -> Answer:
        """One request, whatever becomes of it."""
        started = time.monotonic()
        body = {"sender": self.sender, "message": text}
        asked = {**body, "message_id": message_id} if message_id else body
        async with self._session.post(self._url, json=asked) as response:
            lines = await response.json(content_type=None)
        answer = Answer(response.status, lines, time.monotonic() - started)
        self.answers.append(answer)
        self.heard.update({line["id"]: line for line in answer.lines if "id" in line})
        return answer

    async def say(self, text: str) -> Answer:
        """Until it is answered."""
        message_id = uuid.uuid4().hex
        self.said[message_id] = text
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with contextlib.suppress(*BROKEN_LINK):
                    answer = await self.ask(text, message_id)
                    if any("id" in line for line in answer.lines):
                        return answer
                    await asyncio.sleep(NOT_TAKEN_S)
                await asyncio.sleep(RETRY_S)
