import numpy as np
import pytest

from bot.waits.draws import Draws
from bot.waits.patience import Patience
from bot.waits.staffing import Staffing
from bot.waits.state import State, ahead
from bot.waits.walk import start_times
from waits.queues import MINUTES_10, arrivals, exact, handling, queue

TIMES = exact(normal=MINUTES_10, crisis=MINUTES_10)


def median_start(state: State) -> float:
    return float(np.median(start_times(state, Draws(state, 200, seed=3))[-1]))


def impatient() -> Patience:
    seen = Patience()
    for _ in range(60):
        seen.observe(900.0, left=True)
    return seen


def test_the_first_in_line_waits_for_the_chat_that_ends_first() -> None:
    assert median_start(queue(0, [60, 420], times=TIMES)) == pytest.approx(180, abs=2)


def test_those_ahead_take_the_slots_in_turn() -> None:
    assert median_start(queue(3, [], free=2, times=TIMES)) == pytest.approx(600, abs=2)
    assert median_start(queue(4, [], free=2, times=TIMES)) == pytest.approx(1200, abs=2)


def test_two_people_at_the_desk_are_twice_as_fast_as_one() -> None:
    one, two = (median_start(queue(8, [], free=free, times=TIMES)) for free in (1, 2))
    assert one == pytest.approx(2 * two, rel=0.01)


def test_everyone_in_the_queue_gets_a_start_of_their_own_in_one_pass() -> None:
    state = queue(5, [], free=1, times=TIMES)
    medians = np.median(start_times(state, Draws(state, 200, seed=3)), axis=1)
    assert medians == pytest.approx([0, 600, 1200, 1800, 2400, 3000], abs=5)


def test_customers_who_give_up_make_the_queue_shorter() -> None:
    stays, may_leave = queue(20, [], free=1, patience=impatient()), ahead(handling(), ["normal"] * 20)
    leaving = State(may_leave, stays.chats, stays.slots, stays.staffing, stays.handling, impatient())
    assert median_start(leaving) < 0.7 * median_start(stays)


def test_who_is_called_back_does_not_give_up() -> None:
    assert median_start(queue(20, [], 1, times=TIMES, patience=impatient())) == pytest.approx(12000, rel=0.01)


def test_nobody_gives_up_once_the_desk_has_closed_and_promised_to_call_back() -> None:
    closed_soon = Staffing(np.array([0.0, 60.0, 7200.0]), np.array([1, 0, 1]))
    state = queue(4, [0], times=TIMES, planned=closed_soon)
    waiting = State(ahead(TIMES, ["normal"] * 4), state.chats, state.slots, closed_soon, TIMES, impatient())
    assert median_start(waiting) == pytest.approx(7200 + 4 * 600, rel=0.02)


def test_a_shift_that_ends_moves_the_rest_of_the_queue_to_the_next_one() -> None:
    planned = Staffing(np.array([0.0, 900.0, 10000.0]), np.array([1, 0, 1]))
    assert median_start(queue(1, [0], times=TIMES, planned=planned)) == pytest.approx(10000, rel=0.01)


def test_people_who_are_planned_to_come_help_from_then_on() -> None:
    more_later = Staffing(np.array([0.0, 1200.0]), np.array([1, 11]))
    assert median_start(queue(10, [0], times=TIMES, planned=more_later)) == pytest.approx(1200, rel=0.01)


def test_somebody_who_leaves_for_lunch_finishes_the_chat_but_takes_no_other() -> None:
    lunch = Staffing(np.array([0.0, 300.0]), np.array([2, 1]))
    assert median_start(queue(1, [0, 0], times=TIMES, planned=lunch)) == pytest.approx(1200, rel=0.01)


def test_a_higher_lane_that_keeps_coming_makes_the_wait_longer() -> None:
    coming = (arrivals(TIMES, "crisis", 6, 7200),)
    plain, overtaken = queue(5, [], 1, times=TIMES), queue(5, [], 1, times=TIMES, overtaking=coming)
    assert median_start(overtaken) > median_start(plain) + 600


def test_a_higher_lane_that_fills_the_desk_alone_does_not_walk_for_ever() -> None:
    flood = (arrivals(TIMES, "crisis", 500, 7200),)
    assert np.isfinite(median_start(queue(5, [], 1, times=TIMES, overtaking=flood)))


def test_a_lane_above_that_is_empty_changes_nothing_for_the_first_in_line() -> None:
    rare = (arrivals(TIMES, "crisis", 1, 1e9),)
    assert median_start(queue(0, [420], times=TIMES, overtaking=rare)) == pytest.approx(180, abs=2)
