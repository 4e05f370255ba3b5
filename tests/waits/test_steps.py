from datetime import UTC, datetime

import pytest

from bot.waits.steps import STEPS_S, latest_moment, round_near, round_up

NOON = datetime(2026, 11, 20, 12, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, 60), (60, 60), (61, 120), (370, 420), (690, 720), (730, 900), (5401, 6300)]
)
def test_a_bound_goes_up_to_the_next_step(seconds: float, said: float) -> None:
    assert round_up(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(10, 60), (80, 60), (100, 120), (380, 360), (400, 420), (800, 720)])
def test_a_most_likely_wait_goes_to_the_nearest_step(seconds: float, said: float) -> None:
    assert round_near(seconds) == said


def test_above_an_hour_only_quarters_are_said() -> None:
    assert round_up(4 * 3600 + 1) == 4.25 * 3600
    assert round_near(5.4 * 3600) == 5.5 * 3600


def test_what_is_already_a_step_stays() -> None:
    assert all(round_up(step) == round_near(step) == step for step in STEPS_S)


@pytest.mark.parametrize(
    ("minutes", "moment"), [(12, "12:13:30"), (90, "13:31:30"), (105, "13:50:00"), (180, "15:05:00")]
)
def test_the_latest_moment_is_the_one_that_is_said(minutes: int, moment: str) -> None:
    assert f"{latest_moment(NOON, minutes * 60):%T}" == moment
