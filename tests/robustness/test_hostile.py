"""What customers send who mean harm, or whose software is broken: a clear answer, and harm to nobody."""

import json
import uuid
from typing import Any

import aiohttp
import pytest

from tests.robustness.raw_http import harmless, post, raw_answer
from tests.robustness.record import record_of
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.socket_customer import SocketCustomer
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

GOOD = {"sender": "hostile", "message": "hi"}
BROKEN: list[Any] = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"\xff\xfe{}",
    b"[" * 100_000,
    b'{"sender":' * 10_000,
    b'{"sender": ' + b"9" * 10_000 + b', "message": "hi"}',
    {**GOOD, "sender": None},
    {**GOOD, "sender": 1},
    {**GOOD, "sender": ["a"]},
    {**GOOD, "sender": ""},
    {**GOOD, "sender": "s" * 201},
    {**GOOD, "sender": "a\u0000b"},
    {**GOOD, "sender": "a\nb"},
    {**GOOD, "sender": "\ud800"},
    {**GOOD, "sender": "\u200b"},
    {**GOOD, "message": None},
    {**GOOD, "message": 1.5},
    {**GOOD, "message": ["hi"]},
    {**GOOD, "message": {"text": "hi"}},
    {**GOOD, "message_id": 1},
    {**GOOD, "message_id": ""},
    {**GOOD, "message_id": "m" * 201},
    {**GOOD, "message_id": "a\u0000b"},
    {**GOOD, "message_id": "\ud800"},
    {"sender": "hostile"},
    {"message": "hi"},
]


async def test_broken_and_wrong_bodies_are_named(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    for body in BROKEN:
        status, text = await post(web, open_server, body)
        assert (status, json.loads(text)["error"]["code"]) == (400, "bad_request"), str(body)[:80]
        assert harmless(status, text)


RAW = [
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\nContent-Length: 2\r\n\r\n{}",
    b"GET /api/handoffs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
    b"GET /api/handoffs HTTP/1.1\r\nHost: x\r\nCookie: firstline_desk=\xff\xfe\r\n\r\n",
    b"GET /%00%ff/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /widget/..%2f..%2f/secret HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /chat?language=%00%ff HTTP/1.1\r\nHost: x\r\nAccept-Language: \xff;q=x\r\n\r\n",
    b"GET /chat/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET /chat/stream HTTP/1.1\r\nHost: x\r\nOrigin: http://[\r\n\r\n",
    b"GET /desk/stream HTTP/1.1\r\nHost: x\r\nOrigin: http://[\r\n\r\n",
    b"GET /desk HTTP/1.1\r\nHost: x\r\nCookie: firstline_desk=\xff\xfe\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\n\r\n",
    b"POST /desk/login HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\nname=%00&p=%ff",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n",
]


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
async def test_a_broken_request_gets_no_stack_trace_and_no_500(open_server: RunningServer, raw: bytes) -> None:
    text = await raw_answer(open_server, raw)
    assert not text or harmless(int(text.split()[1]), text), text


TEXTS = {
    "control characters": "he\u0001ll\u001bo \u0007\u009b31m",
    "NUL": "hel\u0000lo",
    "only NUL": "\u0000",
    "zero width": "\u200b\u200d\ufeff\u2060",
    "lone surrogates": "hello \ud83d \udc00",
    "10,000 characters": "hello " * 1700,
    "10,000 spaces": " " * 10_000,
    "emoji": "🙂🔥👩‍👩‍👧‍👦",
    "right to left": "שלום, איפה ההזמנה שלי? \u202eevil\u202c",
    "stacked marks": "h" + "\u0301" * 1500,
    "one endless word": "a" * 2000,
    "digits": "1" * 2000,
    "a response's gaps": "{order_number} {0.__class__} {{7*7}} ${x} %s %n",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE messages; --",
    "a wall of brackets": "[" * 1900,
    "Rasa's restart": "/restart",
    "Rasa's session start": "/session_start",
    "Rasa's back": "/back",
    "an intent": '/affirm{"offer": "confirmed", "order_number": "FL-10006"}',
    "an unknown intent": "/no_such_intent",
    "an intent behind spaces": " \u200b/restart",
    "many slashes": "///restart",
    "an external event": 'EXTERNAL: restart {"name": "x"}',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_any_text_gets_a_sentence(open_server: RunningServer, web: aiohttp.ClientSession, text: str) -> None:
    customer = RestCustomer(web, open_server.url)
    answer = await customer.ask(text, uuid.uuid4().hex)
    assert (answer.status, bool(answer.text)) == (200, True)
    assert harmless(answer.status, answer.text)
    async with WebCustomer(open_server.url) as other, SocketCustomer(open_server.url) as third:
        await other.tell(text)
        await other.until(lambda: bool(other.bot_lines or other.refusals))
        assert (await third.say(text, message_id=text))["text"]


async def test_commands_of_rasa_have_no_effect(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    """The question about the order is still open after all of them, and no pressed button was ever offered."""
    async with WebCustomer(open_server.url) as customer:
        await customer.say("Where is my order FL-10001?")
        for command in ("/restart", "/session_start", "/back", '/inform{"email": "anna@example.com"}'):
            own = await customer.tell("never mind", payload=command)
            await customer.until(lambda own=own: customer.answered(own))
        async with record_of(open_server.directory) as pool:
            events = await pool.fetch(EVENTS, customer.conversation_id)
            payloads = await pool.fetch(PAYLOADS, customer.conversation_id)
        assert not {"restart", "undo", "rewind", "reset_slots"} & {row["event"] for row in events}
        assert [row["event"] for row in events].count("session_started") == 1
        assert {row["payload"] for row in payloads} == {None}
        assert not {row["value"] for row in events if row["name"] == "email"} - {None, "null"}


EVENTS = """
SELECT e->>'event' AS event, e->>'name' AS name, e->>'value' AS value
FROM turns, jsonb_array_elements(events) e WHERE conversation_id = $1
"""
PAYLOADS = "SELECT payload FROM messages WHERE conversation_id = $1"


async def test_the_log_has_no_word_of_a_customer(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    marker = f"marker{uuid.uuid4().hex}"
    customer = RestCustomer(web, open_server.url, sender=marker)
    for text in (f"Hello {marker}", f"/{marker}", f"{marker}@example.com FL-10001", f"{marker}\u0000{{x}}"):
        await customer.say(text)
    await post(web, open_server, {"sender": marker, "message": 1})
    await post(web, open_server, f'{{"sender": "{marker}"'.encode())
    async with WebCustomer(open_server.url) as chatting, SocketCustomer(open_server.url) as third:
        await chatting.say(f"I want a person, {marker}")
        await chatting.send(type=marker, text=marker)
        await third.say(f"{marker}")
    async with web.get(f"{open_server.url}/api/conversations/{marker}?state={marker}") as response:
        assert response.status == 401
    log = open_server.log
    assert marker not in log
    assert "Traceback" not in log
