"""Which intent a message has: an expert for each language, asked about the meaning and the n-grams of the message.

One expert over all languages is no better (held-back: within 2 points either way in each language) and takes
sixteen times as long to learn. A message whose language nobody could tell is heard by all of them.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import vstack

from bot.understanding.by_language import learn_each
from bot.understanding.confidence import calibrate, confidence
from bot.understanding.directions import telling_directions, unit
from bot.understanding.expert import Expert, Trial, learn_expert
from bot.understanding.meaning import meanings as encode
from bot.understanding.ngrams import NGrams, count

_RANKING_SHARPNESS = 8.0
"""How fast confidence falls with the distance to the best score."""


class Ranked(NamedTuple):
    """One intent and how sure we are, 0-1."""

    intent: str
    confidence: float


class Example(NamedTuple):
    """A learned text, its intent and the language it is in (None where the examples do not say)."""

    text: str
    intent: str
    language: str | None = None


@dataclass(frozen=True)
class IntentModel:
    """A trained model; experts by language."""

    intents: tuple[str, ...]
    ngrams: NGrams
    directions: np.ndarray  # float32 [sentence width, kept]
    experts: Mapping[str | None, Expert]
    calibration: np.ndarray

    def rank(self, text: str, meaning: np.ndarray, language: str | None = None) -> list[Ranked]:
        """All intents, best first. meaning: the sentence vector [sentence width]; language: None when unknown."""
        return self.rank_all([text], meaning[None, :], language)[0]

    def rank_all(self, texts: Sequence[str], meanings: np.ndarray, language: str | None = None) -> list[list[Ranked]]:
        """The ranking of each text. meanings: sentence vectors [texts, sentence width]."""
        directions, grams = unit(meanings @ self.directions), [self.ngrams.row(text) for text in texts]
        heard = [expert.hear(directions, grams) for expert in self._asked(language)]
        scores = np.mean([s for s, _ in heard], axis=0)
        best = confidence(self.calibration, self.intents, scores, np.max([likeness for _, likeness in heard], axis=0))
        return [self._ranked(*of_text) for of_text in zip(scores, best, strict=True)]

    def _ranked(self, scores: np.ndarray, best: float) -> list[Ranked]:
        order = np.argsort(-scores)
        rest = best * np.exp(_RANKING_SHARPNESS * np.minimum(scores[order] - scores[order[0]], 0))
        return [Ranked(self.intents[i], confident) for i, confident in zip(order, rest.tolist(), strict=True)]

    def _asked(self, language: str | None) -> Sequence[Expert]:
        return [self.experts[language]] if language in self.experts else list(self.experts.values())


def learn(examples: Sequence[Example], meanings: np.ndarray) -> IntentModel:
    """meanings: sentence vectors [examples, sentence width]. Raises ValueError with fewer than two intents."""
    found, target = np.unique([e.intent for e in examples], return_inverse=True)
    intents = tuple(str(intent) for intent in found)
    if len(intents) < 2:
        raise ValueError(f"an intent model needs two intents, got {list(intents)}")
    names = [intent.replace("_", " ") for intent in intents]
    with ThreadPoolExecutor(1) as pool:  # the linear algebra leaves Python's lock alone
        telling = pool.submit(telling_directions, meanings, target)
        counted = count([e.text for e in examples])
    ngrams, directions = NGrams.learn(counted), telling.result()
    named, counted_names = unit(encode(names) @ directions), count(names)

    def learned(language: str | None) -> tuple[Expert, Trial]:
        own = np.flatnonzero([e.language == language for e in examples])
        return learn_expert(
            np.vstack([unit(meanings[own] @ directions), named]),
            ngrams.rows(vstack([counted[own], counted_names], format="csr")),
            np.append(target[own], np.arange(len(intents))),
            len(intents),
        )

    pairs = learn_each((e.language for e in examples), learned)
    experts = {language: expert for language, (expert, _) in pairs.items()}
    return IntentModel(intents, ngrams, directions, experts, calibrate([trial for _, trial in pairs.values()], intents))
