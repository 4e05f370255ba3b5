import json

import numpy as np
import pytest

from bot.waits.patience import Patience


def seen(*waits: tuple[float, bool]) -> Patience:
    patience = Patience()
    for waited_s, left in waits:
        patience.observe(waited_s, left)
    return patience


def staying(patience: Patience, age_s: float, more_s: float) -> float:
    """Share of those who have waited `age_s` that stay for `more_s` longer."""
    spent, then = patience.cumulative(np.array([age_s, age_s + more_s]))
    return float(np.exp(spent - then))


def test_the_more_give_up_the_fewer_stay() -> None:
    patient, impatient = seen(*[(600.0, False)] * 50), seen(*[(600.0, True)] * 50)
    assert staying(impatient, 0, 900) < staying(patient, 0, 900)


def test_patience_depends_on_how_long_somebody_has_waited() -> None:
    early = seen(*[(90.0, True)] * 60, *[(3600.0, False)] * 60)
    assert staying(early, 0, 100) < 0.8
    assert staying(early, 700, 100) > 0.95


def test_those_who_still_wait_count_as_not_having_left() -> None:
    patience = seen(*[(600.0, True)] * 5)
    assert staying(patience.given(np.full(80, 3000.0)), 1200, 1200) > staying(patience, 1200, 1200)


def test_the_age_at_which_a_hazard_is_reached_is_found_again() -> None:
    patience = seen(*[(600.0, True)] * 5)
    ages = np.array([30.0, 400.0, 9000.0])
    assert patience.reached(patience.cumulative(ages)) == pytest.approx(ages)


def test_what_was_learned_survives_being_stored() -> None:
    patience = seen((100.0, True), (900.0, False))
    again = Patience.restored(json.loads(json.dumps(patience.stored())))
    assert staying(again, 0, 500) == staying(patience, 0, 500)
