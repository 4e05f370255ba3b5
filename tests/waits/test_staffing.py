import numpy as np
import pytest

from bot.waits.staffing import DAY_S, NEVER_S, constant, staffing

DAY = [(0.0, 0), (32400.0, 6), (43200.0, 4), (46800.0, 6), (64800.0, 0), (118800.0, 6)]


def steps(plan: list[tuple[float, int]], now: float, on_duty: int) -> list[tuple[float, int]]:
    planned = staffing(plan, now, on_duty)
    return list(zip(planned.times_s.tolist(), planned.agents.tolist(), strict=True))


def test_the_plan_is_counted_from_now() -> None:
    assert steps(DAY, 40000, 6) == [(0, 6), (3200, 4), (6800, 6), (24800, 0), (78800, 6)]


def test_who_is_missing_today_is_missing_until_closing_but_not_tomorrow() -> None:
    assert steps(DAY, 40000, 5) == [(0, 5), (3200, 3), (6800, 5), (24800, 0), (78800, 6)]


def test_at_night_the_next_shift_is_what_there_is() -> None:
    assert steps(DAY, 10000, 0)[:2] == [(0, 0), (22400, 6)]


def test_without_a_plan_those_who_are_there_stay() -> None:
    assert steps([], 500, 3) == [(0, 3)]


def test_a_plan_that_ends_closed_goes_on_the_next_day() -> None:
    assert steps([(0.0, 0), (32400.0, 6), (64800.0, 0)], 70000, 0) == [(0, 0), (32400 + DAY_S - 70000, 6)]


def test_nobody_planned_ever_is_nobody() -> None:
    assert staffing([(0.0, 0)], 10, 0).most == 0


def test_closing_is_when_the_last_one_leaves() -> None:
    assert staffing(DAY, 40000, 6).closes_in_s == 24800
    assert constant(3).closes_in_s == np.inf


def test_who_leaves_first_comes_back_when_the_plan_says_so() -> None:
    back_at = staffing(DAY, 40000, 6).back_at()
    assert back_at[0].tolist() == [0, 0, 0, 78800, 0]
    assert back_at[5].tolist() == [0, 6800, 0, 78800, 0]
    assert staffing([(0.0, 2), (600.0, 1)], 0, 2).back_at()[1].tolist() == [0, NEVER_S]


@pytest.mark.parametrize("missing", [1, 3, 5])
def test_however_many_are_missing_an_open_desk_has_somebody_later(missing: int) -> None:
    planned = steps(DAY, 40000, 6 - missing)
    assert min(number for at, number in planned if at < 24800) >= 1
