import numpy as np
import pytest

from bot.waits.draws import Draws
from bot.waits.handling import HandlingTimes
from bot.waits.state import State, ahead
from waits.queues import queue


def sure() -> HandlingTimes:
    times = HandlingTimes({"normal": 600.0, "crisis": 1200.0})
    times.mean = np.array([0.0, 0.0, np.log(600), np.log(1200)])
    times.covariance = np.eye(4) * 1e-12
    return times


def draws(ages: list[float], waiting: int = 0) -> Draws:
    return Draws(queue(waiting, ages, times=sure()), 20000, seed=1)


def test_handling_times_have_the_median_that_was_learned() -> None:
    assert np.median(draws([]).durations(np.array([0]))) == pytest.approx(600, rel=0.03)


def test_every_category_keeps_its_own_times_and_its_row() -> None:
    times = draws([]).durations(np.array([0, 1, 0]))
    assert times.shape == (3, 20000)
    assert np.median(times[1]) == pytest.approx(2 * np.median(times[0]), rel=0.05)


def test_the_rest_of_a_chat_is_that_of_chats_which_lasted_as_long() -> None:
    totals = draws([]).durations(np.array([0]))[0]
    lasted = totals[totals > 900] - 900
    assert np.median(draws([900.0]).residuals()[0]) == pytest.approx(np.median(lasted), rel=0.06)


def test_a_chat_older_than_anything_seen_still_ends() -> None:
    left = draws([48 * 3600.0]).residuals()
    assert np.isfinite(left).all() and (left >= 0).all()


def test_who_has_waited_long_is_not_expected_to_leave_at_once() -> None:
    state = queue(0, [600.0], times=sure())
    waiting = ahead(state.handling, ["normal"] * 2, waited_s=3000.0)
    drawn = Draws(State(waiting, state.chats, state.slots, state.staffing, state.handling), 2000, seed=1)
    leaves_at = drawn.leaves_at(waiting, np.inf)
    assert leaves_at.shape == (2, 2000) and (leaves_at >= 0).all()
    assert np.median(leaves_at) > 600


def test_arrivals_come_at_the_rate_they_came_before() -> None:
    assert draws([]).rates(30, 7200).mean() == pytest.approx(30.5 / 7200, rel=0.03)
