"""The desk as the record shows it now, read in one round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import numpy as np

from bot.vocabulary import Lane
from bot.waits.assumptions import Assumptions
from bot.waits.handling import places
from bot.waits.learned import Learned
from bot.waits.staffing import Staffing, constant
from bot.waits.state import Ahead, Arrivals, Chats, State, chats

LANES = tuple(lane.value for lane in Lane)
ARRIVALS_S = 7200.0  # how far back arrivals of higher lanes are counted

QUEUED = "state IN ('waiting', 'callback')"
DESK = f"""
WITH duty AS (
    SELECT agent, slots FROM agent_presence
    WHERE available AND seen_at > $1::timestamptz - make_interval(secs => $2)
        AND seen_at < $1 + make_interval(secs => $2)
)
SELECT
    (SELECT jsonb_agg(jsonb_build_object('agent', agent, 'slots', slots)) FROM duty) AS duty,
    (SELECT jsonb_agg(jsonb_build_object('agent', agent, 'lane', lane,
        'age_s', greatest(extract(epoch FROM $1 - claimed_at), 0)) ORDER BY claimed_at)
     FROM handoffs WHERE state = 'human') AS chats,
    (SELECT jsonb_agg(jsonb_build_object('id', id, 'lane', lane, 'callback', state = 'callback',
        'waited_s', greatest(extract(epoch FROM $1 - created_at), 0)) ORDER BY created_at, id)
     FROM handoffs WHERE {QUEUED}) AS queued,
    (SELECT jsonb_object_agg(lane, number) FROM (SELECT lane, count(*) AS number FROM handoffs
     WHERE created_at BETWEEN $1 - make_interval(secs => $3) AND $1 GROUP BY lane) AS came) AS came,
    (SELECT customer->>'zone' FROM conversations WHERE id = coalesce($5,
        (SELECT conversation_id FROM handoffs WHERE id = $4))) AS zone
"""
"""A clock that was set back leaves rows from the future: such a chat is still held, who was seen then is not there."""

Whose = tuple[str | None, str | None]
"""The hand-over and the conversation of the customer who asks, as far as there is one."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A hand-over nobody has taken yet. `stays`: a callback, which nobody gives up."""

    id: str
    lane: str
    waited_s: float
    stays: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is there with how many slots, who waits in order of arrival, who keeps coming.

    `zone`: the time zone of the customer who asks, as their browser named it.
    """

    learned: Learned
    slots: tuple[int, ...]
    chats: Chats
    queued: tuple[Queued, ...]
    came: dict[str, int]
    zone: str | None = None

    @property
    def free_slots(self) -> int:
        return self.state(LANES[0]).free_slots

    def state(self, lane: str, handoff_id: str | None = None, staffing: Staffing | None = None) -> State:
        """As a newcomer to `lane` sees it, or the waiting hand-over `handoff_id` from its place.

        `staffing`: who comes and goes; without it those who are there stay.
        """
        staffing = staffing or constant(len(self.slots))
        return self._state(lane, handoff_id, self.chats, self.slots, staffing)

    def at_opening(self, lane: str, slots: Sequence[int], staffing: Staffing, handoff_id: str | None = None) -> State:
        """The same queue when the desk opens with people who have `slots` free, staffed as planned from then on."""
        return self._state(lane, handoff_id, chats(self.learned.handling, ()), slots, staffing)

    def _state(self, lane: str, handoff_id: str | None, held: Chats, slots: Sequence[int], staffing: Staffing) -> State:
        return State(
            ahead=self._ahead(lane, handoff_id),
            chats=held,
            slots=np.array(slots, dtype=np.intp),
            staffing=staffing,
            handling=self.learned.handling,
            patience=self.learned.patience,
            overtaking=self._above(lane),
            usual_slots=min(slots, default=1),
        )

    def _ahead(self, lane: str, handoff_id: str | None) -> Ahead:
        rank = LANES.index(lane)
        same = [other for other in self.queued if other.lane == lane]
        place = next((i for i, other in enumerate(same) if other.id == handoff_id), len(same))
        before = [other for name in LANES[:rank] for other in self.queued if other.lane == name] + same[:place]
        return Ahead(
            places(self.learned.handling, [other.lane for other in before]),
            np.array([other.waited_s for other in before], dtype=float),
            np.array([other.stays for other in before], dtype=bool),
        )

    def _above(self, lane: str) -> tuple[Arrivals, ...]:
        higher = [name for name in LANES[: LANES.index(lane)] if self.came.get(name)]
        return tuple(Arrivals(places(self.learned.handling, [name] * self.came[name]), ARRIVALS_S) for name in higher)


async def read_desk(
    pool: asyncpg.Pool, now: datetime, assumptions: Assumptions, learned: Learned, whose: Whose = (None, None)
) -> Desk:
    """Raises what asyncpg raises when the record cannot be reached."""
    row = await pool.fetchrow(DESK, now, assumptions.seen_within_s, ARRIVALS_S, *whose)
    assert row is not None  # a SELECT without FROM always gives one row
    duty = row["duty"] or []
    held = [one for n, agent in enumerate(duty) for one in _held(n, agent["agent"], row["chats"] or [])]
    queued = row["queued"] or []
    return Desk(
        learned=learned,
        slots=tuple(agent["slots"] for agent in duty),
        chats=chats(learned.handling, held),
        queued=tuple(Queued(one["id"], one["lane"], float(one["waited_s"]), one["callback"]) for one in queued),
        came=row["came"] or {},
        zone=row["zone"],
    )


def _held(place: int, agent: str, held: Sequence[dict[str, Any]]) -> list[tuple[int, str, float, float]]:
    """This person's chats, oldest first: those that began before are what each was held beside."""
    mine = [chat for chat in held if chat["agent"] == agent]
    return [(place, chat["lane"], float(chat["age_s"]), float(beside)) for beside, chat in enumerate(mine)]
