"""Signatures are right to others: the documentation's example, and a library that is not ours."""

from oauthlib.oauth1.rfc5849 import signature as rfc5849

from actions.shop.woocommerce.signing import Keys, authorised, pairs, signature, with_query

URL = "http://www.example.com/wp-json/wc/v3/orders"
KEYS = Keys("abc123", "cs_secret")


class Nobody:
    client_secret = "cs_secret"
    resource_owner_secret = ""


def by_another(params: dict[str, str]) -> str:
    base = rfc5849.signature_base_string("GET", URL, rfc5849.normalize_parameters(list(params.items())))
    return str(rfc5849.sign_hmac_sha256_with_client(base, Nobody()))


def test_parameters_are_written_as_the_documentation_writes_them() -> None:
    given = {"oauth_signature_method": "HMAC-SHA1", "oauth_consumer_key": "abc123"}
    assert pairs(given) == "oauth_consumer_key=abc123&oauth_signature_method=HMAC-SHA1"


def test_signatures_agree_with_another_library_also_for_odd_characters() -> None:
    for odd in ("1001", "FL 1/2", "a+b&c=d", "zażółć ~-._*'()", "100%", ""):
        params = {"search": odd, "oauth_consumer_key": "abc123", "oauth_nonce": "n", "per_page": "100"}
        assert signature("get", URL, params, "cs_secret") == by_another(params)


def test_over_plain_http_the_secret_is_not_sent_and_each_request_has_its_nonce() -> None:
    first, headers = authorised("GET", URL, {"search": "1"}, KEYS)
    second, _ = authorised("GET", URL, {"search": "1"}, KEYS)
    assert headers == {} and first != second
    assert "oauth_signature=" in first and "cs_secret" not in first + second


def test_over_https_the_keys_go_as_basic_authentication() -> None:
    url, headers = authorised("GET", "https://shop.example/x", {"search": "a b"}, KEYS)
    assert url == "https://shop.example/x?search=a%20b"
    assert headers == {"Authorization": "Basic YWJjMTIzOmNzX3NlY3JldA=="}


def test_the_secret_is_in_no_log_of_the_keys() -> None:
    assert "cs_secret" not in repr(KEYS)


def test_no_parameters_no_question_mark() -> None:
    assert with_query("https://shop.example", {}) == "https://shop.example"
