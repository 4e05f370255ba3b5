from collections.abc import Sequence

import numpy as np
import pytest

from bot.understanding.graded import Graded
from bot.understanding.tones import Tones, learn_tones

SAID = [
    *[Graded(3, 0, 1, f"angry {n}", language="en") for n in range(4)],
    *[Graded(0, 4, 0, f"fire {n}", "fire", language="en") for n in range(4)],
    *[Graded(0, 0, 0, f"hello {n}", language="en") for n in range(4)],
    *[Graded(0, 0, 0, f"angry {n}", language="pl") for n in range(4)],
    *[Graded(2, 4, 0, f"hello {n}", "smoke", language="pl") for n in range(4)],
]


def _meanings(said: Sequence[Graded]) -> np.ndarray:
    """What begins with the same word means the same."""
    rows = np.eye(3, 8, dtype=np.float32)
    return np.vstack([rows[["angry", "fire", "hello"].index(g.text.split()[0])] for g in said])


@pytest.fixture(scope="module")
def tones() -> Tones:
    return learn_tones(SAID, _meanings(SAID), np.zeros((len(SAID), 1), dtype=np.float32), ("sign",))


def test_each_language_is_heard_by_its_own_ear(tones: Tones) -> None:
    angry, signs = np.eye(3, 8, dtype=np.float32)[0], np.zeros(1, dtype=np.float32)
    assert (
        tones.hear("angry 9", angry, signs, "en").frustration
        > 0.5
        > tones.hear("angry 9", angry, signs, "pl").frustration
    )


@pytest.mark.parametrize("language", [None, "de"])
def test_a_language_nobody_learned_is_heard_by_whoever_knows_most_like_it(tones: Tones, language: str | None) -> None:
    signs = np.zeros(1, dtype=np.float32)
    fire, unlike = np.eye(3, 8, dtype=np.float32)[1], np.eye(8, dtype=np.float32)[7]
    assert tones.hear("fire 9", fire, signs, language) == tones.hear("fire 9", fire, signs, "en")
    assert tones.hear("quite unlike", unlike, signs, language).likeness < 0.1
