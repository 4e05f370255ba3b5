"""One form of a customer's words for all matching: visible characters only, lower case, no diacritics."""

import re
import unicodedata
from functools import lru_cache

FEATURISED_CHARACTERS = 1000
"""Longer messages are read from their beginning: what is wrong stands in the first thousand characters."""

_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x34F,
        0x61C,
        0x180E,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)
_WITHOUT_DECOMPOSITION = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "’": "'", "‘": "'"})
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*")


def visible(text: str) -> str:
    """Without zero-width and direction characters, control characters as spaces, one space between words."""
    shown = text.translate(_INVISIBLE).encode("utf-8", "replace").decode("utf-8")
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() else " " for c in shown)
    return " ".join(shown.split())


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """Visible, capped at FEATURISED_CHARACTERS, lower case, without diacritics: "Zażółć" becomes "zazolc"."""
    lowered = visible(text[: 4 * FEATURISED_CHARACTERS])[:FEATURISED_CHARACTERS].lower()
    if lowered.isascii():
        return lowered
    lowered = lowered.translate(_WITHOUT_DECOMPOSITION).translate(_QUOTES)
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def words(folded: str) -> list[str]:
    """Words and numbers of a folded text, in order, without punctuation."""
    return _WORD.findall(folded)
