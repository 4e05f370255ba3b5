import math

import pytest

from bot.waits.handling import guess, observe, shrink


def test_a_guess_has_the_mean_it_was_given() -> None:
    assert guess(480).mean_s == pytest.approx(480)


def test_nothing_seen_leaves_the_guess_as_it_is() -> None:
    assert shrink(observe([]), guess(480)) == guess(480)


def test_neither_seen_nor_guessed_is_not_invented() -> None:
    assert shrink(None, None) is None
    assert shrink(observe([300, 400]), None) is None


def test_enough_seen_needs_no_guess() -> None:
    seen = shrink(observe([200, 300, 400, 500, 600, 700]), None)
    assert seen is not None
    assert seen.mean_log == pytest.approx(math.log(420), abs=0.2)


def test_many_observations_outweigh_a_wrong_guess() -> None:
    learned = shrink(observe([1200.0] * 60), guess(240, sd_log=0.5))
    assert learned is not None
    assert learned.mean_log == pytest.approx(math.log(1200), abs=0.35)


def test_few_observations_leave_more_doubt_than_many() -> None:
    few, many = shrink(observe([300, 600]), guess(480)), shrink(observe([300, 600] * 30), guess(480))
    assert few is not None and many is not None
    assert few.error_log > many.error_log


def test_recent_handling_times_count_more_than_old_ones() -> None:
    slower, faster = observe([900] * 40 + [300] * 40), observe([300] * 40 + [900] * 40)
    assert slower is not None and faster is not None
    assert slower.mean_log > faster.mean_log
