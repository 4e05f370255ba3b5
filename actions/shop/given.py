"""What a customer gave, as any shop can look it up."""


def plain_email(email: str) -> str:
    return storable(email).strip().lower()


def plain_number(number: str) -> str:
    """Of an order, as it is compared: customers, shops and the desk write "#" and capitals as they like."""
    return storable(number).strip().removeprefix("#").casefold()


def storable(text: str) -> str:
    """Without what PostgreSQL's text cannot hold: NUL and lone surrogates."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")
