"""Which web pages may talk to us from a browser."""

from urllib.parse import urlsplit


def may_embed(origin: str | None, host: str, allowed_origins: str) -> bool:
    """Programs send no Origin and hold no customer's cookies; a browser's page must be ours or a known shop's."""
    if not origin or host_of(origin) == host:
        return True
    return origin in {shop.strip().rstrip("/") for shop in allowed_origins.split(",") if shop.strip()}


def host_of(origin: str) -> str | None:
    """Host and port; None for what is no address, which anybody can send."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
