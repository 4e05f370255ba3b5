"""Two customers and one guessed id: nothing of one reaches the other, on any channel."""

import base64
import json
import time

import aiohttp
import jwt
import websockets

from bot.vocabulary import Channel
from tests.robustness.desk import Desk
from tests.robustness.raw_http import post
from tests.robustness.socket_customer import SocketCustomer
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

SECRET = "zebra-quartz-7741"  # what the victim wrote


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
