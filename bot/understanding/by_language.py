"""What each language is learned from by itself: two of them at a time, those of most examples first."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_AT_ONCE = 2
"""Learning the intents of a language takes some 900 MB meanwhile."""
Learned = TypeVar("Learned")


def learn_each(languages: Iterable[str | None], learned: Callable[[str | None], Learned]) -> dict[str | None, Learned]:
    """languages: of every example; learned: of one language, linear algebra that leaves Python's lock alone."""
    longest_first = [language for language, _ in Counter(languages).most_common()]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(longest_first, pool.map(learned, longest_first), strict=True))
