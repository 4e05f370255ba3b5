"""Passwords at rest: scrypt, one salt each, the cost written next to the hash so that it can grow."""

import base64
import hashlib
import hmac
import secrets

LOG2_N = 15  # 32 MB and about 0.1 s a guess (OWASP's scrypt advice, 2023: N=2^15, r=8, p=3)
BLOCK_SIZE = 8
PARALLEL = 3
MAX_MEMORY_BYTES = 64 * 2**20  # OpenSSL's default of 32 MB is a few bytes too small for N=2^15
UNKNOWN = "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA==$"  # same cost as a real one, matches nothing


def hash_password(password: str) -> str:
    """`scrypt$log2 N$r$p$salt$key`, salt and key in base64."""
    salt = secrets.token_bytes(16)
    key = _derive(password, salt, LOG2_N, BLOCK_SIZE, PARALLEL)
    parts = (base64.b64encode(part).decode() for part in (salt, key))
    return "$".join(["scrypt", str(LOG2_N), str(BLOCK_SIZE), str(PARALLEL), *parts])


def matches(password: str, password_hash: str) -> bool:
    _, log2_n, r, p, salt, key = password_hash.split("$")
    derived = _derive(password, base64.b64decode(salt), int(log2_n), int(r), int(p))
    return hmac.compare_digest(derived, base64.b64decode(key))


def _derive(password: str, salt: bytes, log2_n: int, r: int, p: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=2**log2_n, r=r, p=p, maxmem=MAX_MEMORY_BYTES)
