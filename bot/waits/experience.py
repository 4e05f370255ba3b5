"""What the estimator has learned, read back from the record: that is how it survives a restart."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import asyncpg

from bot.waits.assumptions import Assumptions
from bot.waits.handling import HandlingTimes
from bot.waits.learned import Learned

SHORTEST_S = 5.0  # a hand-over held for less was a slip of the hand
LONGEST_S = 4 * 3600.0  # one held for longer was left open
EXPERIENCE = """
WITH ended AS (
    SELECT id, lane, agent, claimed_at, least(closed_at, released_at) AS ended_at FROM handoffs
    WHERE claimed_at <= $1 AND least(closed_at, released_at) <= $1 ORDER BY claimed_at DESC LIMIT 400
), handled AS (
    SELECT lane, ended_at, extract(epoch FROM ended_at - claimed_at) AS seconds, (
        SELECT count(*) FROM handoffs o WHERE o.agent = ended.agent AND o.id <> ended.id
        AND o.claimed_at <= ended.claimed_at AND coalesce(least(o.closed_at, o.released_at), $1) > ended.claimed_at
    ) AS beside FROM ended
), waited AS (
    SELECT coalesce(claimed_at, closed_at) AS ended_at, claimed_at IS NULL AS gave_up,
        extract(epoch FROM coalesce(claimed_at, closed_at) - created_at) AS seconds
    FROM handoffs WHERE coalesce(claimed_at, closed_at) <= $1 ORDER BY ended_at DESC LIMIT 400
), promised AS (
    SELECT DISTINCT ON (h.id) h.id, h.lane, h.language, p.created_at, p.due_at,
        least(coalesce(h.claimed_at, $1), $1) AS by
    FROM promises p JOIN handoffs h ON h.id = p.handoff_id
    WHERE p.made_by = 'bot' AND p.kind = 'start' AND h.created_at > $1 - interval '14 days'
        AND (h.claimed_at <= $1 OR p.due_at < $1)
        AND (h.claimed_at IS NOT NULL OR h.closed_at IS NULL)
    ORDER BY h.id, p.created_at
), told AS (
    SELECT * FROM promised ORDER BY least(due_at, by) DESC LIMIT 400
)
SELECT
    (SELECT jsonb_agg(jsonb_build_object('lane', lane, 'seconds', seconds, 'beside', beside) ORDER BY ended_at)
     FROM handled WHERE seconds BETWEEN $2 AND $3) AS handled,
    (SELECT jsonb_agg(jsonb_build_object('seconds', seconds, 'left', gave_up) ORDER BY ended_at)
     FROM waited) AS waited,
    (SELECT jsonb_agg(jsonb_build_object('lane', lane, 'language', language, 'at', created_at, 'missed', by > due_at)
     ORDER BY least(due_at, by)) FROM told) AS told
"""
WasOpen = Callable[[str, str | None, datetime], bool]
"""Whether a lane in a language was open at a moment."""


async def read_learned(pool: asyncpg.Pool, now: datetime, assumptions: Assumptions, was_open: WasOpen) -> Learned:
    """Replays what happened, oldest first. Raises what asyncpg raises when the record cannot be reached."""
    row = await pool.fetchrow(EXPERIENCE, now, SHORTEST_S, LONGEST_S)
    assert row is not None  # a SELECT without FROM always gives one row
    learned = Learned(HandlingTimes(assumptions.prior_handle_s))
    for chat in row["handled"] or []:
        learned.handling.observe(chat["lane"], float(chat["seconds"]), float(chat["beside"]))
    for wait in row["waited"] or []:
        learned.patience.observe(float(wait["seconds"]), wait["left"])
    for promise in row["told"] or []:
        _observe(learned, promise, was_open)
    return learned


def group(lane: str, is_open: bool) -> str:
    """Bounds that go wrong together: those of a lane, told while the desk is open or while it is closed."""
    return f"{lane}/{'open' if is_open else 'closed'}"


def _observe(learned: Learned, promise: dict[str, Any], was_open: WasOpen) -> None:
    told_open = was_open(promise["lane"], promise["language"], datetime.fromisoformat(promise["at"]))
    learned.calibration.observe(group(promise["lane"], told_open), promise["missed"])
