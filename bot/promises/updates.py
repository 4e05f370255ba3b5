"""Before a stated wait passes, the customer hears from us, with a new time; after two updates, no more numbers."""

from datetime import datetime, timedelta

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale, commit
from bot.conversation.reading import texts_heard
from bot.responses.wording import Wording
from bot.vocabulary import Author, Owner
from bot.waits.quote import Waits
from bot.waits.stated import stated_wait
from bot.waits.wording import WaitWording

BEFORE_S = 30.0  # how long before the stated moment we write
UPDATES_MAX = 2
DUE = """
SELECT p.id, p.due_at, h.id AS handoff_id, h.lane, c.id AS conversation_id, c.version, c.owner, c.language,
    (SELECT count(*) FROM promises u WHERE u.handoff_id = h.id AND u.state = 'updated') AS updates
FROM promises p JOIN handoffs h ON h.id = p.handoff_id JOIN conversations c ON c.id = h.conversation_id
WHERE p.state = 'open' AND p.due_at < $1 AND h.state IN ('waiting', 'callback') AND c.handoff_id = h.id
ORDER BY p.due_at LIMIT 500
"""
SETTLE = """
UPDATE promises SET state = CASE WHEN $2 < due_at THEN 'updated' ELSE 'broken' END, settled_at = $2, evidence = $3
WHERE id = $1 AND state = 'open'
"""
RESPOND_BY = "UPDATE handoffs SET respond_by = coalesce($2, respond_by) WHERE id = $1"


class Updates:
    """Called by the clock's leader; every update is one transaction, so it is said once."""

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

    async def __call__(self, now: datetime) -> None:
        for row in await self._pool.fetch(DUE, now + timedelta(seconds=BEFORE_S)):
            try:
                await self._update(row, now)
            except Stale:
                continue  # a claim or a message was faster; looked at again in the next period

    async def _update(self, row: asyncpg.Record, now: datetime) -> None:
        line = await self._line(row, now)
        whose = (row["conversation_id"], row["version"], Owner(row["owner"]), Owner(row["owner"]))
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(SETTLE, row["id"], now, "the customer was told a new time")
            due = datetime.fromisoformat(str(line.due)) if line.due else None
            await connection.execute(RESPOND_BY, row["handoff_id"], due)
            lines = await commit(connection, Commit(*whose, [line], handoff_id=row["handoff_id"]))
        await self._announcer.messages(lines)

    async def _line(self, row: asyncpg.Record, now: datetime) -> Outgoing:
        language, heard = row["language"], await texts_heard(self._pool, row["conversation_id"])
        start = self._wording.line("utter_wait_longer", language, heard).text
        if row["updates"] >= UPDATES_MAX:
            end = self._wording.line("utter_wait_callback_instead", language, heard).text
            return Outgoing(f"{start} {end}", Author.SYSTEM)
        quote = await self._waits.quote(row["lane"], language, now, row["handoff_id"])
        said = self._wait_wording.say(quote, now)
        texts = [self._wording.line(r, language, heard, **said.slots).text for r in said.responses]
        text = " ".join([start, *texts])
        return Outgoing(text, Author.SYSTEM, due=quote["due_at"], wait=stated_wait(quote))
