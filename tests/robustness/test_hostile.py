"""What customers send who mean harm, or whose software is broken: a clear answer, and harm to nobody."""

import asyncio
import base64
import contextlib
import json
import time
import uuid
from typing import Any

import aiohttp
import jwt
import pytest
import websockets

from bot.vocabulary import Channel
from tests.robustness.customer import RestCustomer, WebCustomer
from tests.robustness.desk import Desk
from tests.robustness.record import answered_once, messages, record_of
from tests.robustness.socket_customer import SocketCustomer
from tests.server import RunningServer

MEGABYTES_5 = "x" * 5_000_000
SECRET = "zebra-quartz-7741"  # what the victim wrote; no other customer and no log line may show it
TOO_BIG = 1009
JSON = {"Content-Type": "application/json"}


async def post(web: aiohttp.ClientSession, server: RunningServer, body: Any, **headers: str) -> tuple[int, str]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    url = f"{server.url}/webhooks/rest/webhook"
    async with web.post(url, data=data, headers={**JSON, **headers}) as response:
        return response.status, await response.text()


def harmless(status: int, text: str) -> bool:
    return status < 500 and "Traceback" not in text and ".py" not in text


# --- Other people's conversations ---


async def test_a_guessed_web_conversation_opens_nothing(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    async with WebCustomer(open_server.url) as victim:
        await victim.say(f"Hello, my word is {SECRET}")
        before = len(victim.messages)
        for token in tokens_of_a_thief(victim):
            async with websockets.connect(open_server.url.replace("http", "ws") + "/chat/stream") as socket:
                await socket.send(json.dumps({"type": "hello", "token": token, "seen": 0}))
                welcome = json.loads(await socket.recv())
                assert welcome["conversation"] != victim.conversation_id
                assert (welcome["messages"], SECRET in json.dumps(welcome)) == ([], False)
                await socket.send(json.dumps({"type": "say", "id": "a", "text": "I am the victim"}))
                await socket.recv()
        desk = await Desk(web, open_server).conversation(victim.conversation_id)
        assert len(desk["messages"]) == before == len(victim.messages)


def tokens_of_a_thief(victim: WebCustomer) -> list[str]:
    """The id itself, the victim's token changed, unsigned and signed with another key, and one of another channel."""
    claims = {"sub": victim.conversation_id, "aud": Channel.WEB, "iat": int(time.time()), "exp": 2**31}
    head, _, signature = str(victim.token).split(".")
    changed = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "another"}).encode()).decode().rstrip("=")
    made = [jwt.encode(claims, None, algorithm="none"), jwt.encode(claims, b"firstline", algorithm="HS256")]
    return [victim.conversation_id, f"{head}.{changed}.{signature}", *made, f"{victim.token}x", "\ud800", "." * 1999]


