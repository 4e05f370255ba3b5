"""How a message sounds, by an ear for each language: tone.py says what each learns and hears.

One ear for all languages is no better (held-back severity >= 3: ROC AUC 0.970 against 0.973) and has four times as
much to compare each message with.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bot.understanding.graded import Graded
from bot.understanding.tone import Heard, ToneModel, learn

_AT_ONCE = 2


@dataclass(frozen=True)
class Tones:
    """Tone models by language."""

    models: Mapping[str | None, ToneModel]

    @property
    def sign_names(self) -> tuple[str, ...]:
        return next(iter(self.models.values())).sign_names

    def hear(self, text: str, meaning: np.ndarray, signs: np.ndarray, language: str | None = None) -> Heard:
        """As ToneModel.hear. A language that is unknown, or nobody learned, is heard by whoever knows most like it."""
        asked = [self.models[language]] if language in self.models else list(self.models.values())
        return max((model.hear(text, meaning, signs) for model in asked), key=lambda heard: heard.likeness)


def learn_tones(
    graded: Sequence[Graded], meanings: np.ndarray, signs: np.ndarray, sign_names: tuple[str, ...]
) -> Tones:
    """meanings: sentence vectors [graded, sentence width]; signs: rows of sign_row [graded, sign_names]."""

    def learned(language: str | None) -> ToneModel:
        own = np.array([n for n, g in enumerate(graded) if g.language == language])
        return learn([graded[n] for n in own], meanings[own], signs[own], sign_names)

    languages = sorted({g.language for g in graded}, key=str)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return Tones(dict(zip(languages, pool.map(learned, languages), strict=True)))
