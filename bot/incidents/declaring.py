"""The desk declares an incident, adds what is new, and closes it. Each step is one row that cannot be said twice."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg

from bot.errors import FirstlineError, NotFound, WrongState
from bot.incidents.incident import KNOWN_TOPICS
from bot.now import Now, utc_now
from bot.vocabulary import LANGUAGES, IncidentStep

SOONEST, LATEST = timedelta(minutes=5), timedelta(days=7)
"""Of the next update: sooner nobody writes one, later nobody remembers."""
OLDEST = timedelta(days=30)
CONDITIONS = ("topics", "languages", "orders")
DECLARE = """
WITH declared AS (
    INSERT INTO incidents (id, drill, since, affects, began, what, doing, next_update_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING *
)
INSERT INTO incident_steps (incident_id, number, step, what, doing, next_update_at, made_by)
SELECT id, number, step, what, doing, next_update_at, made_by FROM declared
"""
LOCKED = "SELECT closed_at IS NOT NULL AS closed FROM incidents WHERE id = $1 FOR UPDATE"
SAID_BEFORE = "SELECT FROM incident_steps WHERE incident_id = $1 AND client_id = $2"
SAY = """
WITH said AS (
    UPDATE incidents SET number = number + 1, step = $2, what = $3, doing = $4, next_update_at = $5, said_at = now(),
        late = 0, pending = true, closed_at = CASE WHEN $2 = 'closed' THEN now() END
    WHERE id = $1 RETURNING *
)
INSERT INTO incident_steps (incident_id, number, step, what, doing, next_update_at, made_by, client_id)
SELECT id, number, step, what, doing, next_update_at, $6, $7 FROM said
"""
Texts = Mapping[str, str]


class CannotBeSaid(FirstlineError):
    status = 400
    code = "bad_request"


@dataclass(frozen=True, slots=True)
class Said:
    """By language. `client_id` makes a repetition harmless; of a declaration it becomes the incident's id."""

    what: Texts = field(default_factory=dict)
    doing: Texts = field(default_factory=dict)
    next_update_at: datetime | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """`affects`: {"topics", "languages", "orders"}, each a list; without conditions it is everybody."""

    said: Said
    since: datetime
    affects: Mapping[str, list[str]]
    drill: bool = False


class Declaring:
    def __init__(self, pool: asyncpg.Pool, now: Now = utc_now) -> None:
        self._pool = pool
        self._now = now

    async def declare(self, given: Declaration, agent: str) -> str:
        """The incident's id. Raises CannotBeSaid."""
        now, said = self._now(), given.said
        if not now - OLDEST <= given.since <= now + SOONEST:
            raise CannotBeSaid("since: when it began, not in the future and not more than 30 days ago")
        _check_words(said, needed=True)
        _check_next(said, now)
        incident_id, affects = said.client_id or str(uuid.uuid4()), _conditions(given.affects)
        how = (incident_id, given.drill, min(given.since, now), affects)
        await self._pool.execute(DECLARE, *how, dict(said.what), dict(said.doing), said.next_update_at, agent)
        return incident_id

    async def update(self, incident_id: str, said: Said, agent: str) -> None:
        """Raises CannotBeSaid, NotFound, WrongState when it is closed."""
        _check_words(said, needed=True)
        _check_next(said, self._now())
        await self._step(incident_id, IncidentStep.UPDATED, said, agent)

    async def close(self, incident_id: str, said: Said, agent: str) -> None:
        """The last word; without words of the desk's own it is said that it is over. Raises as `update`."""
        _check_words(said, needed=False)
        await self._step(incident_id, IncidentStep.CLOSED, said, agent)

    async def _step(self, incident_id: str, step: IncidentStep, said: Said, agent: str) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            row = await connection.fetchrow(LOCKED, incident_id)
            if row is None:
                raise NotFound(f"no incident {incident_id}")
            if said.client_id and await connection.fetchrow(SAID_BEFORE, incident_id, said.client_id) is not None:
                return
            if row["closed"]:
                raise WrongState(f"incident {incident_id} is closed", "closed")
            words = (dict(said.what), dict(said.doing), said.next_update_at)
            await connection.execute(SAY, incident_id, step, *words, agent, said.client_id)


def _check_words(said: Said, needed: bool) -> None:
    if needed and not said.what:
        raise CannotBeSaid(f"what: in at least one of {', '.join(LANGUAGES)}")
    if alone := sorted(said.doing.keys() - said.what.keys()):
        raise CannotBeSaid(f"doing: without what in {', '.join(alone)}")


def _check_next(said: Said, now: datetime) -> None:
    if said.next_update_at is None or not SOONEST <= said.next_update_at - now <= LATEST:
        raise CannotBeSaid("next_update_at: a moment from 5 minutes to 7 days ahead")


def _conditions(affects: Mapping[str, list[str]]) -> dict[str, list[str]]:
    if unknown := sorted(set(affects.get("topics", ())) - set(KNOWN_TOPICS)):
        raise CannotBeSaid(f"affects.topics: {', '.join(unknown)} unknown; known are {', '.join(KNOWN_TOPICS)}")
    return {name: sorted({*affects.get(name, ())}) for name in CONDITIONS}
