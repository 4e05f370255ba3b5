"""A customer is told of an incident once for each of its steps: the words, the note that they were said and the
ledger's row are one transaction with whatever else is said in that step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import asyncpg

from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale, commit
from bot.conversation.reading import Conversation, texts_heard
from bot.incidents.incident import Incident, Who
from bot.incidents.wording import IncidentWording, Listener
from bot.now import Now, utc_now
from bot.promises.telling import WITHOUT_TIME
from bot.vocabulary import IncidentStep, Owner

OWED = "conversation_id = $1 AND kind = 'incident' AND about->>'incident' = $2 AND owed"
KEPT = f"""
UPDATE promises SET owed = false, settled_at = coalesce(settled_at, now()), evidence = $3,
    state = CASE WHEN state <> 'open' THEN state WHEN now() <= due_at THEN 'kept' ELSE 'broken' END
WHERE {OWED}
"""
NO_TIME_LEFT = f"""
UPDATE promises SET told_at = coalesce(told_at, now()), settled_at = coalesce(settled_at, now()), evidence = $3,
    state = CASE WHEN state <> 'open' THEN state WHEN now() <= due_at THEN 'updated' ELSE 'broken' END
WHERE {OWED}
"""
TOLD = """
WITH current AS (
    SELECT id, number FROM incidents WHERE id = $1 AND number = $2 FOR SHARE
)
INSERT INTO incident_told (incident_id, number, conversation_id, language, text, message_id)
SELECT id, number, $3, $4, $5, $6 FROM current ON CONFLICT DO NOTHING RETURNING number
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about one incident. `first`: this customer hears of it for the first time."""

    incident: Incident
    first: bool
    language: str
    line: Outgoing


class Telling:
    def __init__(self, pool: asyncpg.Pool, wording: IncidentWording, now: Now = utc_now) -> None:
        self._pool = pool
        self._wording = wording
        self._now = now

    async def before(self, conversation: Conversation, who: Who) -> list[Notice]:
        """What this customer has to hear before the answer. Reads the record only where there is something to tell."""
        news = [heard for heard in conversation.incidents if heard.news_for(who)]
        if not news or who.danger:
            return []
        heard = await texts_heard(self._pool, conversation.id)
        zone, to_bot = conversation.customer.get("zone"), conversation.owner == Owner.BOT
        whom = Listener(who.language, zone, heard, to_bot)
        return [self.notice(incident, told is None, whom) for incident, told in news]

    def notice(self, incident: Incident, first: bool, whom: Listener) -> Notice:
        return Notice(incident, first, whom.language, self._wording.line(incident, first, whom, self._now()))


async def commit_telling(
    connection: asyncpg.Connection, step: Commit, notices: Sequence[Notice]
) -> list[dict[str, Any]]:
    """`step` with the notices said before its lines. Raises Stale, also when an incident has gone on meanwhile.

    Joins the caller's transaction. Of a drill nothing is said.
    """
    real = [notice for notice in notices if not notice.incident.drill]
    for notice in (notice for notice in real if not notice.first):
        await _settle(connection, step.conversation_id, notice.incident)
    lines = await commit(connection, replace(step, lines=[*(notice.line for notice in real), *step.lines]))
    for notice in notices:
        await note(connection, step.conversation_id, notice)
    return lines


async def note(connection: asyncpg.Connection, conversation_id: str, notice: Notice) -> None:
    """Raises Stale when this was told already, or is not the incident's last step any more."""
    incident, line = notice.incident, notice.line
    message = None if incident.drill else line.id
    told = (incident.id, incident.number, conversation_id, notice.language, line.text, message)
    if await connection.fetchval(TOLD, *told) is None:
        raise Stale(f"incident {incident.id} went on, or this was told", Owner.BOT)


async def _settle(connection: asyncpg.Connection, conversation_id: str, incident: Incident) -> None:
    """The update that was promised comes now; another time replaces the promise where its line is committed."""
    if incident.step != IncidentStep.LATE:
        await connection.execute(KEPT, conversation_id, incident.id, f"step {incident.number} of the incident was told")
    elif incident.next_update_at is None:
        await connection.execute(NO_TIME_LEFT, conversation_id, incident.id, WITHOUT_TIME)
