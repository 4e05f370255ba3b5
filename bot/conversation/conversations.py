"""What channels and the desk may do with conversations: open, write, read, acknowledge."""

import asyncio
import logging
import uuid
from collections import OrderedDict
from typing import Any

import asyncpg

from bot.conversation import reading
from bot.conversation.announcer import Announcer
from bot.conversation.deliveries import Deliveries
from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.outage import Outage
from bot.conversation.turns import Turns
from bot.errors import NotFound, RecordDown, Refused
from bot.store.postgres import OUTAGE, within
from bot.vocabulary import LANGUAGES, Author, Owner

log = logging.getLogger(__name__)

Message = dict[str, Any]
WORDS = "utter_ui_"
KNOWN_MAX = 50_000
ZONE = """
UPDATE conversations SET customer = customer || jsonb_build_object('zone', $2::text)
WHERE id = $1 AND customer->>'zone' IS DISTINCT FROM $2
"""


class Conversations:
    def __init__(self, pool: asyncpg.Pool, inbox: Inbox, announcer: Announcer, turns: Turns, outage: Outage) -> None:
        self._pool = pool
        self._inbox = inbox
        self._announcer = announcer
        self._turns = turns
        self._outage = outage
        self._known: OrderedDict[str, None] = OrderedDict()
        self.deliveries = Deliveries(pool)

    async def open(self, channel: str, language: str | None = None, conversation_id: str | None = None) -> str:
        """Idempotent for a given id. The id is the caller's secret: channels hand out signed tokens, never ids."""
        conversation_id = conversation_id or str(uuid.uuid4())
        spoken = language if language in LANGUAGES else "en"
        await self._inbox.open(conversation_id, channel, spoken)
        self._outage.speaks(conversation_id, spoken)
        return conversation_id

    async def lives_in(self, conversation_id: str, zone: str) -> None:
        """Where the customer reads times of day: the name of a time zone, as the browser told it last."""
        await self._pool.execute(ZONE, conversation_id, zone)

    async def ensure(self, conversation_id: str, channel: str) -> None:
        """Makes the conversation where the channel's sender is its only name. Raises RecordDown."""
        if conversation_id in self._known:
            return
        try:
            await within(self._outage.after_s / 2, self.open(channel, None, conversation_id))
        except OUTAGE as error:
            raise RecordDown(self.sentence_for(conversation_id, "utter_outage_refused")) from error
        self._known[conversation_id] = None
        if len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)

    async def accept(
        self,
        conversation_id: str,
        channel: str,
        message_id: str | None,
        text: str,
        payload: str | None = None,
    ) -> Message:
        """Stores a customer's message and sets the answer going. Raises Refused and RecordDown with a sentence."""
        incoming = Incoming(conversation_id, text, message_id, payload)
        try:
            message = await within(self._outage.after_s, self._inbox.store(incoming, self._outage.after_s))
        except Refused as refusal:
            raise Refused(refusal.reason, self._refusal(conversation_id, refusal.reason)) from refusal
        except OUTAGE as error:
            log.warning("inbox: the record is away (%s)", type(error).__name__)
            raise RecordDown(self.sentence_for(conversation_id, "utter_outage_refused")) from error
        if not message.get("duplicate"):
            await self._announcer.messages([message])
        self._turns.written(conversation_id)
        return message

    def work(self, conversation_id: str) -> "asyncio.Task[None]":
        """Ends when everything written so far is answered."""
        return self._turns.wake(conversation_id)

    async def settled(self, conversation_id: str) -> bool:
        """Whether everything written so far was answered before the customer should hear why not."""
        return await self._turns.settled(conversation_id, self._outage.after_s)

    async def history(self, conversation_id: str, after_seq: int = 0) -> list[Message]:
        return await reading.history(self._pool, conversation_id, after_seq)

    async def undelivered(self, conversation_id: str) -> list[Message]:
        """Lines no channel has reported as delivered, oldest first."""
        rows = await reading.undelivered(self._pool, conversation_id)
        return [row for row in rows if not self.deliveries.is_noted(row["id"])]

    async def delivered(self, conversation_id: str, up_to_seq: int) -> None:
        """The mark is written soon: nobody waits for it, least of all a customer while the record is away."""
        self.deliveries.note_up_to(conversation_id, up_to_seq)

    async def state(self, conversation_id: str) -> dict[str, Any]:
        """{"owner", "language", "text"}; raises NotFound."""
        row = await self._found(conversation_id)
        self._outage.speaks(conversation_id, row["language"])
        text = self._announcer.state_text(Owner(row["owner"]), row["language"], row["agent"])
        return {"owner": row["owner"], "language": row["language"], "text": text}

    async def transcript(self, conversation_id: str) -> dict[str, Any] | None:
        """For the desk: with scores and the trace of every decision."""
        row = await reading.state(self._pool, conversation_id)
        if row is None:
            return None
        told = {name: row[name] for name in ("id", "channel", "owner", "language", "customer", "handoff_id")}
        messages = await reading.traced(self._pool, conversation_id)
        return {**told, "created_at": row["created_at"].isoformat(), "messages": messages}

    async def typing(self, conversation_id: str, author: Author | str, on: bool) -> None:
        if author == Author.CUSTOMER:
            self._turns.typing(conversation_id, on)
        await self._announcer.typing(conversation_id, Author(author), on)

    def words(self, language: str) -> dict[str, str]:
        """The widget's own labels in one language."""
        names = self._announcer.wording.names(WORDS)
        return {name.removeprefix(WORDS): self._announcer.wording.line(name, language).text for name in names}

    def sentence(self, response: str, language: str, **values: Any) -> str:
        return self._announcer.wording.line(response, language, (), **values).text

    def sentence_for(self, conversation_id: str, response: str) -> str:
        """In the language the conversation had when the record could last be read."""
        return self.sentence(response, self._outage.language(conversation_id))

    def _refusal(self, conversation_id: str, reason: str) -> str:
        language = self._outage.language(conversation_id)
        return self.sentence(f"utter_refused_{reason}", language, limit=self._inbox.max_chars)

    async def _found(self, conversation_id: str) -> asyncpg.Record:
        row = await reading.state(self._pool, conversation_id)
        if row is None:
            raise NotFound("no such conversation")
        return row
