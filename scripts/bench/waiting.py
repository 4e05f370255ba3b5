"""How long a wait estimate takes with a long queue, and a look at everybody who was told one."""

import time
from statistics import median

from bot.waits.answering import Answering
from scripts.bench.figures import Row, Target

AGENTS, SLOTS = 12, 3
LANE, CATEGORY = "normal", "billing"
REPEATS = 50
EVERY_S = 0.5  # between two arrivals


def estimate_seconds(waiting: int = 1000) -> list[float]:
    """For a newcomer behind so many others: 12 people at the desk with 3 chats each, all busy."""
    desk, now = full_desk(waiting)
    return [_timed(desk, {"ev": "query", "t": now, **_customer(f"new{n}")}) for n in range(REPEATS)]


def tick_seconds(waiting: int = 5000) -> float:
    """One look at so many customers, each of whom was told a time."""
    desk, now = full_desk(waiting, told=True)
    return median(_timed(desk, {"ev": "tick", "t": now + 60 * n}) for n in range(1, 6))


def long_queues(waiting: int = 20_000, told: int = 5_000) -> list[Row]:
    """The figures beyond a thousand waiting."""
    longest_ms = 1000 * median(estimate_seconds(waiting))
    return [
        Row(f"wait estimate, {waiting:,} waiting", "ms", longest_ms, None, Target(5, "value")),
        Row(f"look at {told:,} stated waits", "ms", 1000 * tick_seconds(told), None, Target(250, "value")),
    ]


def full_desk(waiting: int, told: bool = False) -> tuple[Answering, float]:
    """A desk nobody is free at, with so many waiting, and the moment the last one came."""
    desk = Answering()
    meta = {"lanes": [LANE], "slots_per_agent": SLOTS, "prior_handle_s": {CATEGORY: 480.0}}
    desk.answer({"ev": "meta", "t": 0.0, **meta})
    desk.answer({"ev": "shift", "t": 0.0, "on_duty": [f"a{n}" for n in range(AGENTS)]})
    for n in range(AGENTS * SLOTS):
        desk.answer({"ev": "enqueue", "t": 0.0, **_customer(f"held{n}")})
        desk.answer({"ev": "start", "t": 0.0, "id": f"held{n}", "agent": f"a{n % AGENTS}"})
    for n in range(waiting):
        row = {"t": EVERY_S * n, **_customer(f"w{n}")}
        if told:
            desk.answer({"ev": "query", **row})
        desk.answer({"ev": "enqueue", **row})
    return desk, EVERY_S * waiting


def _customer(key: str) -> dict[str, str]:
    return {"query_id": key, "id": key, "lane": LANE, "cat": CATEGORY}


def _timed(desk: Answering, row: dict[str, object]) -> float:
    started = time.perf_counter()
    desk.answer(row)
    return time.perf_counter() - started
