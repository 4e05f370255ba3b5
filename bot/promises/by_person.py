"""Somebody at the desk gives their word: a line to the customer in their language, and a row in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.reading import texts_heard
from bot.errors import FirstlineError, NotFound
from bot.handoff.queue import Handoffs
from bot.now import utc_now
from bot.promises.ledger import Ledger, Promise
from bot.responses.wording import Wording
from bot.vocabulary import PromiseKind
from bot.waits.wording import WaitWording

SOONEST, LATEST = timedelta(minutes=1), timedelta(days=90)
WHERE = """
SELECT h.conversation_id, c.language, h.contract FROM handoffs h JOIN conversations c ON c.id = h.conversation_id
WHERE h.id = $1
"""
MADE = "SELECT * FROM promises WHERE message_id = $1 AND handoff_id = $2"


class CannotBePromised(FirstlineError):
    status = 400
    code = "bad_request"


@dataclass(frozen=True, slots=True)
class Word:
    """`what` in the customer's language, as the person wrote it; `message_id` makes a repetition harmless."""

    what: str
    by: datetime
    kind: PromiseKind
    message_id: str


class Promising:
    def __init__(
        self,
        pool: asyncpg.Pool,
        handoffs: Handoffs,
        ledger: Ledger,
        announcer: Announcer,
        wording: Wording,
        wait_wording: WaitWording,
    ) -> None:
        self._pool = pool
        self._handoffs = handoffs
        self._ledger = ledger
        self._announcer = announcer
        self._wording = wording
        self._wait_wording = wait_wording

    async def promise(self, handoff_id: str, agent: str, word: Word) -> dict[str, Any]:
        """The ledger's row. Raises NotFound, WrongState when somebody else speaks here, CannotBePromised."""
        where = await self._pool.fetchrow(WHERE, handoff_id)
        if where is None:
            raise NotFound(f"no hand-over {handoff_id}")
        about = _about(word, where["contract"], utc_now())
        text = await self._text(word, where["conversation_id"], where["language"])
        async with self._pool.acquire() as connection, connection.transaction():
            line, new = await self._handoffs.speak(connection, handoff_id, agent, text, word.message_id)
            links = {"handoff_id": handoff_id, "message_id": line["id"], "kind": word.kind, "about": about}
            if new:
                made = Promise(where["conversation_id"], text, word.by, agent, **links)
                await self._ledger.open(connection, made)
            row = dict(await connection.fetchrow(MADE, line["id"], handoff_id))
        if new:
            await self._announcer.messages([line])
        return row

    async def _text(self, word: Word, conversation_id: str, language: str) -> str:
        heard = await texts_heard(self._pool, conversation_id)
        by = self._wait_wording.moment(word.by, utc_now(), language)
        values = {"what": word.what.rstrip(" .!;,"), "by": by}
        return self._wording.line("utter_promise_by_person", language, heard, **values).text


def _about(word: Word, contract: Mapping[str, Any], now: datetime) -> dict[str, str] | None:
    """Where the shop's evidence will be looked up. A promise that nothing could show to be kept is none."""
    if not SOONEST <= word.by - now <= LATEST:
        raise CannotBePromised("by: a moment from a minute to 90 days ahead")
    if word.kind == PromiseKind.MESSAGE:
        return None
    facts = {fact["name"]: fact["value"] for fact in contract["summary"]["facts"]}
    email = facts.get("email") or contract["customer"].get("contact") or ""
    if "order_number" not in facts or "@" not in email:
        raise CannotBePromised("kind: this case names no order and e-mail address to look it up by")
    return {"order_number": facts["order_number"], "email": email}
