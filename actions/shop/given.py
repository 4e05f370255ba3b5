"""What a customer gave, as any shop can look it up."""


def plain_email(email: str) -> str:
    return storable(email).strip().lower()


def storable(text: str) -> str:
    """Without what PostgreSQL's text cannot hold: NUL and lone surrogates."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")
