"""No silence: when the record is away for longer than a moment, the customer is told so, once per outage."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.conversation.announcer import Announcer


class Outage:
    """`after_s`: how long an answer may take before the customer hears why (limit: 5 s)."""

    def __init__(self, announcer: Announcer, after_s: float) -> None:
        self._announcer = announcer
        self.after_s = after_s
        self._since: dict[str, float] = {}
        self._told: set[str] = set()
        self._languages: dict[str, str] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def language(self, conversation_id: str) -> str:
        return self._languages.get(conversation_id, "en")

    def speaks(self, conversation_id: str, language: str) -> None:
        """Remembers the language while the record can be read; a bounded memory."""
        if len(self._languages) > 50_000:
            self._languages.clear()
        self._languages[conversation_id] = language

    async def tell(self, conversation_id: str) -> None:
        since = self._since.setdefault(conversation_id, time.monotonic())
        if time.monotonic() - since >= min(1.0, self.after_s):
            await self._notice(conversation_id)

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[None]:
        """What hangs raises nothing: the customer hears of it as well when the inside takes longer than `after_s`."""
        timer = asyncio.get_running_loop().call_later(self.after_s, self._hangs, conversation_id)
        try:
            yield
        finally:
            timer.cancel()

    def _hangs(self, conversation_id: str) -> None:
        telling = asyncio.create_task(self._notice(conversation_id))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def _notice(self, conversation_id: str) -> None:
        if conversation_id not in self._told:
            self._told.add(conversation_id)
            await self._announcer.notice(conversation_id, "utter_outage_accepted", self.language(conversation_id))

    def over(self, conversation_id: str) -> None:
        self._since.pop(conversation_id, None)
        self._told.discard(conversation_id)
