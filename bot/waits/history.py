"""The stated waits of the last week, read from the ledger and the hand-overs in one round trip; and as JSON."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from bot.waits.truth import WEEK, History, Record, Share, Told, history

TOLD = """
SELECT p.wait_lane AS lane, p.created_at AS said_at, p.wait_about_at AS about_at, p.due_at,
    h.claimed_at AS started_at, CASE WHEN h.claimed_at IS NULL THEN h.closed_at END AS left_at,
    p.state = 'updated' AND p.settled_at <= p.due_at AS warned,
    NOT EXISTS (SELECT FROM promises e WHERE e.handoff_id = p.handoff_id AND e.wait_lane IS NOT NULL
        AND (e.created_at, e.id) < (p.created_at, p.id)) AS first
FROM promises p JOIN handoffs h ON h.id = p.handoff_id
WHERE p.wait_lane IS NOT NULL AND p.created_at > $1 AND p.created_at <= $2
"""


async def read_history(pool: asyncpg.Pool, zone: ZoneInfo, now: datetime) -> History:
    """Of the week before `now`, hours of the day in `zone`. Raises what asyncpg raises when the record is away."""
    rows = await pool.fetch(TOLD, now - WEEK, now)
    return await asyncio.to_thread(_judged, rows, zone, now)  # a busy desk has tens of thousands: customers go first


def _judged(rows: Sequence[asyncpg.Record], zone: ZoneInfo, now: datetime) -> History:
    return history([Told(**dict(row)) for row in rows], now, zone)


def as_json(told: History) -> dict[str, Any]:
    """As GET /api/waits gives it (WaitHistory in bot/desk/openapi.yml)."""
    return {
        "since": told.since.isoformat(timespec="seconds"),
        "until": told.until.isoformat(timespec="seconds"),
        "time_zone": told.zone.key,
        **_record(told.whole),
        "updates": _record(told.updates),
        "lanes": [{"lane": lane, **_record(of_lane)} for lane, of_lane in told.lanes.items()],
        "hours": [{"hour": hour, **_record(of_hour)} for hour, of_hour in told.hours.items() if of_hour.stated],
    }


def _record(one: Record) -> dict[str, Any]:
    late = one.late
    return {
        "stated": one.stated,
        **{str(outcome): number for outcome, number in one.outcomes.items()},
        "kept_share": one.latest.share,
        "calibration": {"p50": _share(one.likely), "p90": _share(one.latest)},
        "late": {
            "count": late.count,
            "warned": late.warned,
            "silent": late.count - late.warned,
            "unfinished": late.unfinished,
            "median_s": late.median_s,
            "p90_s": late.p90_s,
            "worst_s": late.worst_s,
        },
    }


def _share(one: Share) -> dict[str, Any]:
    low, high = one.interval()
    return {"aim": one.aim, "held": one.held, "of": one.of, "share": one.share, "low": low, "high": high}
