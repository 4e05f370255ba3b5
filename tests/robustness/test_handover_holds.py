"""A hand-over holds: no silence, no command, no restart and no crash gives the conversation back to the bot."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import asyncpg
import pytest

from tests.robustness.customer import RestCustomer, WebCustomer
from tests.robustness.desk import Desk
from tests.robustness.record import record_of, settled
from tests.robustness.servers import running
from tests.server import RunningServer

QUIET_S = 0.5
AGO = """
UPDATE conversations SET created_at = created_at - $1::interval, updated_at = updated_at - $1::interval;
UPDATE messages SET at = at - $1::interval, settled_at = settled_at - $1::interval;
UPDATE handoffs SET created_at = created_at - $1::interval, claimed_at = claimed_at - $1::interval;
UPDATE turns SET at = at - $1::interval, events = (
    SELECT jsonb_agg(CASE WHEN e ? 'timestamp'
        THEN e || jsonb_build_object('timestamp', (e->>'timestamp')::float8 - extract(epoch FROM $1::interval))
        ELSE e END ORDER BY n)
    FROM jsonb_array_elements(events) WITH ORDINALITY AS t(e, n));
"""


async def two_hours_pass(directory: Path) -> None:
    """Everything in the record is two hours older; promises fall due, Rasa's session (60 minutes) is long over."""
    async with record_of(directory) as pool:
        for statement in AGO.replace("$1", "'2 hours'").split(";\n"):
            if statement.strip():
                await pool.execute(statement)


async def owner(pool: asyncpg.Pool, conversation_id: str) -> str:
    return await pool.fetchval("SELECT owner FROM conversations WHERE id = $1", conversation_id)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running(tmp_path) as server:
        yield server


async def ask_into_the_silence(server: RunningServer, chatting: WebCustomer, writing: RestCustomer) -> None:
    """What a customer types while a person has the conversation; the bot must have no word to say to any of it."""
    for text in ("/restart", "Hello, is anybody there?", "Where is my order FL-10001, anna@example.com", "yes"):
        await chatting.tell(text)
        answer = await writing.ask(text)
        assert [line for line in answer.lines if line.get("author") == "bot"] == []
    async with record_of(server.directory) as pool:
        for conversation_id in (chatting.conversation_id, writing.conversation_id):
            await settled(pool, conversation_id)
    await asyncio.sleep(QUIET_S)


async def test_a_person_keeps_what_they_took(server: RunningServer, web: aiohttp.ClientSession) -> None:
    desk, writing = Desk(web, server), RestCustomer(web, server.url)
    async with WebCustomer(server.url) as chatting:
        await asyncio.gather(chatting.say("I want to talk to a person"), writing.say("I want to talk to a person"))
        claimed = await desk.claim(chatting.conversation_id), await desk.claim(writing.conversation_id)
        bot_lines = len(chatting.bot_lines)
        await ask_into_the_silence(server, chatting, writing)
        await two_hours_pass(server.directory)
        await ask_into_the_silence(server, chatting, writing)
        for end in (server.stop, server.kill):
            await asyncio.to_thread(end)
            await asyncio.to_thread(server.start)
            await ask_into_the_silence(server, chatting, writing)
        assert len(chatting.bot_lines) == bot_lines
        await chatting.until(lambda: chatting.state["owner"] == "human")
        await the_bot_is_back_and_can_hand_over_again(desk, chatting, claimed[0])
        await desk.reply(claimed[1], "I am still here.")
        assert "I am still here." in (await writing.ask("good")).text


async def the_bot_is_back_and_can_hand_over_again(desk: Desk, chatting: WebCustomer, handoff: str) -> None:
    spoken = len(chatting.bot_lines)
    await desk.give_back(handoff)
    await chatting.until(lambda: chatting.state["owner"] == "bot")
    await asyncio.sleep(QUIET_S)
    assert len(chatting.bot_lines) == spoken, "the bot answered what was the person's to answer"
    assert [line["author"] for line in await chatting.say("What are your opening hours?")] == ["bot"]
    await chatting.say("I want to talk to a person")
    again = await desk.claim(chatting.conversation_id)
    assert again != handoff
    await desk.reply(again, "Here I am again.")
    await chatting.until(lambda: chatting.messages[-1]["text"] == "Here I am again.")


async def test_who_waits_keeps_waiting(server: RunningServer, web: aiohttp.ClientSession) -> None:
    """While nobody has come, only the wait may be spoken of, by the system; the promise is renewed, not forgotten."""
    desk, writing = Desk(web, server), RestCustomer(web, server.url)
    async with WebCustomer(server.url) as chatting:
        await asyncio.gather(chatting.say("I want to talk to a person"), writing.say("I want to talk to a person"))
        handoff = await desk.handoff_of(chatting.conversation_id)
        bot_lines = len(chatting.bot_lines)
        await two_hours_pass(server.directory)
        await ask_into_the_silence(server, chatting, writing)
        for end in (server.stop, server.kill):
            await asyncio.to_thread(end)
            await asyncio.to_thread(server.start)
            await ask_into_the_silence(server, chatting, writing)
        assert len(chatting.bot_lines) == bot_lines
        async with record_of(server.directory) as pool:
            assert await owner(pool, chatting.conversation_id) == "waiting"
            assert await owner(pool, writing.conversation_id) == "waiting"
        assert await desk.claim(chatting.conversation_id) == handoff
        await desk.reply(handoff, "Thank you for waiting.")
        await chatting.until(lambda: chatting.messages[-1]["text"] == "Thank you for waiting.")
