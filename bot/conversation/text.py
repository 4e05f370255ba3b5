"""What a customer typed, made safe to store and to understand without losing a word."""

import unicodedata

KEPT_CONTROLS = "\n\t"
KEPT_FORMATS = "\u200c\u200d"  # joiners: emoji families and several scripts need them

NAME_MAX_CHARS = 200


def is_name(value: object) -> bool:
    """Whether this may name a sender or a message: what cannot be printed cannot be stored or logged either."""
    return isinstance(value, str) and 0 < len(value) <= NAME_MAX_CHARS and value.isprintable()


def clean(text: str) -> str:
    """NFC, no control or invisible formatting characters (PostgreSQL takes no NUL), no surrounding space."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in normal if _kept(c)).strip()


def _kept(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character in KEPT_FORMATS
    return category not in ("Cc", "Cs", "Co", "Cn") or character in KEPT_CONTROLS


def plain(text: str) -> str:
    """Without Rasa's leading-slash syntax: `/restart` from a customer would lift a pause (processor.py:822-827)."""
    return text.lstrip("/ \n\t") or "..."
