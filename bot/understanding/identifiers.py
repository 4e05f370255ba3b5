"""What a message says beside its numbers and addresses: which order it is, or whose, carries no intent."""

import re

_IDENTIFIER = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bfl[\s_#.:-]{0,3}\d{4,}|#?\b(?=\w*\d{4})\w+\b", re.IGNORECASE)
_ANY_ORDER = " FL-1 "
"""That there is an order number does tell: "gdzie jest FL-10006" asks for a parcel, "gdzie jest" could be anything."""


def without_identifiers(text: str) -> str:
    """The text without e-mail addresses, order numbers and other long numbers; may be empty."""
    return " ".join(_IDENTIFIER.sub(" ", text).split())


def has_words(text: str) -> bool:
    """Whether anything is said beside identifiers: an emoji or an order number alone has no meaning to learn."""
    return any(c.isalnum() for c in without_identifiers(text))


def with_like_identifiers(text: str) -> str:
    """The text with one and the same number for all, and without addresses: what intents are learned from."""
    return " ".join(_IDENTIFIER.sub(lambda found: " " if "@" in found[0] else _ANY_ORDER, text).split())