async def test_a_rest_sender_reaches_no_other_channel(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    async with WebCustomer(open_server.url) as victim:
        await victim.say(f"Hello, my word is {SECRET}")
        known = victim.conversation_id
        guesses = [known, f"web:{known}", f"web-{known}", f"../{known}", f"socketio:{known}", f"rest:{known}"]
        for sender in [*guesses, f"{known}'; --", f"%2e%2e/{known}"]:
            status, text = await post(web, open_server, {"sender": sender, "message": "what did I write?"})
            assert status == 200
            assert SECRET not in text
        desk = await Desk(web, open_server).conversation(known)
        assert [m["text"] for m in desk["messages"]] == [m["text"] for m in victim.messages]


async def test_a_guessed_socketio_session_hears_nothing(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    async with SocketCustomer(open_server.url) as victim, WebCustomer(open_server.url) as other:
        await victim.say(f"Hello, my word is {SECRET}")
        await other.say("Hello")
        known = jwt.decode(victim.session, options={"verify_signature": False})["sub"]
        for guess in (known, str(other.token), other.conversation_id, victim.session + "x", {"a": 1}, None):
            async with SocketCustomer(open_server.url, guess) as thief:
                assert thief.session not in (victim.session, guess)
                await thief.say("what did I write?")
                assert SECRET not in json.dumps(thief.heard)
        assert len(victim.heard) == 1
        assert len((await Desk(web, open_server).conversation(known))["messages"]) == 2


async def test_the_desk_api_is_closed_without_its_token(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    async with web.get(f"{open_server.url}/api/openapi.json") as response:
        paths = (await response.json())["paths"]
    paths.pop("/api/openapi.json")  # says how to ask, and nothing of anybody
    ways = [(path, method) for path, methods in paths.items() for method in methods if method in ("get", "post")]
    assert len(ways) > 8
    for path, method in ways:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}, {"Cookie": "session=x"}):
            url = open_server.url + path.replace("{", "").replace("}", "")
            async with web.request(method, url, headers=headers, json={}) as response:
                assert (response.status, "error" in await response.json()) == (401, True), path


# --- Too much ---


async def test_five_megabytes_are_refused(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    head = f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {len(MEGABYTES_5)}\r\n\r\n"
    answer = await raw_answer(open_server, head.encode() + MEGABYTES_5[:400_000].encode())
    assert answer.startswith("HTTP/1.1 413")
    assert "too_large" in answer
    async with WebCustomer(open_server.url) as customer:
        await customer.tell(MEGABYTES_5)
        await customer.until(lambda: customer.codes == [TOO_BIG])
        customer.forget_pending()
        assert await customer.say("Hello")
    async with SocketCustomer(open_server.url) as socket:
        with contextlib.suppress(TimeoutError, websockets.WebSocketException):
            await asyncio.wait_for(socket.say(MEGABYTES_5), 2)
    assert (await RestCustomer(web, open_server.url).say("Hello")).text


async def test_a_flood_is_refused_and_disturbs_nobody(open_server: RunningServer, web: aiohttp.ClientSession) -> None:
    flooder, other = RestCustomer(web, open_server.url), RestCustomer(web, open_server.url)
    await other.say("Hello")
    async with asyncio.TaskGroup() as everybody:
        everybody.create_task(_flood(flooder, seconds=3))
        for _ in range(6):
            await asyncio.sleep(0.4)
            await other.say("What are your opening hours?")
    refused = [answer for answer in flooder.answers if answer.refused]
    assert len(flooder.answers) == 300
    assert len(refused) > 150
    assert {(answer.status, bool(answer.text)) for answer in refused} == {(200, True)}
    assert max(answer.seconds for answer in other.answers[1:]) < 1
    async with record_of(open_server.directory) as pool:
        rows = await messages(pool, flooder.conversation_id)
        taken = [row["client_id"] for row in rows if row["author"] == "customer"]
        assert len(taken) == 300 - len(refused)
        await answered_once(pool, flooder.conversation_id, taken)


async def _flood(flooder: RestCustomer, seconds: int) -> None:
    async with asyncio.TaskGroup() as flood:
        for _ in range(seconds):
            for _ in range(100):
                flood.create_task(flooder.ask("Hello", uuid.uuid4().hex))
            await asyncio.sleep(1)


# --- Broken and wrong ---

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


async def raw_answer(server: RunningServer, raw: bytes) -> str:
    """Empty where the server only hangs up, or waits for the rest."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(raw)
    with contextlib.suppress(TimeoutError, ConnectionError):
        return (await asyncio.wait_for(reader.read(2000), 2)).decode(errors="replace")
    return ""


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
            await customer.until(lambda own=own: bool(customer._after(own)))
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
        await chatting._send(type=marker, text=marker)
        await third.say(f"{marker}")
    async with web.get(f"{open_server.url}/api/conversations/{marker}?state={marker}") as response:
        assert response.status == 401
    log = open_server.log
    assert marker not in log
    assert SECRET not in log
    assert "Traceback" not in log
