"""A customer's chat with the real program: the real model, PostgreSQL, Redis and demo shop, nothing in between."""

from dataclasses import dataclass, field
from typing import Any

from bot.responses.wording import spoken_as
from bot.service import Firstline
from bot.vocabulary import Author, Cause
from tests.conversations.rules import broken_rules

Turn = tuple[str, ...]
"""What the customer writes ("[...]" presses the button of that title), then what the reply must contain in this
order: names of responses or fragments of text. Nothing after the first means silence.
"""


@dataclass
class Chat:
    firstline: Firstline
    id: str
    agent: str = ""
    lines: list[dict[str, Any]] = field(default_factory=list)
    """All messages so far; `owner` is whose turn it was when they were written."""

    async def plays(self, *turns: Turn) -> None:
        for says, *expected in turns:
            heard = await self.says(says)
            self._check(says, expected, [line["text"] for line in heard])
        await self.keeps_the_rules()

    async def says(self, text: str) -> list[dict[str, Any]]:
        """The lines that came back."""
        payload = self._payload(text.strip("[]")) if text.startswith("[") else None
        owner = await self.owner()
        await self.firstline.conversations.accept(self.id, "web", None, text.strip("[]"), payload)
        await self.firstline.conversations.work(self.id)
        return [line for line in await self._new(owner) if line["author"] != Author.CUSTOMER]

    async def owner(self) -> str:
        return str((await self.firstline.conversations.state(self.id))["owner"])

    async def why(self) -> dict[str, Any]:
        """The trace of the last turn (bot/policy/trace.py): its stages, and step by step what decided."""
        transcript = await self.firstline.conversations.transcript(self.id)
        own = [m for m in (transcript or {})["messages"] if m["author"] == Author.CUSTOMER]
        trace: dict[str, Any] = own[-1]["trace"]
        return trace

    async def handoff(self) -> dict[str, Any]:
        """The hand-over this conversation is in."""
        found = await self.firstline.pool.fetchval("SELECT handoff_id FROM conversations WHERE id = $1", self.id)
        return await self.firstline.handoffs.get(found)

    async def person_joins(self, agent: str) -> None:
        self.agent = agent
        await self.firstline.handoffs.claim((await self.handoff())["id"], agent)
        await self._new("desk")

    async def person_writes(self, text: str) -> None:
        await self.firstline.handoffs.reply((await self.handoff())["id"], self.agent, text)
        await self._new("desk")

    async def person_closes(self) -> None:
        await self.firstline.handoffs.close((await self.handoff())["id"], self.agent, "settled", Cause.PROCESS)
        await self._new("desk")

    async def promises(self) -> list[dict[str, Any]]:
        rows = await self.firstline.pool.fetch("SELECT * FROM promises WHERE conversation_id = $1", self.id)
        return [dict(row) for row in rows]

    async def keeps_the_rules(self) -> None:
        broken = broken_rules(self.lines, await self.promises(), self.firstline.dialogue.domain.responses)
        assert not broken, "\n".join([*broken, self.transcript()])

    def transcript(self) -> str:
        return "\n".join(f"{line['author']}: {line['text']}" for line in self.lines)

    async def _new(self, owner: str) -> list[dict[str, Any]]:
        seen = self.lines[-1]["seq"] if self.lines else 0
        new = await self.firstline.conversations.history(self.id, seen)
        self.lines += [{**message, "owner": owner} for message in new]
        return new

    def _payload(self, title: str) -> str:
        offered = {b["title"]: b["payload"] for line in self.lines for b in line["buttons"]}
        return str(offered[title])

    def _check(self, says: str, expected: list[str], heard: list[str]) -> None:
        said = " ".join(heard)
        assert bool(heard) == bool(expected), f"{says!r} -> {said!r}\n{self.transcript()}"
        rest = said
        for wanted in expected:
            end = self._end_of(wanted, rest)
            assert end is not None, f"{says!r}: {wanted} is not in {rest!r}\n{self.transcript()}"
            rest = rest[end:]

    def _end_of(self, wanted: str, said: str) -> int | None:
        if not wanted.startswith("utter_"):
            return said.index(wanted) + len(wanted) if wanted in said else None
        variants = self.firstline.dialogue.domain.responses[wanted]
        found = (spoken_as(variant["text"]).search(said) for variant in variants)
        return next((match.end() for match in found if match), None)
