"""How a message sounds, learned from graded sentences: frustration, abuse and how serious it is, in one model.

Kernel ridge regression over sentence meaning, n-grams and signs (cues, capitals). No list of words holds what a
calm "the brakes don't grip at all" or a bitter "so it just sits there, great" says. Its answers are calibrated on
what it would have said of each sentence had it not seen it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.understanding.directions import unit
from bot.understanding.graded import Graded
from bot.understanding.ngrams import NGrams, NGramVotes, count
from bot.understanding.ridge import meaning_kernel, solve, upper_kernel

DIRECTIONS = 160
"""Main directions of the sentence vectors kept: of 512, the rest costs time and gains nothing."""
_SHARPNESS = 3.0
_WORDS = 4.0
"""Weight of shared n-grams beside likeness in meaning. Held-back severity >= 3, precision where 95 % are found: 74 % at
1, 79 at 2, 82 at 4, 80 at 8."""
_SIGNS = 0.05
"""A sign's share of the kernel."""
_RIDGE = 0.2
_SCORE_OF_LEVEL = np.array([0.0, 0.25, 0.75, 1.0])
"""What to answer for each frustration level: furthest apart where it matters, between mild and clear."""
_NEARLY = 0.15
"""What to answer to a severity one below the level asked about: a loss is nearer to it than a question is."""
_UNKNOWN = np.array([0.1, 0, 0, 0, 0, 0], dtype=np.float32)
"""What is unlike every graded sentence is taken for calm and harmless."""
_LEVELS = {"frustration": (1, 2, 3), "abuse": (1,), "severity": (1, 2, 3, 4)}
_NEIGHBOURS = 9

Scale = tuple[np.ndarray, np.ndarray]
"""A raw answer in calibrated ones, as the points of a line."""


@dataclass(frozen=True)
class Heard:
    """What a message sounds like, each 0-1. `serious`: severity at least 1, 2, 3 and 4; from 0.5 on more likely so.

    `kinds`: what the most similar sentences of severity 3 and of severity 4 are about. `likeness`: -1 to 1, of the most
    similar sentence learned.
    """

    frustration: float = 0.0
    abuse: float = 0.0
    serious: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    kinds: Mapping[int, str] = field(default_factory=dict)
    likeness: float = 0.0


@dataclass(frozen=True)
class ToneModel:
    """Arrays are float32; N sentences, M directions, six answers: frustration, abuse, severity >= 1, 2, 3, 4."""

    sign_names: tuple[str, ...]
    ngrams: NGrams
    directions: np.ndarray  # [sentence width, M]
    examples: np.ndarray  # [N, M], unit length
    votes: np.ndarray  # [N, 6]
    ngram_votes: NGramVotes  # six answers
    sign_votes: np.ndarray  # [signs, 6]
    scales: tuple[Scale, ...]
    kinds: Mapping[int, "Kinds"]  # by severity

    def hear(self, text: str, meaning: np.ndarray, signs: np.ndarray) -> Heard:
        """meaning: sentence vector [sentence width]; signs: sign_row with sign_names."""
        likeness = self.examples @ unit(meaning @ self.directions)
        raw = np.exp(_SHARPNESS * (likeness - 1)) @ self.votes + self.ngram_votes.of(self.ngrams.row(text))
        raw = raw + signs @ self.sign_votes + _UNKNOWN
        frustration, abuse, *serious = (float(np.interp(r, *scale)) for r, scale in zip(raw, self.scales, strict=True))
        kinds = {level: k.nearest(likeness) for level, k in self.kinds.items()}
        return Heard(frustration, abuse, tuple(serious), kinds, float(likeness.max()))


@dataclass(frozen=True)
class Kinds:
    """What the sentences of one severity are about."""

    names: tuple[str, ...]
    sentences: np.ndarray  # int [K], those of a known kind
    votes: np.ndarray  # float32 [K, names]: 1 where a sentence is of a kind

    def nearest(self, likeness: np.ndarray) -> str:
        """likeness: of a message to every sentence [N]."""
        alike = np.maximum(likeness[self.sentences], 0)
        nearest = np.argsort(-alike)[:_NEIGHBOURS]
        return self.names[int(np.argmax(alike[nearest] ** 2 @ self.votes[nearest]))]


