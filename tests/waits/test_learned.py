import json

import pytest

from bot.waits.estimator import estimate
from bot.waits.handling import HandlingTimes
from bot.waits.learned import Learned
from waits.queues import queue


def taught() -> Learned:
    learned = Learned(HandlingTimes({"normal": 300.0}))
    for n in range(40):
        learned.handling.observe("normal", 500.0 + 10 * n, beside=n % 2)
        learned.patience.observe(60.0 * n, left=n % 4 == 0)
        learned.calibration.observe("normal/open", missed=n % 5 == 0)
    return learned


def test_after_a_restart_the_same_queue_is_told_the_same() -> None:
    before = taught()
    after = Learned.restored(json.loads(json.dumps(before.stored())))
    one, other = (
        estimate(queue(6, [30, 90], times=it.handling, patience=it.patience), it.calibration.width("normal/open"))
        for it in (before, after)
    )
    assert one == other
    assert one.kind == "wait"


def test_what_another_version_stored_is_not_misread() -> None:
    with pytest.raises(ValueError, match="version 0"):
        Learned.restored({**taught().stored(), "version": 0})
