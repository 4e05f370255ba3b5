"""Which web pages may talk to us from a browser."""

from urllib.parse import urlsplit


def may_embed(origin: str | None, host: str, allowed_origins: str) -> bool:
    """Programs send no Origin and hold no customer's cookies; a browser's page must be ours or a known shop's."""
    if not origin or urlsplit(origin).netloc == host:
        return True
    return origin in {shop.strip().rstrip("/") for shop in allowed_origins.split(",") if shop.strip()}
