import numpy as np
import pytest

from bot.waits.recheck import Stated, restate

STARTS = np.linspace(1, 1000, 200)[None, :]  # served within 1000 seconds, any moment as likely


@pytest.mark.parametrize(
    ("left_s", "age_s", "replaced"),
    [
        (990, 30, False),  # nine in ten will do
        (700, 30, False),
        (590, 600, False),
        (100, 30, True),  # soon over and not likely any more
        (250, 30, False),  # unlikely, but just said
        (250, 300, True),
        (30, 30, True),  # passes before we look again
    ],
)
def test_a_stated_wait_is_replaced_when_it_will_not_hold(left_s: float, age_s: float, replaced: bool) -> None:
    assert restate(Stated(np.array([left_s]), np.array([age_s])), STARTS).tolist() == [replaced]


def test_who_is_served_for_certain_before_it_passes_hears_nothing() -> None:
    assert not restate(Stated(np.array([40.0]), np.array([900.0])), np.full((1, 200), 20.0)).any()


def test_everybody_is_judged_alone() -> None:
    stated = Stated(np.array([990.0, 30.0]), np.array([30.0, 30.0]))
    assert restate(stated, np.repeat(STARTS, 2, axis=0)).tolist() == [False, True]
