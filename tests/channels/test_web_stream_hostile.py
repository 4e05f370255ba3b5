"""What breaks, what is sent on purpose to break, and who may not come in."""

import asyncio
import contextlib
import json
from types import SimpleNamespace

import pytest
import websockets
from visitor import Browser, visiting

from bot.channels import doorkeeper, web_stream

SHOP = "https://lamps.example"


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        ("{", "not_json"),
        ("[" * 20_000, "not_json"),
        (b"\xff\xfe", "not_text"),
        ('{"type":"restart"}', "unknown_type"),
        ('{"type":"hello"}', "unknown_type"),
        ('{"type":"say","id":{},"text":1}', "bad_fields"),
        ('{"type":"seen","seq":1e400}', "bad_fields"),
    ],
    ids=["broken", "deep", "binary", "unknown", "second hello", "wrong types", "infinite"],
)
async def test_a_hostile_frame_is_named_and_the_chat_goes_on(chat: SimpleNamespace, hostile: str | bytes, reason: str):
    async with visiting(chat) as browser:
        await browser.socket.send(hostile)
        assert await browser.hear() == {"type": "error", "reason": reason}
        assert (await browser.say("still there?"))["type"] == "accepted"


async def test_five_megabytes_end_the_chat_with_a_code(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        with contextlib.suppress(websockets.ConnectionClosed, ConnectionError):
            await browser.send(type="say", id="big", text="x" * 5_000_000)
        assert await browser.ends() == 1009
    assert chat.conversations.messages == {}


async def test_a_frame_split_into_many_is_still_too_big(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        with contextlib.suppress(websockets.ConnectionClosed, ConnectionError):
            await browser.socket.send("x" * 10_000 for _ in range(10))
        assert await browser.ends() == 1009


async def test_a_flood_is_told_and_then_hung_up_on(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        with contextlib.suppress(websockets.ConnectionClosed):
            for _ in range(400):
                await browser.send(type="typing", on=True)
        assert await browser.ends() == 1008


@pytest.mark.parametrize("first", ['{"type":"say","id":"a","text":"no hello"}', "nonsense", '{"type":"ping"}'])
async def test_without_a_hello_there_is_no_chat(chat: SimpleNamespace, first: str):
    async with websockets.connect(chat.ws) as socket:
        await socket.send(first)
        assert json.loads(await socket.recv())["type"] == "error"
        assert await Browser(socket).ends() == 1008


async def test_a_socket_that_says_nothing_is_let_go(chat: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(web_stream, "HELLO_S", 0.05)
    async with websockets.connect(chat.ws) as socket:
        assert await Browser(socket).ends() == 1008


async def test_a_record_that_is_away_says_try_later_and_nothing_is_lost(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        chat.conversations.goes_down()
        await browser.send(type="say", id="again", text="Is anybody there?")
        assert await browser.ends() == 1013
        chat.conversations.fails_with = None
        async with visiting(chat, browser.welcome["token"]) as back:
            assert (await back.say("Is anybody there?", id="again"))["seq"] == 2


async def test_a_record_that_is_away_does_not_end_a_quiet_chat(chat: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(web_stream, "CHECK_S", 0.05)
    async with visiting(chat) as browser:
        await browser.say("hi")
        chat.conversations.goes_down()
        await asyncio.sleep(0.2)
        chat.conversations.fails_with = None
        await chat.conversations.add(browser.welcome["conversation"], "bot", "back again")
        assert (await browser.lines(2))[-1] == "back again"


async def test_a_bug_ends_the_chat_with_a_code_and_says_nothing_of_itself(
    chat: SimpleNamespace, caplog: pytest.LogCaptureFixture
):
    async with visiting(chat) as browser:
        chat.conversations.fails_with = KeyError("FL-10002 anna@example.com")
        await browser.send(type="say", id="a", text="hi")
        assert await browser.ends() == 1011
    assert "KeyError" in caplog.text
    assert "anna@example.com" not in caplog.text


async def test_an_unknown_shop_cannot_open_a_stream_and_a_known_one_can(chat: SimpleNamespace):
    with pytest.raises(websockets.InvalidStatusCode) as refused:
        await websockets.connect(chat.ws, origin="https://evil.example")
    assert refused.value.status_code == 403
    for origin in (SHOP, "https://other.example", chat.http):
        async with websockets.connect(chat.ws, origin=origin):
            pass


async def test_one_address_cannot_hold_every_place(chat: SimpleNamespace):
    async with contextlib.AsyncExitStack() as office:
        for _ in range(doorkeeper.CHATS_PER_ADDRESS):
            await office.enter_async_context(visiting(chat))
        async with websockets.connect(chat.ws) as one_more:
            assert await Browser(one_more).ends() == 1013
    await asyncio.sleep(0.1)
    async with visiting(chat) as later:
        assert later.welcome["type"] == "welcome"


@pytest.mark.parametrize("how", ["says goodbye", "vanishes", "server stops"])
async def test_who_leaves_is_forgotten_quietly(chat: SimpleNamespace, caplog: pytest.LogCaptureFixture, how: str):
    async with visiting(chat) as browser:
        await browser.say("hi")
        if how == "vanishes":
            browser.socket.transport.abort()
        if how == "server stops":
            chat.app._cancel_websocket_tasks(chat.app, None)
            await browser.ends()
    await asyncio.sleep(0.1)
    assert chat.wire._readers == {}
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
