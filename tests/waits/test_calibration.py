import json

from bot.waits.calibration import Calibration


def after(outcomes: list[bool]) -> Calibration:
    calibration = Calibration()
    for missed in outcomes:
        calibration.observe("normal/open", missed)
    return calibration


def test_nothing_seen_changes_nothing() -> None:
    assert Calibration().width("normal/open") == 1.0


def test_broken_promises_widen_the_next_ones() -> None:
    assert after([True] * 5).width("normal/open") > 1.15


def test_promises_that_always_hold_are_tightened_slowly() -> None:
    assert 0.8 < after([False] * 30).width("normal/open") < 1.0


def test_it_settles_where_the_share_of_misses_is_as_agreed() -> None:
    """A world in which the bound should be half again as wide."""
    calibration = Calibration()
    for n in range(2000):
        calibration.observe("x", calibration.width("x") < 1.5 * (0.5 + (n * 7919 % 1000) / 1000))
    late = [calibration.width("x") < 1.5 * (0.5 + (n * 7919 % 1000) / 1000) for n in range(1000)]
    assert 0.05 < sum(late) / 1000 < 0.2


def test_no_outcome_moves_it_out_of_reason() -> None:
    assert after([True] * 1000).width("normal/open") < 4.1
    assert after([False] * 3000).width("normal/open") > 0.6


def test_lanes_are_apart_and_survive_being_stored() -> None:
    calibration = after([True] * 5)
    assert calibration.width("crisis/open") == 1.0
    again = Calibration.restored(json.loads(json.dumps(calibration.stored())))
    assert again.width("normal/open") == calibration.width("normal/open")
