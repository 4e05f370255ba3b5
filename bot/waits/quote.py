"""What a customer can be told about the wait now, from the record, the opening hours and the estimator."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from bot.now import Now, utc_now
from bot.vocabulary import Lane
from bot.waits.assumptions import Assumptions
from bot.waits.desk_state import Desk, read_desk
from bot.waits.estimator import Estimate, estimate
from bot.waits.experience import group, read_learned
from bot.waits.hours import Hours
from bot.waits.learned import Learned
from bot.waits.restating import Told, slipping
from bot.waits.staffing import Staffing, staffing
from bot.waits.steps import MINUTE, latest_moment, round_near

OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"
FIELDS = ("point_s", "upper_s", "due_at", "opens_at", "closes_at", "answer_by", "slot_from", "zone")
QUARTER_S = 900
SLOT_S = 3600  # how long somebody who asked to be called back must be there
Quote = dict[str, Any]


class Waits:
    """States waits that can be kept, or says that none can be stated."""

    def __init__(
        self, pool: asyncpg.Pool, hours: Hours, assumptions: Assumptions | None = None, now: Now = utc_now
    ) -> None:
        self._pool = pool
        self._hours = hours
        self._assumptions = assumptions or Assumptions()
        self._now = now
        self._learned: tuple[datetime, Learned] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Where the desk is."""
        return self._hours.zone

    async def quote(
        self,
        lane: str,
        language: str | None,
        now: datetime | None = None,
        handoff_id: str | None = None,
        conversation_id: str | None = None,
    ) -> Quote:
        """The wait of a newcomer to `lane`, or of the waiting hand-over `handoff_id` from its place.

        {"lane", "language", "state", "point_s", "upper_s", "due_at", "opens_at", "closes_at", "answer_by",
        "slot_from", "zone", "alternative"}: durations in seconds, moments ISO-8601 in UTC, None where it does not
        apply. state open: point_s and upper_s hold. closed: opens_at and answer_by hold, and a call back comes
        between slot_from and answer_by; with closes_at the desk is still open, but an answer today is not sure.
        unknown: nothing can be promised. due_at: the latest moment stated, for the ledger. zone: where the customer
        of that hand-over or conversation is. alternative: a way that does not wait must be named too.
        """
        now, hours = (now or self._now()).astimezone(UTC), self._hours.of(lane, language)
        experience, whose = await self._experience(now), (handoff_id, conversation_id)
        desk = await read_desk(self._pool, now, self._assumptions, experience, whose)
        answer = self._open(desk, lane, now, handoff_id, hours) if hours.is_open(now) else None
        answer = answer or self._closed(desk, lane, now, handoff_id, hours)
        return self._whole(lane, language, answer, desk.zone)

    def _whole(self, lane: str, language: str | None, answer: Quote, zone: str | None) -> Quote:
        whole = {"lane": str(lane), "language": language, **dict.fromkeys(FIELDS), **answer, "zone": zone}
        return whole | {"alternative": _needs_alternative(whole)}

    async def restated(self, told: Sequence[Told], now: datetime) -> dict[str, Quote]:
        """By hand-over id: the new quote of every stated wait that must be replaced now, by bot/waits/recheck.py."""
        if not told:
            return {}
        desk = await read_desk(self._pool, now, self._assumptions, await self._experience(now))
        hours = {one.lane: self._hours.of(one.lane, None) for one in told}
        is_open = {lane: of_lane.is_open(now) for lane, of_lane in hours.items()}
        widths = {lane: desk.learned.calibration.width(group(lane, is_open=is_open[lane])) for lane in hours}
        closed = cache(lambda lane: self._closed(desk, lane, now, None, hours[lane]))  # of the last: late for most
        return {
            one.told.handoff_id: self._whole(
                one.told.lane,
                None,
                self._stated(one.anew, now, hours[one.told.lane], one.least_s) or closed(one.told.lane),
                None,
            )
            for one in slipping(desk, told, now, widths, is_open)
        }

    async def _experience(self, now: datetime) -> Learned:
        """Read anew when it is old, or from a time that is not near this one."""
        if self._learned is None or abs((now - self._learned[0]).total_seconds()) > self._assumptions.learned_for_s:
            learned = await read_learned(self._pool, now, self._assumptions, self._was_open)
            self._learned = now, learned
        return self._learned[1]

    def _was_open(self, lane: str, language: str | None, at: datetime) -> bool:
        return self._hours.of(lane, language).is_open(at)

    def _open(self, desk: Desk, lane: str, now: datetime, handoff_id: str | None, hours: Hours) -> Quote | None:
        """None when an answer before closing is not sure enough to be stated. Nobody there: nothing is known."""
        if not desk.slots:
            return {"state": UNKNOWN}
        width = desk.learned.calibration.width(group(lane, is_open=True))
        stated = estimate(desk.state(lane, handoff_id, self._planned(hours, now, len(desk.slots))), width)
        return self._stated(stated, now, hours)

    def _stated(self, stated: Estimate, now: datetime, hours: Hours, least_s: float = 0.0) -> Quote | None:
        if stated.point_s is None or stated.upper_s is None:
            return {"state": UNKNOWN} if hours.is_open(now) else None
        upper_s = max(stated.upper_s, self._assumptions.pickup_s, least_s)
        due_at = latest_moment(now, upper_s)  # the ledger holds us to the words, not to the figure
        closes_at = hours.closes_at(now)
        if closes_at is not None and due_at > closes_at:
            return None
        point_s = min(round_near(stated.point_s), upper_s) if stated.kind == "wait" else 0.0
        return {"state": OPEN, "point_s": point_s, "upper_s": upper_s, "due_at": _iso(due_at)}

    def _closed(self, desk: Desk, lane: str, now: datetime, handoff_id: str | None, hours: Hours) -> Quote:
        closes_at = hours.closes_at(now)
        opens_at = hours.next_opening(closes_at or now)
        if opens_at is None:
            return {"state": UNKNOWN}
        width, staffed = desk.learned.calibration.width(group(lane, is_open=False)), self._planned(hours, opens_at)
        slots = (self._assumptions.opening_slots,) * int(staffed.agents[0])
        backlog = estimate(desk.at_opening(lane, slots, staffed, handoff_id), width)
        if backlog.upper_s is None:
            return {"state": UNKNOWN}
        wait_s = max(backlog.upper_s, self._assumptions.earliest_answer_s)
        answer_by = _quarter_up(opens_at + timedelta(seconds=wait_s))
        slot_from = max(opens_at, answer_by - timedelta(seconds=SLOT_S))
        moments = {"opens_at": opens_at, "closes_at": closes_at, "slot_from": slot_from, "answer_by": answer_by}
        told = {name: moment and _iso(moment) for name, moment in moments.items()}
        return {"state": CLOSED, **told, "due_at": told["answer_by"]}

    def _planned(self, hours: Hours, at: datetime, on_duty: int | None = None) -> Staffing:
        """From `at` on by the published plan, beginning with those who are really there where that is known."""
        plan, at_s = hours.plan(at, self._assumptions.opening_agents), at.timestamp()
        planned = next((people for moment, people in reversed(plan) if moment <= at_s), 0)
        return staffing(plan, at_s, planned if on_duty is None else on_duty)


def _needs_alternative(quote: Quote) -> bool:
    """In a crisis a number above a minute must not stand alone."""
    soon = quote["state"] == OPEN and quote["upper_s"] <= MINUTE
    return quote["lane"] == Lane.CRISIS and not soon


def _quarter_up(moment: datetime) -> datetime:
    return datetime.fromtimestamp(ceil(moment.timestamp() / QUARTER_S) * QUARTER_S, UTC)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
