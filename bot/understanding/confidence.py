"""How sure to be of the best intent, 0-1: calibrated on what would have been said of things never learned.

Evidence: the lead over the second best, the lead over out_of_scope, the likeness to the nearest example, and how loudly
the examples spoke at all. More than a threshold on the best score: on questions no shop should accept (CLINC150) the
same share is refused with 3.4 instead of 6.6 % of our own understood messages refused beside them.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.understanding.expert import Trial

OUT_OF_SCOPE = "out_of_scope"
_UNSEEN_INTENT_SHARE = 0.1
"""Weight of all left-out-intent cases together, as a share of the weight of all examples. Judged on Banking77:
more finds no more strange questions, but makes what is understood look doubtful."""
_UNSEEN_INTENT_CASES = 30
"""A handful of examples needs that many to learn doubt at all."""
_NOTHING_TO_LEARN_FROM = np.array([2.0, 1.0, 1.0, 0.0, -1.0])


def confidence(weights: np.ndarray, intents: Sequence[str], scores: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """Of each text. weights: of `calibrate`; scores [texts, intents]; likeness: of the nearest example [texts]."""
    evidence = _evidence(intents, scores, likeness)
    return 1 / (1 + np.exp(-np.clip(evidence @ weights[:-1] + weights[-1], -50, 50)))


def calibrate(trials: Iterable[Trial], intents: Sequence[str]) -> np.ndarray:
    """Weights for `confidence`, the constant last: logistic regression of "was it right?" over all trials."""
    trials = list(trials)
    seen = np.vstack([_evidence(intents, t.without_example, t.nearest_example) for t in trials])
    unseen = np.vstack([_evidence(intents, t.without_intent, t.nearest_of_others) for t in trials])
    right = np.concatenate([t.right for t in trials])
    if not right.any():
        return _NOTHING_TO_LEARN_FROM
    truth = np.concatenate([right, np.zeros(len(unseen), dtype=bool)])
    share = min(max(_UNSEEN_INTENT_SHARE, _UNSEEN_INTENT_CASES / len(unseen)), 1.0)
    weight = np.repeat([1.0, share], [len(seen), len(unseen)])
    fitted = LogisticRegression(max_iter=500).fit(np.vstack([seen, unseen]), truth, sample_weight=weight)
    return np.append(fitted.coef_[0], fitted.intercept_[0])


def _evidence(intents: Sequence[str], scores: np.ndarray, nearest: np.ndarray) -> np.ndarray:
    best, second = -np.partition(-scores, 1, axis=1)[:, :2].T
    foreign = scores[:, list(intents).index(OUT_OF_SCOPE)] if OUT_OF_SCOPE in intents else np.zeros(len(scores))
    return np.column_stack([best - second, best - foreign, nearest, np.linalg.norm(scores, axis=1)])
