"""How long one wait estimate takes with a long queue."""

import time

from bot.vocabulary import Lane
from bot.waits.assumptions import Assumptions
from bot.waits.estimator import estimate
from bot.waits.handling import Handling
from bot.waits.state import Chat, State

AGENTS, SLOTS, AHEAD = 12, 3, 1000
REPEATS = 50


def estimate_seconds() -> list[float]:
    """For a newcomer behind 1,000 others, 12 people at the desk with 3 chats each, all busy."""
    state = _full_desk()
    return [_timed(state, seed) for seed in range(REPEATS)]


def _full_desk() -> State:
    known = {lane.value: Assumptions().prior(lane) for lane in Lane}
    handling: dict[str, Handling] = {lane: prior for lane, prior in known.items() if prior is not None}
    chats = tuple(Chat(10.0 * n, Lane.NORMAL) for n in range(AGENTS * SLOTS))
    return State((Lane.NORMAL.value,) * AHEAD, chats, 0, handling)


def _timed(state: State, seed: int) -> float:
    started = time.perf_counter()
    estimate(state, seed)
    return time.perf_counter() - started
