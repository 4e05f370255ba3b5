"""Words as people mistype them, so that a slip is no sign of another language: "dlouho" becomes "dlohuo"."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

_SHARE = 0.15
"""Of the words of the examples; about as many are mistyped in a hurry."""
_SOUNDS_LIKE = str.maketrans("оаеиыiyszuoгвджтш", "аоиеиyizsouвгджтш")


def slips(words: Sequence[str]) -> Iterator[str]:
    """Mistyped copies of some of the words; the same ones for the same words."""
    random = Random(len(words))
    for word in words:
        if len(word) > 2 and random.random() < _SHARE:
            yield random.choice(_SLIPS)(word, random.randrange(1, len(word)))


def _swapped(word: str, at: int) -> str:
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _dropped(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int) -> str:
    return word[: at + 1] + word[at:]


def _as_heard(word: str, at: int) -> str:
    """As somebody spells who writes what they hear: "человек" becomes "чиловек"."""
    return word[:at] + word[at].translate(_SOUNDS_LIKE) + word[at + 1 :]


_SLIPS: tuple[Callable[[str, int], str], ...] = (_swapped, _dropped, _doubled, _as_heard)
