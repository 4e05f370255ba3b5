"""The desk as the record shows it now, read in one round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from bot.vocabulary import Lane
from bot.waits.assumptions import Assumptions
from bot.waits.handling import Handling, observe, shrink
from bot.waits.state import Arrivals, Chat, Closing, State

LANES = tuple(lane.value for lane in Lane)
ARRIVALS_S = 7200.0  # how far back arrivals of higher lanes are counted
SHORTEST_S = 5.0  # a hand-over held for less was a slip of the hand
LONGEST_S = 4 * 3600.0  # one held for longer was left open

QUEUED = "state IN ('waiting', 'callback')"
DESK = f"""
WITH duty AS (
    SELECT agent, slots FROM agent_presence
    WHERE available AND seen_at > $1::timestamptz - make_interval(secs => $2)
), recent AS (
    SELECT lane, extract(epoch FROM least(closed_at, released_at) - claimed_at) AS seconds, claimed_at
    FROM handoffs WHERE claimed_at <= $1 AND least(closed_at, released_at) <= $1
    ORDER BY claimed_at DESC LIMIT 400
)
SELECT
    (SELECT jsonb_agg(jsonb_build_object('agent', agent, 'slots', slots)) FROM duty) AS duty,
    (SELECT jsonb_agg(jsonb_build_object('agent', agent, 'lane', lane,
        'age_s', extract(epoch FROM $1 - claimed_at)) ORDER BY claimed_at DESC)
     FROM handoffs WHERE state = 'human' AND claimed_at <= $1) AS chats,
    (SELECT jsonb_agg(jsonb_build_object('id', id, 'lane', lane) ORDER BY created_at, id)
     FROM handoffs WHERE {QUEUED}) AS queued,
    (SELECT jsonb_agg(jsonb_build_object('lane', lane, 'seconds', seconds) ORDER BY claimed_at DESC)
     FROM recent WHERE seconds BETWEEN $3 AND $4) AS handled,
    (SELECT jsonb_object_agg(lane, number) FROM (SELECT lane, count(*) AS number FROM handoffs
     WHERE created_at BETWEEN $1 - make_interval(secs => $5) AND $1 GROUP BY lane) AS came) AS came
"""


@dataclass(frozen=True, slots=True)
class Queued:
    """A hand-over nobody has taken yet."""

    id: str
    lane: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is there, who waits in order of arrival, how long people took, who keeps coming."""

    chats: tuple[Chat, ...]
    free_slots: int
    queued: tuple[Queued, ...]
    handling: dict[str, Handling]
    came: dict[str, int]

    def state(self, lane: str, handoff_id: str | None = None) -> State:
        """As a newcomer to `lane` sees it, or the waiting hand-over `handoff_id` from its place."""
        return State(self._ahead(lane, handoff_id), self.chats, self.free_slots, self.handling, self._above(lane))

    def at_opening(self, lane: str, slots: int, closing: Closing | None, handoff_id: str | None = None) -> State:
        """The same queue when the desk opens with `slots` free, until it closes again."""
        ahead, above = self._ahead(lane, handoff_id), self._above(lane)
        return State(ahead, (), slots, self.handling, above, closing=closing)

    def _ahead(self, lane: str, handoff_id: str | None) -> tuple[str, ...]:
        rank = LANES.index(lane)
        same = [other for other in self.queued if other.lane == lane]
        place = next((i for i, other in enumerate(same) if other.id == handoff_id), len(same))
        above = [other.lane for name in LANES[:rank] for other in self.queued if other.lane == name]
        return (*above, *(other.lane for other in same[:place]))

    def _above(self, lane: str) -> tuple[Arrivals, ...]:
        higher = LANES[: LANES.index(lane)]
        return tuple(Arrivals(name, self.came[name], ARRIVALS_S) for name in higher if self.came.get(name))


async def read_desk(pool: asyncpg.Pool, now: datetime, assumptions: Assumptions) -> Desk:
    """Raises what asyncpg raises when the record cannot be reached."""
    row = await pool.fetchrow(DESK, now, assumptions.seen_within_s, SHORTEST_S, LONGEST_S, ARRIVALS_S)
    assert row is not None  # a SELECT without FROM always gives one row
    duty, chats = row["duty"] or [], row["chats"] or []
    held = {agent["agent"]: _held(agent, chats) for agent in duty}
    return Desk(
        chats=tuple(chat for mine in held.values() for chat in mine),
        free_slots=sum(max(0, agent["slots"] - len(held[agent["agent"]])) for agent in duty),
        queued=tuple(Queued(entry["id"], entry["lane"]) for entry in row["queued"] or []),
        handling=_handling(row["handled"] or [], assumptions),
        came=row["came"] or {},
    )


def _held(agent: dict[str, Any], chats: Sequence[dict[str, Any]]) -> list[Chat]:
    """Chats whose end frees a slot: of an agent with more chats than slots, the youngest."""
    mine = [chat for chat in chats if chat["agent"] == agent["agent"]]
    return [Chat(float(chat["age_s"]), chat["lane"]) for chat in mine[: agent["slots"]]]


def _handling(handled: Sequence[dict[str, Any]], assumptions: Assumptions) -> dict[str, Handling]:
    learned = {
        lane: shrink(
            observe([float(one["seconds"]) for one in handled if one["lane"] == lane]),
            assumptions.prior(lane),
        )
        for lane in LANES
    }
    return {lane: handling for lane, handling in learned.items() if handling is not None}
