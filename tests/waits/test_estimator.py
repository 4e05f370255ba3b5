import random
from dataclasses import replace

import numpy as np
import pytest

from bot.waits.estimator import NOW, UNKNOWN, WALKED, estimate, starts
from bot.waits.handling import HandlingTimes
from bot.waits.staffing import constant
from waits.queues import handling, queue


def test_somebody_free_and_nobody_ahead_is_no_wait() -> None:
    assert estimate(queue(0, [60, 300], free=1)) == NOW


def test_a_free_slot_is_no_use_while_as_many_people_are_ahead() -> None:
    assert estimate(queue(1, [60, 300], free=1)).kind == "wait"


def test_nobody_on_duty_is_unknown_rather_than_a_made_up_number() -> None:
    assert estimate(queue(4, [])) == UNKNOWN


def test_without_any_handling_time_nothing_can_be_said() -> None:
    nobody = replace(queue(0, []), handling=HandlingTimes({}), slots=np.array([1]), staffing=constant(1))
    assert estimate(nobody) == UNKNOWN


def test_the_same_queue_gives_the_same_answer() -> None:
    assert estimate(queue(4, [60, 300])) == estimate(queue(4, [60, 300]))


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("waiting", [0, 1, 7, WALKED, WALKED + 1, 300])
def test_the_most_likely_wait_is_never_above_the_bound(waiting: int, seed: int) -> None:
    said = estimate(queue(waiting, [60, 300]), seed=seed)
    assert said.point_s is not None and said.bound_s is not None and said.upper_s is not None
    assert 0 <= said.point_s <= said.bound_s <= said.upper_s
    assert said.upper_s >= 60


def test_more_people_ahead_never_promise_an_earlier_answer() -> None:
    bounds = [estimate(queue(waiting, [60, 300])).upper_s or 0 for waiting in range(0, 200, 10)]
    assert bounds == sorted(bounds)


def test_what_was_seen_often_makes_the_bound_tighter() -> None:
    learned = handling()
    for _ in range(200):
        learned.observe("normal", 360.0)
        learned.observe("normal", 540.0)
    unsure, sure = estimate(queue(30, [60, 300])), estimate(queue(30, [60, 300], times=learned))
    assert unsure.upper_s is not None and sure.upper_s is not None
    assert sure.upper_s < unsure.upper_s


def test_a_wider_width_moves_the_bound_and_not_the_point() -> None:
    plain, wide = estimate(queue(5, [60, 300])), estimate(queue(5, [60, 300]), width=2.0)
    assert plain.point_s == wide.point_s
    assert (plain.bound_s or 0) < (wide.bound_s or 0)


def test_nine_in_ten_promises_are_kept_when_the_queue_behaves_as_learned() -> None:
    """The bound is checked against starts drawn by an independent walk with other random numbers."""
    kept = [_one_truth(seed) <= (estimate(queue(4, [60, 300]), seed=seed).bound_s or 0) for seed in range(400)]
    assert 0.86 <= sum(kept) / len(kept) <= 0.94


def _one_truth(seed: int) -> float:
    """The levels are drawn as unsure as the guess is: common, category, and noise."""
    drawn, known = random.Random(seed), handling()
    level = known.mean[2] + drawn.gauss(0, 0.5) + drawn.gauss(0, 0.3)

    def busy(longer_than: float = 0.0) -> float:
        for _ in range(10000):
            if (value := drawn.lognormvariate(level, float(known.spread[0]))) > longer_than:
                return value - longer_than
        return 0.0

    slots = [busy(age) for age in (60.0, 300.0)]
    for _ in range(4):
        first = slots.index(min(slots))
        slots[first] += busy()
    return min(slots)


@pytest.mark.parametrize("waiting", [3, WALKED, 500])
def test_one_pass_says_of_everyone_what_each_would_be_told_alone(waiting: int) -> None:
    everyone = starts(queue(waiting, [60, 300, 500])).of(np.array([0, waiting // 2, waiting]))
    for place, ahead in enumerate((0, waiting // 2, waiting)):
        alone = estimate(queue(ahead, [60, 300, 500]))
        assert np.median(everyone[place]) == pytest.approx(alone.point_s, rel=0.15)
