"""What an answer means, and the way over HTTPS."""

import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from actions.shop.interface import ShopUnavailable
from actions.shop.woocommerce.client import Answer, Client, Denied, Effect, Failure, judged, pause_s
from actions.shop.woocommerce.signing import Keys
from tests.actions.shop.woocommerce_server import FakeWooCommerce

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


def answer(status: int, body: str = "{}", **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body.encode())


def test_a_good_answer_is_its_data() -> None:
    assert judged(answer(200, '{"id": 1}')) == {"id": 1}


@pytest.mark.parametrize(
    ("status", "body", "effect"),
    [
        (429, "{}", Effect.NONE),
        (500, "<html>", Effect.POSSIBLE),
        (200, "<html>", Effect.POSSIBLE),
        (200, "", Effect.POSSIBLE),
        (502, "{}", Effect.POSSIBLE),
        (301, "{}", Effect.POSSIBLE),
        (500, '{"code": "internal_server_error", "data": {"status": 500}}', Effect.POSSIBLE),
    ],
)
def test_what_may_have_been_done_is_not_taken_for_undone(status: int, body: str, effect: Effect) -> None:
    with pytest.raises(Failure) as failed:
        judged(answer(status, body))
    assert failed.value.effect is effect


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, '{"code": "woocommerce_rest_shop_order_invalid_id", "message": "Invalid ID.", "data": {"status": 404}}'),
        (400, '{"code": "woocommerce_rest_coupon_code_already_exists", "data": {"status": 400}}'),
        (500, '{"code": "woocommerce_rest_cannot_create_order_refund", "message": "", "data": 500}'),
    ],
)
def test_a_no_is_a_no(status: int, body: str) -> None:
    with pytest.raises(Denied) as denied:
        judged(answer(status, body))
    assert denied.value.status == status and denied.value.code.startswith("woocommerce_rest_")


@pytest.mark.parametrize("status", [401, 403])
def test_refused_keys_are_no_answer_about_an_order(status: int) -> None:
    with pytest.raises(ShopUnavailable):
        judged(answer(status, '{"code": "woocommerce_rest_cannot_view", "data": {"status": 401}}'))


def test_the_pause_is_read_in_seconds_and_as_a_date() -> None:
    assert pause_s(answer(429, Retry_After="3")) == 3
    assert pause_s(answer(429, Retry_After="Wed, 21 Oct 2026 07:28:05 GMT", Date=DATE)) == 5
    assert pause_s(answer(429, Retry_After=DATE, Date="Wed, 21 Oct 2026 07:29:00 GMT")) == 0
    assert pause_s(answer(429, Retry_After="soon", Date=DATE)) == pause_s(answer(429)) == 0


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """For 127.0.0.1, signed by itself, key and certificate in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).add_extension(alternative, critical=False)
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    kind = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "tls.pem").write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, *kind))
    return tmp_path / "tls.pem"


@pytest.fixture
async def safe_woo(certificate: Path) -> AsyncIterator[FakeWooCommerce]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server = await FakeWooCommerce().start(tls)
    yield server
    await server.stop()


async def test_over_https_with_a_certificate_that_is_trusted(safe_woo: FakeWooCommerce, certificate: Path) -> None:
    safe_woo.put_order(id=723)
    client = Client(safe_woo.url, Keys(FakeWooCommerce.key, FakeWooCommerce.secret))
    trusting = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=str(certificate)))
    client._session = aiohttp.ClientSession(connector=trusting)
    assert (await client.get("orders/723"))["number"] == "723"
    await client.close()


async def test_nothing_is_said_to_a_server_that_cannot_prove_itself(safe_woo: FakeWooCommerce) -> None:
    client = Client(safe_woo.url, Keys(FakeWooCommerce.key, FakeWooCommerce.secret))
    with pytest.raises(Failure):
        await client.get("orders/723")
    assert safe_woo.asked == []
    await client.close()
