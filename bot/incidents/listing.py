"""Incidents as the desk reads them: how each stands, every step, who was told which words, and who was not yet."""

from typing import Any

import asyncpg

from bot.errors import NotFound
from bot.incidents.incident import incident_of
from bot.incidents.wording import IncidentWording, Listener
from bot.now import Now, utc_now
from bot.vocabulary import LANGUAGES

MOST_LISTED = 500
SUMMARY = """
SELECT i.*, CASE WHEN i.closed_at IS NULL THEN 'open' ELSE 'closed' END AS state,
    (SELECT count(DISTINCT conversation_id) FROM incident_told t WHERE t.incident_id = i.id) AS told,
    (SELECT count(*) FROM incident_told t WHERE t.incident_id = i.id AND t.number = i.number) AS told_last
FROM incidents i
"""
LIST = f"""
{SUMMARY} WHERE $1::text IS NULL OR (i.closed_at IS NULL) = ($1 = 'open')
ORDER BY i.closed_at IS NOT NULL, i.created_at DESC LIMIT $2
"""
ONE = f"{SUMMARY} WHERE i.id = $1"
STEPS = """
SELECT number, step, what, doing, next_update_at, made_by, at FROM incident_steps WHERE incident_id = $1 ORDER BY number
"""
TOLD = """
SELECT t.conversation_id, t.number, t.language, t.text, t.at, t.message_id, m.delivery, c.owner, c.handoff_id
FROM incident_told t JOIN conversations c ON c.id = t.conversation_id LEFT JOIN messages m ON m.id = t.message_id
WHERE t.incident_id = $1 ORDER BY t.at DESC, t.number DESC, t.conversation_id LIMIT $2
"""
BEHIND = """
SELECT c.id AS conversation_id, c.owner, c.handoff_id, max(t.number) AS number
FROM incident_told t JOIN conversations c ON c.id = t.conversation_id JOIN incidents i ON i.id = t.incident_id
WHERE t.incident_id = $1 GROUP BY c.id, i.number HAVING max(t.number) < i.number ORDER BY c.owner, c.id LIMIT $2
"""
INNER = ("late", "pending")
"""Columns for the clock alone."""


class Incidents:
    def __init__(self, pool: asyncpg.Pool, wording: IncidentWording, now: Now = utc_now) -> None:
        self._pool = pool
        self._wording = wording
        self._now = now

    async def list(self, state: str | None = None) -> list[dict[str, Any]]:
        """Open ones first, the latest first. `state`: open, closed."""
        return [_plain(row) for row in await self._pool.fetch(LIST, state, MOST_LISTED)]

    async def get(self, incident_id: str) -> dict[str, Any]:
        """With `steps`, `heard` (who was told what; in a drill: would have been), `behind` (who was told an earlier
        step and not the last one) and `words` (what a customer would be told now, by language). Raises NotFound."""
        row = await self._pool.fetchrow(ONE, incident_id)
        if row is None:
            raise NotFound(f"no incident {incident_id}")
        steps = [dict(one) for one in await self._pool.fetch(STEPS, incident_id)]
        heard = [dict(one) for one in await self._pool.fetch(TOLD, incident_id, MOST_LISTED)]
        behind = [dict(one) for one in await self._pool.fetch(BEHIND, incident_id, MOST_LISTED)]
        return {**_plain(row), "steps": steps, "heard": heard, "behind": behind, "words": self._words(row)}

    def _words(self, row: asyncpg.Record) -> dict[str, dict[str, str | None]]:
        """`first`: to somebody who has heard nothing of it; null once it is closed. `told`: to those who have."""
        incident, now = incident_of(row), self._now()
        spoken = {}
        for language in LANGUAGES:
            first, told = (self._wording.line(incident, fresh, Listener(language), now).text for fresh in (True, False))
            spoken[language] = {"first": None if row["closed_at"] else first, "told": told}
        return spoken


def _plain(row: asyncpg.Record) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in INNER}
