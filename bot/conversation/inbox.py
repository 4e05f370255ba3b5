"""The way in: what a customer sends is checked, stored once, and only then acted upon."""

import uuid
from dataclasses import dataclass
from typing import Any

import asyncpg

from bot.conversation.messages import COLUMNS, as_message
from bot.conversation.rates import Rates
from bot.conversation.text import clean
from bot.errors import NotFound, Refused
from bot.now import Now, utc_now
from bot.store.record_clock import NO_LIMIT, RecordClock

STORE = f"""
WITH conversation AS (
    UPDATE conversations SET last_seq = last_seq + 1, updated_at = now()
    WHERE id = $1 AND clock_timestamp() < $6 RETURNING last_seq
)
INSERT INTO messages (id, conversation_id, seq, author, text, payload, client_id, delivery)
SELECT $2, $1, last_seq, 'customer', $3, $4, $5, 'accepted' FROM conversation
RETURNING {COLUMNS}, EXISTS (
    SELECT 1 FROM messages WHERE conversation_id = $1 AND delivery = 'pending' AND author <> 'customer'
) AS undelivered
"""
OPEN = "INSERT INTO conversations (id, channel, language) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"
SEEN = f"SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND client_id = $2"
OFFERED = """
SELECT b->>'title' AS title FROM messages, jsonb_array_elements(buttons) b
WHERE conversation_id = $1 AND author IN ('bot', 'system') AND b->>'payload' = $2 ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True)
class Incoming:
    """`message_id`: the channel's own id of this message, None where the channel has none."""

    conversation_id: str
    text: str
    message_id: str | None = None
    payload: str | None = None


class Inbox:
    def __init__(self, pool: asyncpg.Pool, rates: Rates, max_chars: int, now: Now = utc_now) -> None:
        self._pool = pool
        self._rates = rates
        self._record_clock = RecordClock(now)
        self.max_chars = max_chars

    async def open(self, conversation_id: str, channel: str, language: str) -> None:
        await self._pool.execute(OPEN, conversation_id, channel, language)

    async def store(self, incoming: Incoming, within_s: float) -> dict[str, Any]:
        """The stored message; one sent before comes back as it was, with `duplicate`. Raises Refused, NotFound.

        Nothing is stored later than `within_s` from now, by when the customer has heard that it was not taken.
        """
        text = clean(incoming.text[: 4 * self.max_chars])
        self._check(incoming.conversation_id, text, len(incoming.text))
        text, payload = await self._pressed(incoming, text)
        try:
            arguments = (incoming.conversation_id, str(uuid.uuid4()), text, payload, incoming.message_id)
            row = await self._stored(arguments, within_s)
        except asyncpg.UniqueViolationError:
            row = await self._pool.fetchrow(SEEN, incoming.conversation_id, incoming.message_id)
            return {**as_message(row), "duplicate": True}
        if row is None:
            raise NotFound("no such conversation")
        self._rates.started(incoming.conversation_id)
        return as_message(row)

    async def _stored(self, arguments: tuple[Any, ...], within_s: float) -> asyncpg.Record | None:
        """A server that hangs carries a statement out when it wakes, long after its sender has given up on it."""
        latest = self._record_clock.at(within_s)
        row = await self._pool.fetchrow(STORE, *arguments, latest)
        if row is None and latest != NO_LIMIT:
            self._record_clock.forget()  # its clock has jumped, or there is no such conversation
            row = await self._pool.fetchrow(STORE, *arguments, NO_LIMIT)
        if row is not None:
            self._record_clock.read(row["at"])
        return row

    def _check(self, conversation_id: str, text: str, length: int) -> None:
        self._rates.take(conversation_id)
        if length > self.max_chars:
            raise Refused("too_long")
        if not text:
            raise Refused("empty")

    async def _pressed(self, incoming: Incoming, text: str) -> tuple[str, str | None]:
        """Only a button that was offered in this conversation counts; widgets of Rasa send its payload as text."""
        payload = incoming.payload or (text if text.startswith("/") else None)
        if payload is None:
            return text, None
        title = await self._pool.fetchval(OFFERED, incoming.conversation_id, payload)
        return (title, payload) if title else (text, None)
