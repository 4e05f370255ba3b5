"""One keep-alive HTTP connection that costs little CPU: the same client code asks both bots."""

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType

REPLY_S = 60.0
REST = "/webhooks/rest/webhook"
JSON = {"Content-Type": "application/json"}


class NoReply(Exception):
    """The bot did not answer 200 with at least one line that has something to show."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Use as `async with Client(port) as client`. One request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> "Client":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._writer.close()

    async def request(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] = JSON) -> Answer:
        """Raises TimeoutError after 60 s, OSError and IncompleteReadError when the server hangs up."""
        named = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        async with asyncio.timeout(REPLY_S):
            return await self._answer()

    async def say(self, sender: str, text: str) -> None:
        """One message over Rasa's REST channel, until the reply is here. Raises NoReply."""
        body = json.dumps({"sender": sender, "message": text}).encode()
        answer = await self.request("POST", REST, body)
        if answer.status != 200 or not shows_something(answer.body):
            raise NoReply(f"{text!r} got {answer.status} {answer.body[:200]!r}")

    async def _answer(self) -> Answer:
        status, *lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(status.split()[1]), headers, body)


def shows_something(body: bytes) -> bool:
    """Whether this is a REST reply with a line to read or to see, and no refusal."""
    lines = json.loads(body)
    if not isinstance(lines, list) or any("refused" in line for line in lines):
        return False
    return any(line.get("text") or line.get("image") for line in lines)
