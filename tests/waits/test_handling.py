import json
import math

import numpy as np
import pytest

from bot.waits.handling import HandlingTimes, places


def taught(seconds: list[float], guessed_s: float = 480.0, beside: float = 0.0) -> HandlingTimes:
    times = HandlingTimes({"normal": guessed_s})
    for value in seconds:
        times.observe("normal", value, beside)
    return times


def doubt(times: HandlingTimes) -> float:
    """Standard deviation of the level of `normal`."""
    row = np.array([1.0, 0.0, 1.0])
    return math.sqrt(row @ times.covariance @ row)


def test_a_guess_has_the_mean_it_was_given() -> None:
    assert taught([]).mean_s("normal") == pytest.approx(480)


def test_many_observations_outweigh_a_wrong_guess() -> None:
    assert taught([900.0, 1600.0] * 60, guessed_s=240).mean_s("normal") == pytest.approx(1250, rel=0.15)


def test_few_observations_leave_more_doubt_than_many() -> None:
    assert doubt(taught([300, 600])) > doubt(taught([300, 600] * 30))


def test_a_team_that_becomes_slower_is_noticed_within_a_hundred_chats() -> None:
    assert taught([300.0] * 300 + [600.0] * 100).mean_s("normal") > 480


def test_what_one_category_shows_is_half_believed_of_the_others() -> None:
    times = HandlingTimes({"billing": 300.0, "tech": 600.0})
    for _ in range(50):
        times.observe("billing", 900.0)
    assert times.mean_s("tech") > 1000


def test_chats_beside_others_are_learned_to_take_longer() -> None:
    times = HandlingTimes({"normal": 480.0})
    for _ in range(150):
        times.observe("normal", 400.0, 0)
        times.observe("normal", 600.0, 2)
    assert times.mean_s("normal", 2) / times.mean_s("normal", 0) == pytest.approx(1.5, rel=0.1)


def test_a_category_nobody_has_guessed_is_like_the_others_until_it_is_seen() -> None:
    times = taught([])
    assert times.mean_s("new") == pytest.approx(480, rel=0.01)
    with pytest.raises(KeyError):
        HandlingTimes({}).index("new")


def test_chats_that_go_on_and_on_say_that_the_guess_was_short() -> None:
    times = taught([], guessed_s=200)
    mean, covariance = times.outlasting(places(times, ["normal"] * 6), np.full(6, 1200.0), np.zeros(6))
    assert mean[0] + mean[2] > times.mean[0] + times.mean[2] + 0.3
    assert covariance[0, 0] < times.covariance[0, 0]


def test_what_was_learned_survives_being_stored() -> None:
    times = taught([300, 600, 900])
    again = HandlingTimes.restored(json.loads(json.dumps(times.stored())))
    again.observe("normal", 700)
    times.observe("normal", 700)
    assert again.mean_s("normal") == times.mean_s("normal")
    assert (again.covariance == times.covariance).all()
