"""Which intent a message has: kernel ridge regression over sentence meaning and n-grams, in closed form.

The closed form gives, for nothing, what the model would have said had it not seen an example, or a whole
intent. The confidence is calibrated on exactly that: the first shows when it errs, the second what "unlike
anything learned" looks like.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.understanding.ngrams import NGrams

MEANING_WIDTH = 128
"""Main directions of the sentence vectors kept. Of 512, the rest costs time and gains nothing (Banking77)."""
_SHARPNESS = 3.0
_RIDGE = 0.1
_BLOCK = 1000
_UNSEEN_INTENT_SHARE = 0.1
"""Weight of all left-out-intent cases together, as a share of the weight of all examples. Judged on Banking77:
more finds no more strange questions, but makes what is understood look doubtful."""
_UNSEEN_INTENT_CASES = 30
"""A handful of examples needs that many to learn doubt at all."""


@dataclass(frozen=True)
class Ranked:
    """One intent and how sure we are, 0-1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class IntentModel:
    """A trained model; arrays are float32, C intents, N learned examples."""

    intents: tuple[str, ...]
    ngrams: NGrams
    directions: np.ndarray  # [sentence width, M]
    examples: np.ndarray  # [N, M], unit length
    example_votes: np.ndarray  # [N, C]
    ngram_votes: np.ndarray  # [WIDTH, C]
    calibration: np.ndarray  # weights of best score, lead, likeness, and the constant

    def rank(self, text: str, meaning: np.ndarray) -> list[Ranked]:
        """All intents, best first. meaning: the sentence vector [sentence width]."""
        likeness = self.examples @ _unit(meaning @ self.directions)
        index, weight = self.ngrams.row(text)
        scores = np.exp(_SHARPNESS * (likeness - 1)) @ self.example_votes + weight @ self.ngram_votes[index]
        order = np.argsort(-scores)
        best = self._sure(scores[order[:2]], float(likeness.max()))
        rest = best * np.exp(8 * np.minimum(scores[order] - scores[order[0]], 0))
        return [Ranked(self.intents[i], float(c)) for i, c in zip(order, rest, strict=True)]

    def _sure(self, two_best: np.ndarray, likeness: float) -> float:
        lead = two_best[0] - two_best[1] if len(two_best) > 1 else two_best[0]
        evidence = self.calibration @ np.array([two_best[0], lead, likeness, 1.0])
        return float(1 / (1 + np.exp(-evidence)))


def learn(texts: Sequence[str], labels: Sequence[str], meanings: np.ndarray) -> IntentModel:
    """meanings: sentence vectors [texts, sentence width]. Raises ValueError with fewer than two intents."""
    intents, target = np.unique(np.asarray(labels), return_inverse=True)
    if len(intents) < 2:
        raise ValueError(f"an intent model needs two intents, got {list(intents)}")
    directions = _main_directions(meanings)
    examples = _unit(meanings @ directions).astype(np.float32)
    ngrams = NGrams.learn(texts)
    grams = ngrams.matrix(texts)
    likeness = examples @ examples.T
    inverse = _inverse(_kernel(likeness, grams))
    wanted = np.eye(len(intents), dtype=np.float32)[target]
    votes = inverse @ wanted
    return IntentModel(
        tuple(str(i) for i in intents),
        ngrams,
        directions,
        examples,
        votes,
        _ngram_votes(grams, votes),
        _calibrate(inverse, votes, target, likeness),
    )


def _main_directions(meanings: np.ndarray) -> np.ndarray:
    _, vectors = np.linalg.eigh(meanings.T @ meanings)
    return vectors[:, -MEANING_WIDTH:].astype(np.float32)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def _kernel(likeness: np.ndarray, grams: csr_matrix) -> np.ndarray:
    """Likeness in meaning plus shared n-grams, block by block: at once they would take gigabytes."""
    kernel = np.exp(_SHARPNESS * (likeness - 1))
    for at in range(0, len(kernel), _BLOCK):
        kernel[at : at + _BLOCK] += (grams[at : at + _BLOCK] @ grams.T).toarray()
    return kernel


def _inverse(kernel: np.ndarray) -> np.ndarray:
    kernel = np.asfortranarray(kernel, dtype=np.float32)
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    factor, _ = spotrf(kernel, lower=1, overwrite_a=1)
    half, _ = spotri(factor, lower=1, overwrite_c=1)
    lower = np.tril(half)
    return lower + np.tril(half, -1).T


def _ngram_votes(grams: csr_matrix, votes: np.ndarray) -> np.ndarray:
    return np.asarray(grams.T @ votes, dtype=np.float32)


def _calibrate(inverse: np.ndarray, votes: np.ndarray, target: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """How sure to be, from what would have been said without the example and without its whole intent."""
    wanted = np.eye(votes.shape[1], dtype=np.float32)[target]
    np.fill_diagonal(likeness, -1)
    unseen_example = wanted - votes / np.diag(inverse)[:, None]
    right = unseen_example.argmax(axis=1) == target
    unseen_intent, nearest = _without_intent(inverse, votes, target, likeness)
    cases = np.vstack([_evidence(unseen_example, likeness.max(axis=1)), _evidence(unseen_intent, nearest)])
    truth = np.concatenate([right, np.zeros(len(target), dtype=bool)])
    share = min(max(_UNSEEN_INTENT_SHARE, _UNSEEN_INTENT_CASES / len(target)), 1.0)
    weight = np.repeat([1.0, share], len(target))
    if truth.all() or not truth.any():
        return np.array([1.0, 1.0, 1.0, -1.0])
    fitted = LogisticRegression(max_iter=500).fit(cases, truth, sample_weight=weight)
    return np.append(fitted.coef_[0], fitted.intercept_[0])


def _evidence(scores: np.ndarray, nearest: np.ndarray) -> np.ndarray:
    two = -np.partition(-scores, 1, axis=1)[:, :2]
    return np.column_stack([two[:, 0], two[:, 0] - two[:, 1], nearest])


def _without_intent(
    inverse: np.ndarray, votes: np.ndarray, target: np.ndarray, likeness: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Scores of each example, and its nearest neighbour, had none of its intent been learned."""
    scores = np.empty_like(votes)
    nearest = np.empty(len(target), dtype=np.float32)
    for intent in range(votes.shape[1]):
        own = target == intent
        wanted = np.zeros((int(own.sum()), votes.shape[1]), dtype=np.float32)
        wanted[:, intent] = 1
        scores[own] = wanted - np.linalg.solve(inverse[np.ix_(own, own)], votes[own])
        nearest[own] = likeness[np.ix_(own, ~own)].max(axis=1)
    return scores, nearest
