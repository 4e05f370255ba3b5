"""What a customer can be told about the wait now, from the record, the opening hours and the estimator."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any

import asyncpg
import numpy as np

from bot.vocabulary import Lane
from bot.waits.assumptions import Assumptions
from bot.waits.desk_state import Desk, read_desk
from bot.waits.estimator import Estimate, estimate
from bot.waits.experience import group, read_learned
from bot.waits.hours import Hours
from bot.waits.learned import Learned
from bot.waits.restating import Told, slipping
from bot.waits.staffing import Staffing, constant
from bot.waits.steps import MINUTE, round_near

OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"
FIELDS = ("point_s", "upper_s", "due_at", "opens_at", "closes_at", "answer_by")
QUARTER_S = 900
Quote = dict[str, Any]


class Waits:
    """States waits that can be kept, or says that none can be stated."""

    def __init__(self, pool: asyncpg.Pool, hours: Hours, assumptions: Assumptions | None = None) -> None:
        self._pool = pool
        self._hours = hours
        self._assumptions = assumptions or Assumptions()
        self._learned: tuple[datetime, Learned] | None = None

    async def quote(
        self, lane: str, language: str | None, now: datetime | None = None, handoff_id: str | None = None
    ) -> Quote:
        """The wait of a newcomer to `lane`, or of the waiting hand-over `handoff_id` from its place.

        {"lane", "language", "state", "point_s", "upper_s", "due_at", "opens_at", "closes_at", "answer_by",
        "alternative"}: durations in seconds, moments ISO-8601 in UTC, None where it does not apply.
        state open: point_s and upper_s hold. closed: opens_at and answer_by hold; with closes_at the desk is
        still open, but an answer today is not sure. unknown: nothing can be promised. due_at: the latest
        moment stated, for the ledger. alternative: a way that does not wait must be named too.
        """
        now = now or datetime.now(UTC)
        desk = await read_desk(self._pool, now, self._assumptions, await self._experience(now))
        answer = self._open(desk, lane, now, handoff_id) if self._hours.is_open(now) else None
        answer = answer or self._closed(desk, lane, now, handoff_id)
        return self._whole(lane, language, answer)

    def _whole(self, lane: str, language: str | None, answer: Quote) -> Quote:
        whole = {"lane": str(lane), "language": language, **dict.fromkeys(FIELDS), **answer}
        return whole | {"alternative": _needs_alternative(whole)}

    async def restated(self, told: Sequence[Told], now: datetime) -> dict[str, Quote]:
        """By hand-over id: the new quote of every stated wait that must be replaced now, by bot/waits/recheck.py."""
        if not told:
            return {}
        desk = await read_desk(self._pool, now, self._assumptions, await self._experience(now))
        is_open = self._hours.is_open(now)
        widths = {one.lane: desk.learned.calibration.width(group(one.lane, is_open=is_open)) for one in told}
        closed = cache(lambda lane: self._closed(desk, lane, now, None))  # of the last in the lane: late for most
        return {
            one.told.handoff_id: self._whole(
                one.told.lane, None, self._stated(one.anew, now, one.least_s) or closed(one.told.lane)
            )
            for one in slipping(desk, told, now, widths, is_open)
        }

    async def _experience(self, now: datetime) -> Learned:
        """Read anew when it is old, or from a time that is not near this one."""
        if self._learned is None or abs((now - self._learned[0]).total_seconds()) > self._assumptions.learned_for_s:
            learned = await read_learned(self._pool, now, self._assumptions, self._hours.is_open)
            self._learned = now, learned
        return self._learned[1]

    def _open(self, desk: Desk, lane: str, now: datetime, handoff_id: str | None) -> Quote | None:
        """None when an answer before closing is not sure enough to be stated."""
        width = desk.learned.calibration.width(group(lane, is_open=True))
        return self._stated(estimate(desk.state(lane, handoff_id), width), now)

    def _stated(self, stated: Estimate, now: datetime, least_s: float = 0.0) -> Quote | None:
        if stated.point_s is None or stated.upper_s is None:
            return {"state": UNKNOWN} if self._hours.is_open(now) else None
        upper_s = max(stated.upper_s, self._assumptions.pickup_s, least_s)
        due_at = now + timedelta(seconds=upper_s)
        closes_at = self._hours.closes_at(now)
        if closes_at is not None and due_at > closes_at:
            return None
        point_s = min(round_near(stated.point_s), upper_s) if stated.kind == "wait" else 0.0
        return {"state": OPEN, "point_s": point_s, "upper_s": upper_s, "due_at": _iso(due_at)}

    def _closed(self, desk: Desk, lane: str, now: datetime, handoff_id: str | None) -> Quote:
        closes_at = self._hours.closes_at(now)
        opens_at = self._hours.next_opening(closes_at or now)
        if opens_at is None:
            return {"state": UNKNOWN}
        people, width = (
            self._assumptions.opening_agents,
            desk.learned.calibration.width(group(lane, is_open=False)),
        )
        slots = (self._assumptions.opening_slots,) * people
        backlog = estimate(desk.at_opening(lane, slots, self._staffing(opens_at, people), handoff_id), width)
        if backlog.upper_s is None:
            return {"state": UNKNOWN}
        wait_s = max(backlog.upper_s, self._assumptions.earliest_answer_s)
        answer_by = _iso(_quarter_up(opens_at + timedelta(seconds=wait_s)))
        moments = {"opens_at": _iso(opens_at), "closes_at": closes_at and _iso(closes_at)}
        return {"state": CLOSED, **moments, "answer_by": answer_by, "due_at": answer_by}

    def _staffing(self, opens_at: datetime, people: int) -> Staffing:
        """From `opens_at` on, until the desk closes and opens again."""
        closes_at = self._hours.closes_at(opens_at)
        again_at = closes_at and self._hours.next_opening(closes_at)
        if closes_at is None or again_at is None:
            return constant(people)
        times = [0.0, *((moment - opens_at).total_seconds() for moment in (closes_at, again_at))]
        return Staffing(np.array(times), np.array([people, 0, people], dtype=np.intp))


def _needs_alternative(quote: Quote) -> bool:
    """In a crisis a number above a minute must not stand alone."""
    soon = quote["state"] == OPEN and quote["upper_s"] <= MINUTE
    return quote["lane"] == Lane.CRISIS and not soon


def _quarter_up(moment: datetime) -> datetime:
    return datetime.fromtimestamp(ceil(moment.timestamp() / QUARTER_S) * QUARTER_S, UTC)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