def learn(
    graded: Sequence[Graded], meanings: np.ndarray, signs: np.ndarray, sign_names: tuple[str, ...]
) -> tuple[ToneModel, np.ndarray]:
    """The model, and the six answers, each 0-1, it would have given each sentence had it not seen it [graded, 6].

    meanings: sentence vectors [graded, sentence width]; signs: rows of sign_row [graded, sign_names].
    """
    directions = _main_directions(meanings)
    examples = unit(meanings @ directions).astype(np.float32)
    counted = count(g.text for g in graded)
    ngrams = NGrams.learn(counted)
    grams = ngrams.rows(counted)
    votes, unseen = solve(_kernel(examples, grams, signs), _RIDGE, _wanted(graded) - _UNKNOWN)
    scales = _calibrate(unseen + _UNKNOWN, graded)
    model = ToneModel(
        sign_names,
        ngrams,
        directions,
        examples,
        votes,
        NGramVotes(np.asarray(_WORDS * (grams.T @ votes), dtype=np.float32)),
        _SIGNS * (signs.T @ votes),
        scales,
        {severity: _kinds(graded, severity) for severity in sorted({g.severity for g in graded if g.kind})},
    )
    return model, np.column_stack([np.interp(u, *s) for u, s in zip((unseen + _UNKNOWN).T, scales, strict=True)])


def _kinds(graded: Sequence[Graded], severity: int) -> Kinds:
    at = [n for n, g in enumerate(graded) if g.kind and g.severity == severity]
    names = tuple(sorted({kind for n in at if (kind := graded[n].kind)}))
    votes = [[graded[n].kind == name for name in names] for n in at]
    return Kinds(names, np.array(at), np.array(votes, dtype=np.float32))


def _wanted(graded: Sequence[Graded]) -> np.ndarray:
    severity = np.array([g.severity for g in graded])[:, None]
    frustration = _SCORE_OF_LEVEL[[g.frustration for g in graded]]
    serious = (severity >= np.array(_LEVELS["severity"])) + _NEARLY * (severity + 1 == np.array(_LEVELS["severity"]))
    return np.column_stack([frustration, [g.abuse for g in graded], serious]).astype(np.float32)


def _kernel(examples: np.ndarray, grams: csr_matrix, signs: np.ndarray) -> np.ndarray:
    by_meaning = meaning_kernel(examples, _SHARPNESS)

    def alike(rows: slice) -> np.ndarray:
        return np.asarray(by_meaning(rows) + _SIGNS * (signs[rows] @ signs[rows.start :].T))

    return upper_kernel(alike, grams * np.float32(np.sqrt(_WORDS)))


def _main_directions(meanings: np.ndarray) -> np.ndarray:
    _, axes = np.linalg.eigh(meanings.T @ meanings)
    return axes[:, -DIRECTIONS:].astype(np.float32)


def _calibrate(answers: np.ndarray, graded: Sequence[Graded]) -> tuple[Scale, ...]:
    """answers: to sentences not seen, [graded, 6]. Levels part where either side is equally likely."""
    grades = {question: np.array([getattr(g, question) for g in graded]) for question in _LEVELS}
    angry = [_parting(answers[:, 0], grades["frustration"] >= level) for level in _LEVELS["frustration"]]
    abused = [_parting(answers[:, 1], grades["abuse"] >= level) for level in _LEVELS["abuse"]]
    serious = [_parting(answers[:, at], grades["severity"] >= n) for at, n in enumerate(_LEVELS["severity"], start=2)]
    return (_scale(angry), _scale(abused), *(_scale([parting]) for parting in serious))


def _parting(answers: np.ndarray, truth: np.ndarray) -> float:
    """The answer from which on the truth is more likely than not."""
    if truth.all() or not truth.any():
        return float(answers.mean())
    fitted = LogisticRegression(C=1e3).fit(answers[:, None], truth)
    return float(-fitted.intercept_[0] / fitted.coef_[0, 0])


def _scale(partings: Sequence[float]) -> Scale:
    """A line through the partings, which lie evenly between 0 and 1."""
    points = [min(0.0, partings[0] - 0.2), *np.maximum.accumulate(partings), max(1.0, partings[-1] + 0.2)]
    return np.array(points) + 1e-6 * np.arange(len(points)), np.linspace(0, 1, len(points))
