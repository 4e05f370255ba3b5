import numpy as np
import pytest

from bot.waits.draws import Draws
from bot.waits.handling import Handling
from bot.waits.state import Arrivals, Chat, State
from bot.waits.walk import start_times

TEN_MINUTES = Handling(1e9, np.log(600), 1e-6)  # everybody takes exactly ten minutes
HANDLING = {"normal": TEN_MINUTES, "crisis": TEN_MINUTES}


def median_start(state: State) -> float:
    return float(np.median(start_times(state, Draws(state.handling, 200, seed=3))))


def queue(ahead: int, chats: tuple[Chat, ...], free_slots: int = 0, **more: object) -> State:
    return State(("normal",) * ahead, chats, free_slots, HANDLING, **more)


def test_the_first_in_line_waits_for_the_chat_that_ends_first() -> None:
    assert median_start(queue(0, (Chat(60, "normal"), Chat(420, "normal")))) == pytest.approx(180, abs=2)


def test_those_ahead_take_the_slots_in_turn() -> None:
    assert median_start(queue(3, (), free_slots=2)) == pytest.approx(600, abs=2)
    assert median_start(queue(4, (), free_slots=2)) == pytest.approx(1200, abs=2)


def test_two_people_at_the_desk_are_twice_as_fast_as_one() -> None:
    one, two = median_start(queue(8, (), free_slots=1)), median_start(queue(8, (), free_slots=2))
    assert one == pytest.approx(2 * two, rel=0.01)


def test_customers_who_give_up_make_the_queue_shorter() -> None:
    assert median_start(queue(20, (), 1, leave_per_s=1 / 1200)) < median_start(queue(20, (), 1))


def test_patient_customers_keep_the_queue_as_long_as_it_is() -> None:
    assert median_start(queue(20, (), 1, leave_per_s=1e-9)) == pytest.approx(median_start(queue(20, (), 1)))


def test_a_higher_lane_that_keeps_coming_makes_the_wait_longer() -> None:
    coming = (Arrivals("crisis", 6, 7200),)
    assert median_start(queue(5, (), 1, overtaking=coming)) > median_start(queue(5, (), 1)) + 600


def test_a_higher_lane_that_fills_the_desk_alone_does_not_walk_for_ever() -> None:
    flood = (Arrivals("crisis", 500, 7200),)
    assert np.isfinite(median_start(queue(5, (), 1, overtaking=flood)))


def test_a_lane_above_that_is_empty_changes_nothing_for_the_first_in_line() -> None:
    rare = (Arrivals("crisis", 1, 1e9),)
    state = queue(0, (Chat(420, "normal"),), overtaking=rare)
    assert median_start(state) == pytest.approx(180, abs=2)
