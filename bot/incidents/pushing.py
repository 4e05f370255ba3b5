"""Brings each step of an incident to those who were told of it before, and says so when the next update is late.

Called by the clock's leader. A line and the note that it was said are one transaction against the version of the
conversation that was read, so whoever leads says it once. Nobody is written to while a person speaks with them; the
desk sees who that is, and they hear the last step when the assistant speaks again.
"""

import time
from datetime import datetime, timedelta

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.apart import apart
from bot.conversation.outbox import Commit
from bot.conversation.reading import texts_heard
from bot.incidents.incident import COLUMNS, Incident, incident_of
from bot.incidents.telling import Notice, Telling, commit_telling, note
from bot.incidents.wording import Listener
from bot.promises.once_more import once_more
from bot.promises.updates import UPDATES_MAX
from bot.vocabulary import Owner
from bot.waits.hours import Hours

BEFORE = timedelta(minutes=2)  # an update posted in these two minutes would have kept the promise
BATCH = 500
AGAIN_S = 60.0  # until somebody is tried again whom an error kept from being told
BUDGET_S = 3.0  # of one look; the rest comes with the next one, so that the clock's other work is not held up
ANYTHING = "SELECT EXISTS (SELECT FROM incidents WHERE closed_at IS NULL OR pending)"
NEARLY_DUE = f"SELECT {COLUMNS}, late, said_at FROM incidents WHERE closed_at IS NULL AND next_update_at < $1"
LATE = """
WITH late AS (
    UPDATE incidents SET number = number + 1, step = 'late', late = late + 1, next_update_at = $3, said_at = now(),
        pending = true
    WHERE id = $1 AND number = $2 AND closed_at IS NULL RETURNING id, number, next_update_at
)
INSERT INTO incident_steps (incident_id, number, step, next_update_at, made_by)
SELECT id, number, 'late', next_update_at, 'system' FROM late
"""
BY_PERSON = """
UPDATE promises p SET owed = false, settled_at = coalesce(p.settled_at, m.at), evidence = 'message ' || m.id,
    state = CASE WHEN p.state <> 'open' THEN p.state WHEN m.at <= p.due_at THEN 'kept' ELSE 'broken' END
FROM incidents i, conversations c, LATERAL (
    SELECT id, at FROM messages WHERE conversation_id = c.id AND author = 'human' AND at > i.said_at
    ORDER BY seq LIMIT 1
) m
WHERE i.pending AND i.step IN ('updated', 'closed') AND p.kind = 'incident' AND p.owed
    AND p.about->>'incident' = i.id AND p.created_at < i.said_at AND c.id = p.conversation_id AND c.owner = 'human'
"""
"""A person who talks with the customer has the update in front of them: their next line keeps what was promised."""
BEHIND = "SELECT conversation_id FROM incident_told WHERE incident_id = i.id GROUP BY 1 HAVING max(number) < i.number"
PENDING = f"""
SELECT {", ".join(f"i.{name}" for name in COLUMNS.split(", "))}, c.id AS conversation_id, c.version, c.owner,
    c.language, c.customer->>'zone' AS zone
FROM incidents i JOIN LATERAL ({BEHIND}) t ON true JOIN conversations c ON c.id = t.conversation_id
WHERE i.pending AND c.id <> ALL($1::text[]) AND (i.drill OR (c.owner <> 'human' AND NOT EXISTS (
    SELECT FROM messages m WHERE m.conversation_id = c.id AND m.delivery = 'accepted')))
ORDER BY i.created_at, c.id LIMIT {BATCH}
"""
"""Whoever is being answered hears it in that answer."""
ALL_TOLD = f"UPDATE incidents i SET pending = false WHERE pending AND NOT EXISTS ({BEHIND})"


class IncidentPushes:
    def __init__(self, pool: asyncpg.Pool, telling: Telling, hours: Hours, announcer: Announcer) -> None:
        self._pool = pool
        self._telling = telling
        self._hours = hours
        self._announcer = announcer
        self._again: dict[str, float] = {}
        """Conversations that failed, and when they are tried again by this process's clock."""

    async def __call__(self, now: datetime) -> None:
        if not await self._pool.fetchval(ANYTHING):
            return
        for row in await self._pool.fetch(NEARLY_DUE, now + BEFORE):
            with apart("an incident's new time"):
                await self._pool.execute(LATE, row["id"], row["number"], self._another_time(row, now))
        await self._pool.execute(BY_PERSON)
        if await self._push():
            await self._pool.execute(ALL_TOLD)

    def _another_time(self, row: asyncpg.Record, now: datetime) -> datetime | None:
        """None after two in a row: a time that keeps moving is no promise."""
        if row["late"] >= UPDATES_MAX:
            return None
        return once_more(row["said_at"], row["next_update_at"], now, self._hours)

    async def _push(self) -> bool:
        """Whether this look came to its end, with something done."""
        started = time.monotonic()
        self._again = {whose: at for whose, at in self._again.items() if at > started}
        rows = await self._pool.fetch(PENDING, list(self._again))
        for row in rows:
            if time.monotonic() > started + BUDGET_S:
                return False
            with apart("an incident's step") as told:
                await self._tell(row)
            if told.failed:
                self._again[row["conversation_id"]] = started + AGAIN_S
        return len(rows) < BATCH

    async def _tell(self, row: asyncpg.Record) -> None:
        incident, whose, owner = incident_of(row), row["conversation_id"], Owner(row["owner"])
        notice = await self._notice(incident, row, owner)
        if incident.drill:
            return await note_drill(self._pool, whose, notice)
        step = Commit(whose, row["version"], owner, owner)
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit_telling(connection, step, [notice])
        return await self._announcer.messages(lines)

    async def _notice(self, incident: Incident, row: asyncpg.Record, owner: Owner) -> Notice:
        heard = await texts_heard(self._pool, row["conversation_id"])
        return self._telling.notice(incident, False, Listener(row["language"], row["zone"], heard, owner == Owner.BOT))


async def note_drill(pool: asyncpg.Pool, conversation_id: str, notice: Notice) -> None:
    """What would have been said; nobody hears it, so the conversation stays as it is."""
    async with pool.acquire() as connection:
        await note(connection, conversation_id, notice)
