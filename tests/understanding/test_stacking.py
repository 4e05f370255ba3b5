import numpy as np

from bot.understanding.stacking import LEVELS, Stack, learn_stack

RANDOM = np.random.RandomState(0)
LOUD, GRAVE = RANDOM.rand(4000), RANDOM.rand(4000)
SEVERITY = [4 if grave > 0.75 else 2 if loud > 0.5 else 0 for loud, grave in zip(LOUD, GRAVE, strict=True)]


def learned() -> Stack:
    """Sounding bad says loud or grave; how loud it is, a sign says."""
    evidence = np.column_stack([np.maximum(LOUD, GRAVE), LOUD, np.zeros(4000)]).astype(np.float32)
    return learn_stack(evidence, SEVERITY)


def test_what_one_answer_cannot_tell_two_together_can() -> None:
    stack = learned()
    grave, loud = (stack.weigh(np.array([0.95, loud, 0], dtype=np.float32)) for loud in (0.1, 0.95))
    assert grave[2] > 0.55 > 0.45 > loud[2]


def test_each_level_has_a_chance_and_a_higher_one_no_greater() -> None:
    chances = learned().weigh(np.array([0.2, 0.1, 0], dtype=np.float32))
    assert len(chances) == len(LEVELS)
    assert all(0 <= chance <= 1 for chance in chances)
    assert learned().weigh(np.array([0.9, 0.1, 0], dtype=np.float32))[3] > chances[3]


def test_evidence_never_seen_before_stays_within_bounds() -> None:
    assert all(0 <= chance <= 1 for chance in learned().weigh(np.array([9.0, -9.0, 1.0], dtype=np.float32)))


def test_the_same_sentences_teach_the_same() -> None:
    at = np.array([0.5, 0.5, 0], dtype=np.float32)
    assert learned().weigh(at) == learned().weigh(at)
