import numpy as np

from bot.understanding.confidence import calibrate, confidence
from bot.understanding.expert import Trial

INTENTS = ("get_refund", "out_of_scope", "track_order")


def trial(seed: int = 0) -> Trial:
    """Right examples with a clear lead, wrong ones without; strange messages far from everything."""
    rng = np.random.default_rng(seed)
    right = rng.random(300) < 0.8
    scores = rng.normal(0.1, 0.03, size=(300, 3))
    scores[:, 2] += np.where(right, 0.7, 0.1) + rng.normal(0, 0.1, 300)
    strange = rng.normal(0.15, 0.05, size=(300, 3))
    return Trial(right, scores, np.where(right, 0.8, 0.6), strange, np.full(300, 0.4))


def test_a_clear_lead_near_an_example_is_sure_and_a_strange_message_is_not() -> None:
    weights = calibrate([trial(), trial(1)], INTENTS)
    known, strange = confidence(weights, INTENTS, np.array([[0.1, 0.1, 0.8], [0.15, 0.15, 0.17]]), np.array([0.8, 0.4]))
    assert known > 0.8 > 0.4 > strange


def test_confidence_is_the_share_that_is_right() -> None:
    weights, seen = calibrate([trial()], INTENTS), trial(7)
    said = confidence(weights, INTENTS, seen.without_example, seen.nearest_example)
    assert abs(np.mean(said) - seen.right.mean()) < 0.1


def test_a_model_that_learned_no_out_of_scope_is_calibrated_too() -> None:
    weights = calibrate([trial()], ("a", "b", "c"))
    assert 0 < confidence(weights, ("a", "b", "c"), np.array([[0.1, 0.1, 0.8]]), np.array([0.8]))[0] <= 1
