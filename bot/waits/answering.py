"""`firstline waits answer`: a trace of desk events in, stated waits out, one line per question, as it happens.

Format: waits-trace/1. The floor, the estimator and the rule for updates are those that answer customers.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import numpy as np

from bot.waits.estimator import Estimate, estimate, starts, stated
from bot.waits.floor import Floor
from bot.waits.recheck import TICK_S, Stated, restate
from bot.waits.steps import round_up

Row = Mapping[str, Any]
Answer = dict[str, Any]
LEAST_MORE_S = 60.0  # a new bound is at least a minute beyond the old one
NOT_KNOWN_S = (1800.0, 7200.0)  # the format has no "we cannot say yet"; customers are told so in words


@dataclass(slots=True)
class Promise:
    """What one customer was told, in moments of the trace."""

    query_id: str
    lane: str
    group: str
    said: float
    due: float
    bound: float | None  # until the outcome of the first bound is known


class Answering:
    """Feeds rows to the floor and keeps what was said."""

    def __init__(self, floor: Floor | None = None) -> None:
        self._floor = floor
        self._promises: dict[str, Promise] = {}

    def answer(self, row: Row) -> Answer | None:
        """The line that `row` asks for; None when it only tells what happened."""
        match row["ev"]:
            case "meta":
                self._floor = Floor.opened(row["lanes"], row["slots_per_agent"], row["prior_handle_s"])
            case "query":
                return self._query(row)
            case "tick":
                return {"updates": self._tick(row["t"])}
            case event:
                self._happened(event, row)
        return None

    @property
    def floor(self) -> Floor:
        if self._floor is None:
            raise ValueError("the trace does not begin with its meta line")
        return self._floor

    def _happened(self, event: str, row: Row) -> None:
        floor = self.floor
        match event:
            case "plan":
                floor.plan = [(float(moment), int(agents)) for moment, agents in row["agents"]]
            case "shift":
                floor.shift(row["on_duty"])
            case "enqueue":
                floor.enqueue(row["id"], row["lane"], row["cat"], row["t"])
            case "start":
                floor.start(row["id"], row["agent"], row["t"])
                self._settle(row["id"], row["t"])
            case "end":
                floor.end(row["id"], row["t"])
            case "abandon":
                floor.abandon(row["id"], row["t"])
                self._promises.pop(row["id"], None)

    def _query(self, row: Row) -> Answer:
        now, lane = row["t"], row["lane"]
        group = f"{lane}/{'open' if self.floor.on_duty else 'closed'}"
        said = estimate(self.floor.state(lane, now), self.floor.learned.calibration.width(group))
        point, upper = _figures(said)
        bound = None if said.kind != "wait" or said.bound_s is None else now + upper
        self._promises[row["id"]] = Promise(row["query_id"], lane, group, now, now + upper, bound)
        return {"query_id": row["query_id"], "point_s": point, "upper_s": upper}

    def _settle(self, key: str, now: float) -> None:
        promise = self._promises.pop(key, None)
        if promise is not None and promise.bound is not None:
            self.floor.learned.calibration.observe(promise.group, now > promise.bound)

    def _tick(self, now: float) -> list[Answer]:
        self._count_missed(now)
        return [update for lane in self.floor.lanes for update in self._restated(lane, now)]

    def _count_missed(self, now: float) -> None:
        for promise in self._promises.values():
            if promise.bound is not None and promise.bound < now:
                self.floor.learned.calibration.observe(promise.group, missed=True)
                promise.bound = None

    def _restated(self, lane: str, now: float) -> list[Answer]:
        queue = self.floor.queues[lane]
        waiting = [(key, one) for key, one in self._promises.items() if one.lane == lane and key in queue]
        if not waiting:
            return []
        higher = sum(len(self.floor.queues[name]) for name in self.floor.lanes[: self.floor.lanes.index(lane)])
        state = self.floor.state(lane, now)
        if not state.known:
            return []
        drawn = starts(state).of(queue.ahead_of([key for key, _ in waiting]) + higher)
        due = np.array([one.due for _, one in waiting])
        said = np.array([one.said for _, one in waiting])
        late = np.flatnonzero(restate(Stated(due - now, now - said), drawn))
        return [self._update(waiting[place][1], drawn[place], now) for place in late]

    def _update(self, promise: Promise, drawn: np.ndarray, now: float) -> Answer:
        point, upper = _figures(stated(drawn, self.floor.learned.calibration.width(promise.group)))
        upper = max(upper, round_up(promise.due - now + LEAST_MORE_S))
        promise.said, promise.due = now, now + upper
        return {"query_id": promise.query_id, "point_s": point, "upper_s": upper}


def _figures(said: Estimate) -> tuple[float, float]:
    if said.point_s is None or said.upper_s is None:
        return NOT_KNOWN_S
    return round(said.point_s, 1), max(said.upper_s, TICK_S)


def answer_lines(rows: Iterable[str], out: TextIO) -> None:
    """Every line in, and for each question a line out, at once."""
    answering = Answering()
    for line in rows:
        answer = answering.answer(json.loads(line)) if line.strip() else None
        if answer is not None:
            out.write(json.dumps(answer) + "\n")
            out.flush()
