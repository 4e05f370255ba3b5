import base64
import json
import time

import jwt
import pytest

from bot.channels import tokens

SECRET = b"a secret that only this test knows"


def claims(**changed: object) -> dict[str, object]:
    now = int(time.time())
    return {"sub": "c1", "aud": "web", "iat": now, "exp": now + 60} | changed


def sign(payload: dict[str, object], secret: bytes = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(payload, secret, algorithm=algorithm)


def test_a_token_opens_its_conversation_on_its_channel():
    assert tokens.read(SECRET, tokens.issue(SECRET, "c1", "web"), "web") == "c1"


def test_a_token_of_another_channel_opens_nothing():
    assert tokens.read(SECRET, tokens.issue(SECRET, "c1", "rest"), "web") is None


def test_a_token_lasts_a_month():
    token = tokens.issue(SECRET, "c1", "web")
    read = jwt.decode(token, SECRET, algorithms=["HS256"], audience="web")
    assert read["exp"] - read["iat"] == 30 * 24 * 3600


@pytest.mark.parametrize("nonsense", ["", "c1", "a.b.c", "ż.ó.ł", "\x00", "e30.e30.", "." * 300])
def test_what_is_no_token_opens_nothing(nonsense: str):
    assert tokens.read(SECRET, nonsense, "web") is None


def test_a_token_signed_with_another_secret_opens_nothing():
    assert tokens.read(SECRET, sign(claims(), b"another secret, also long enough"), "web") is None


def test_an_expired_token_opens_nothing():
    assert tokens.read(SECRET, sign(claims(exp=int(time.time()) - 1)), "web") is None


def test_a_token_issued_in_the_future_opens_nothing():
    assert tokens.read(SECRET, sign(claims(iat=int(time.time()) + 3600)), "web") is None


@pytest.mark.parametrize("missing", ["sub", "aud", "iat", "exp"])
def test_a_token_without_a_claim_opens_nothing(missing: str):
    assert tokens.read(SECRET, sign({k: v for k, v in claims().items() if k != missing}), "web") is None


def test_a_token_with_algorithm_none_opens_nothing():
    assert tokens.read(SECRET, jwt.encode(claims(), None, algorithm="none"), "web") is None


def test_a_token_with_another_hmac_algorithm_opens_nothing():
    assert tokens.read(SECRET, sign(claims(), SECRET * 3, "HS512"), "web") is None


def test_a_token_whose_conversation_was_exchanged_opens_nothing():
    head, _body, signature = tokens.issue(SECRET, "mine", "web").split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(sub="yours")).encode()).rstrip(b"=").decode()
    assert tokens.read(SECRET, f"{head}.{body}.{signature}", "web") is None
