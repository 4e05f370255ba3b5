"""A customer's chat with the real program: the real model, PostgreSQL, Redis and demo shop, nothing in between."""

from dataclasses import dataclass, field
from typing import Any

from bot.responses.wording import spoken_as
from bot.service import Firstline
from bot.vocabulary import Author, Cause, Owner
from tests.conversations.invariants import broken_invariants
from tests.conversations.transcript import Transcript

PROMISES = "SELECT * FROM promises WHERE conversation_id = $1 ORDER BY created_at"
CASES = "SELECT problem, offered, outcome FROM recovery_cases WHERE conversation_id = $1 ORDER BY opened_at"
TURNS = "SELECT events FROM turns WHERE conversation_id = $1 ORDER BY version"
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
    """All messages so far, with `owner`, `language` and `step` as in Transcript."""

    @classmethod
    async def opened(cls, firstline: Firstline, language: str) -> "Chat":
        """A new conversation, on the page of that language."""
        return cls(firstline, await firstline.conversations.open("web", language))

    async def plays(self, *turns: Turn) -> None:
        for says, *expected in turns:
            heard = await self.says(says)
            self._check(says, expected, [line["text"] for line in heard])

    async def says(self, text: str) -> list[dict[str, Any]]:
        """The lines that came back."""
        payload = self._payload(text.strip("[]")) if text.startswith("[") else None
        owner = await self.owner()
        await self.firstline.conversations.accept(self.id, "web", None, text.strip("[]"), payload)
        await self.firstline.conversations.work(self.id)
        return [line for line in await self.reads(owner) if line["author"] != Author.CUSTOMER]

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
        await self.reads("desk")

    async def person_writes(self, text: str) -> None:
        await self.firstline.handoffs.reply((await self.handoff())["id"], self.agent, text)
        await self.reads("desk")

    async def person_closes(self) -> None:
        await self.firstline.handoffs.close((await self.handoff())["id"], self.agent, "settled", Cause.PROCESS)
        await self.reads("desk")

    async def promises(self) -> list[dict[str, Any]]:
        rows = await self.firstline.pool.fetch(PROMISES, self.id)
        return [dict(row) for row in rows]

    def transcript(self) -> str:
        return "\n".join(f"{line['author']}: {line['text']}" for line in self.lines)

    async def reads(self, owner: str = Owner.BOT) -> list[dict[str, Any]]:
        """What has come since; `owner` had the word. Nothing is read that is not held against the invariants."""
        seen, step = (self.lines[-1]["seq"], self.lines[-1]["step"] + 1) if self.lines else (0, 0)
        new = await self.firstline.conversations.history(self.id, seen)
        language = (await self.firstline.conversations.state(self.id))["language"]
        self.lines += [{**message, "owner": owner, "step": step, "language": language} for message in new]
        broken = broken_invariants(await self._recorded(language))
        assert not broken, "\n".join([*broken, self.transcript()])
        return new

    async def _recorded(self, language: str) -> Transcript:
        rows = [await self.firstline.pool.fetch(query, self.id) for query in (PROMISES, CASES, TURNS)]
        promises, cases, turns = rows
        responses = self.firstline.dialogue.domain.responses
        return Transcript(self.lines, responses, language, promises, cases, [row["events"] for row in turns])

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
