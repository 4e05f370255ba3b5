import time

import numpy as np
import pytest

from bot.waits import fluid, walk
from bot.waits.draws import Draws
from bot.waits.patience import Patience
from bot.waits.staffing import Staffing
from bot.waits.state import State, ahead
from waits.queues import arrivals, learned, queue

BUSY = [60.0 * age for age in range(12)]
LUNCH = Staffing(np.array([0.0, 1800.0, 5400.0]), np.array([12, 6, 12]))
NIGHT = Staffing(np.array([0.0, 1800.0, 40000.0]), np.array([12, 0, 12]))


def quantiles(starts: np.ndarray) -> np.ndarray:
    return np.quantile(starts[-1], [0.5, 0.9])


@pytest.mark.parametrize("planned", [None, LUNCH, NIGHT])
@pytest.mark.parametrize("waiting", [60, 150])
def test_a_stream_says_what_walking_the_queue_says(waiting: int, planned: Staffing | None) -> None:
    state = queue(waiting, BUSY, planned=planned)
    walked = quantiles(walk.start_times(state, Draws(state, 400, seed=1)))
    flowing = quantiles(fluid.start_times(state, Draws(state, 400, seed=2))[1])
    assert flowing == pytest.approx(walked, rel=0.1)


def test_it_agrees_with_the_walk_about_those_who_give_up() -> None:
    seen = Patience()
    for _ in range(60):
        seen.observe(900.0, left=True)
    patient = queue(100, BUSY, patience=seen)
    state = State(
        ahead(patient.handling, ["normal"] * 100),
        patient.chats,
        patient.slots,
        patient.staffing,
        patient.handling,
        seen,
    )
    walked = quantiles(walk.start_times(state, Draws(state, 400, seed=1)))
    assert quantiles(fluid.start_times(state, Draws(state, 400, seed=2))[1]) == pytest.approx(walked, rel=0.1)
    assert walked[0] < 0.8 * quantiles(walk.start_times(patient, Draws(patient, 400, seed=1)))[0]


def test_it_agrees_with_the_walk_about_higher_lanes() -> None:
    times = learned(normal=480.0, crisis=900.0)
    state = queue(80, BUSY, times=times, overtaking=(arrivals(times, "crisis", 20, 7200),))
    walked = quantiles(walk.start_times(state, Draws(state, 400, seed=1)))
    assert quantiles(fluid.start_times(state, Draws(state, 400, seed=2))[1]) == pytest.approx(walked, rel=0.1)


def test_twenty_thousand_cost_hardly_more_than_a_hundred() -> None:
    state = queue(20_000, BUSY)
    draws = Draws(state, 200, seed=0)
    started = time.process_time()
    for _ in range(10):
        fluid.start_times(state, draws)
    assert (time.process_time() - started) / 10 < 0.02  # 1 ms measured; the margin is for a busy machine
