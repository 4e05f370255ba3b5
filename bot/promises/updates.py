"""Before a stated wait passes, the customer hears from us, with a new time; after two updates, no more numbers."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.promises.telling import Notice, tell
from bot.responses.wording import Wording
from bot.vocabulary import Author
from bot.waits.quote import OPEN, Waits
from bot.waits.recheck import TICK_S
from bot.waits.restating import BEFORE_S, Told
from bot.waits.stated import stated_wait
from bot.waits.wording import WaitWording

UPDATES_MAX = 2
BATCH = 100  # customers told in one transaction
BREATH = 10  # sentences chosen before others in this process get their turn
BUDGET_S = 3.0  # of one look; the rest comes with the next one, so that the clock's other work is not held up
WAITING = """
SELECT p.id, p.due_at, p.created_at, p.updates, h.id AS handoff_id, h.lane, c.id AS conversation_id, c.version,
    c.language, c.customer->>'zone' AS zone
FROM promises p JOIN handoffs h ON h.id = p.handoff_id JOIN conversations c ON c.id = h.conversation_id
WHERE p.kind = 'start' AND p.owed AND p.told_at IS NULL AND p.state IN ('open', 'broken') AND p.due_at < $1
    AND h.state IN ('waiting', 'callback') AND c.handoff_id = h.id
ORDER BY p.due_at
"""
HEARD = """
SELECT c.id, array(SELECT text FROM messages WHERE conversation_id = c.id AND author <> 'customer'
    ORDER BY seq DESC LIMIT 100) AS heard FROM unnest($1::text[]) AS c(id)
"""
FAR = timedelta(days=30)


class Updates:
    """Called by the clock's leader. Looks at everyone who waits once a minute, and at what is due every time."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        waits: Waits,
        wait_wording: WaitWording,
        wording: Wording,
        announcer: Announcer,
    ) -> None:
        self._pool = pool
        self._waits = waits
        self._wait_wording = wait_wording
        self._wording = wording
        self._announcer = announcer
        self._looked_at: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        whole = self._looked_at is None or abs((now - self._looked_at).total_seconds()) >= TICK_S
        rows = await self._pool.fetch(WAITING, now + (FAR if whole else timedelta(seconds=BEFORE_S)))
        told = [Told(row["handoff_id"], row["lane"], row["due_at"], row["created_at"]) for row in rows]
        anew = await self._waits.restated(told, now)
        done = await self._tell([row for row in rows if row["handoff_id"] in anew], anew, now)
        if whole:
            self._looked_at = now if done else None

    async def _tell(self, rows: Sequence[asyncpg.Record], anew: dict[str, Any], now: datetime) -> bool:
        """Soonest due first. Whether all were told within this look."""
        ends = time.monotonic() + BUDGET_S
        for first in range(0, len(rows), BATCH):
            if time.monotonic() > ends:
                return False
            await self._tell_batch(rows[first : first + BATCH], anew, now)
        return True

    async def _tell_batch(self, rows: Sequence[asyncpg.Record], anew: dict[str, Any], now: datetime) -> None:
        found = await self._pool.fetch(HEARD, [row["conversation_id"] for row in rows])
        heard = {row["id"]: row["heard"] for row in found}
        notices = []
        for n, row in enumerate(rows):
            line = self._line(row, anew[row["handoff_id"]], heard[row["conversation_id"]], now)
            notices.append(Notice(row["id"], row["conversation_id"], row["handoff_id"], row["version"], line))
            if n % BREATH == 0:
                await asyncio.sleep(0)
        await tell(self._pool, self._announcer, notices, now)

    def _line(self, row: asyncpg.Record, quote: dict[str, Any], heard: Sequence[str], now: datetime) -> Outgoing:
        """The reason, the new time, and another way; the third time no number but the other way itself."""
        language = row["language"]
        reason = "utter_wait_longer" if quote["state"] == OPEN else "utter_wait_longer_away"
        if row["updates"] >= UPDATES_MAX:
            return self._said([reason, "utter_wait_callback_instead"], language, heard)
        said = self._wait_wording.say({**quote, "language": language, "zone": row["zone"]}, now)
        responses = [reason, *said.responses, "utter_wait_other_way"]
        line = self._said(responses, language, heard, **said.slots)
        return replace(line, due=quote["due_at"], wait=stated_wait(quote))

    def _said(self, responses: Sequence[str], language: str, heard: Sequence[str], **slots: str) -> Outgoing:
        texts = [self._wording.line(name, language, heard, **slots).text for name in responses]
        return Outgoing(" ".join(texts), Author.SYSTEM)
