"""Sentences of a text, and which of them a conversation has heard before. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![a-zà-öø-ÿąćčďěęłńňřśšťůźžа-яё(])")
"""Not after the dot of a Czech day ("24. listopadu")."""


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


def normal(sentence: str) -> str:
    """As it is compared: whatever its case and punctuation; "" for one without words (an emoji)."""
    return " ".join(re.sub(r"[^\w\s]", " ", sentence.casefold()).split())


@lru_cache(maxsize=2048)
def spoken(text: str) -> frozenset[str]:
    """The sentences of a text, normalised."""
    return frozenset(filter(None, map(normal, sentences(text))))


def heard_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(spoken, texts))


def unsaid(text: str, heard: frozenset[str]) -> str:
    """The text without the sentences heard before; "" where only those, and no words, would be left."""
    kept = [sentence for sentence in sentences(text) if normal(sentence) not in heard]
    return " ".join(kept) if any(map(normal, kept)) else ""
