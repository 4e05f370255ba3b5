"""How a request proves whose it is: basic authentication over HTTPS, one-legged OAuth 1.0a (RFC 5849) over plain HTTP.

Over plain HTTP WooCommerce takes no basic authentication, because the secret would be readable on the way.
"""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

UNRESERVED = "-._~"


@dataclass(frozen=True)
class Keys:
    """Consumer key and consumer secret, made in WooCommerce under Settings, Advanced, REST API."""

    key: str
    secret: str = field(repr=False)


def authorised(method: str, url: str, params: Mapping[str, str], keys: Keys) -> tuple[str, dict[str, str]]:
    """The address to ask, percent-encoded, and the headers to send. Each attempt needs its own: a nonce works once."""
    if url.startswith("https://"):
        return with_query(url, params), {"Authorization": basic(keys)}
    oauth = {
        "oauth_consumer_key": keys.key,
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(int(time.time())),
    }
    signed = {**params, **oauth}
    return with_query(url, {**signed, "oauth_signature": signature(method, url, signed, keys.secret)}), {}


def signature(method: str, url: str, params: Mapping[str, str], secret: str) -> str:
    """`url` has no query; the body is not signed. Base64."""
    said = "&".join((method.upper(), percent(url), percent(pairs(params))))
    digest = hmac.new(f"{secret}&".encode(), said.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def basic(keys: Keys) -> str:
    return "Basic " + base64.b64encode(f"{keys.key}:{keys.secret}".encode()).decode()


def with_query(url: str, params: Mapping[str, str]) -> str:
    return f"{url}?{pairs(params)}" if params else url


def pairs(params: Mapping[str, str]) -> str:
    """Encoded first, sorted then: the order the signature asks for."""
    encoded = sorted((percent(name), percent(value)) for name, value in params.items())
    return "&".join(f"{name}={value}" for name, value in encoded)


def percent(text: str) -> str:
    return quote(text, safe=UNRESERVED)
