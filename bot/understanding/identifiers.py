"""What a message says beside its numbers and addresses: those name an order or a person and carry no intent."""

import re

_IDENTIFIER = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bfl[\s_#.:-]{0,3}\d{4,}|#?\b(?=\w*\d{4})\w+\b", re.IGNORECASE)


def without_identifiers(text: str) -> str:
    """The text without e-mail addresses, order numbers and other long numbers; may be empty."""
    return " ".join(_IDENTIFIER.sub(" ", text).split())
