import numpy as np
import pytest

from bot.waits.draws import Draws
from bot.waits.handling import Handling, guess
from bot.waits.state import Arrivals

SURE = Handling(1e9, np.log(600), 0.5)


def draws(replicates: int = 20000) -> Draws:
    return Draws({"normal": SURE, "crisis": guess(900)}, replicates, seed=1)


def test_handling_times_have_the_median_that_was_learned() -> None:
    assert np.median(draws().durations(["normal"])) == pytest.approx(600, rel=0.03)


def test_every_category_keeps_its_own_times_and_its_row() -> None:
    times = draws().durations(["normal", "crisis", "normal"])
    assert times.shape == (3, 20000)
    assert times[1].mean() > times[0].mean()


def test_the_rest_of_a_chat_is_that_of_chats_which_lasted_as_long() -> None:
    totals = draws().durations(["normal"])[0]
    lasted = totals[totals > 900] - 900
    assert np.median(draws().residual(900, "normal")) == pytest.approx(np.median(lasted), rel=0.05)


def test_a_chat_older_than_anything_seen_still_ends() -> None:
    left = draws().residual(48 * 3600, "normal")
    assert np.isfinite(left).all() and (left >= 0).all()


def test_arrivals_come_at_the_rate_they_came_before() -> None:
    rate = draws().rate(30, 7200)
    assert rate.mean() == pytest.approx(30.5 / 7200, rel=0.03)


def test_more_frequent_lanes_overtake_more_often() -> None:
    lanes = [Arrivals("crisis", 1, 7200), Arrivals("normal", 30, 7200)]
    drawn = draws().mixed(lanes, 500)
    assert drawn.count("normal") > drawn.count("crisis") > 0
