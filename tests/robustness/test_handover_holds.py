"""A hand-over holds: no silence, no command, no restart and no crash gives the conversation back to the bot."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.robustness.desk import Desk
from tests.robustness.record import record_of, settled
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.servers import running
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

QUIET_S = 0.5
AGO = """
UPDATE conversations SET created_at = created_at - ago, updated_at = updated_at - ago FROM shift;
UPDATE messages SET at = at - ago, settled_at = settled_at - ago FROM shift;
UPDATE handoffs SET created_at = created_at - ago, claimed_at = claimed_at - ago, respond_by = respond_by - ago
FROM shift;
UPDATE promises SET created_at = created_at - ago, due_at = due_at - ago FROM shift;
UPDATE turns SET at = at - ago, events = (
    SELECT jsonb_agg(e || jsonb_build_object('timestamp', (e->>'timestamp')::float8 - extract(epoch FROM ago))
        ORDER BY n)
    FROM jsonb_array_elements(events) WITH ORDINALITY AS t(e, n)) FROM shift;
"""


async def two_hours_pass(server: RunningServer) -> None:
    """Everything in the record is two hours older: promises are overdue, Rasa's session of an hour is over."""
    async with record_of(server.directory) as pool, pool.acquire() as connection:
        await connection.execute("CREATE TEMPORARY TABLE shift AS SELECT interval '2 hours' AS ago")
        await connection.execute(AGO)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running(tmp_path) as server:
        yield server


async def ask_into_the_silence(server: RunningServer, chatting: WebCustomer, writing: RestCustomer) -> None:
    """What customers type while a person has the conversation or is awaited; the bot has no word to say to it."""
    for text in ("/restart", "Hello, is anybody there?", "Where is my order FL-10001, anna@example.com", "yes"):
        await chatting.tell(text)
        answer = await writing.ask(text)
        assert [line for line in answer.lines if line.get("author") == "bot"] == []
    async with record_of(server.directory) as pool:
        for conversation_id in (chatting.conversation_id, writing.conversation_id):
            await settled(pool, conversation_id)
    await asyncio.sleep(QUIET_S)


async def test_neither_silence_nor_command_nor_restart_nor_crash_ends_a_hand_over(
    server: RunningServer, web: aiohttp.ClientSession
) -> None:
    desk, writing, waiting = Desk(web, server), RestCustomer(web, server.url), RestCustomer(web, server.url)
    async with WebCustomer(server.url) as chatting, WebCustomer(server.url) as hoping:
        everybody = (chatting, writing, hoping, waiting)
        await asyncio.gather(*(customer.say("I want to talk to a person") for customer in everybody))
        claimed = await desk.claim(chatting.conversation_id), await desk.claim(writing.conversation_id)
        promised = await desk.handoff_of(hoping.conversation_id)
        spoken = len(chatting.bot_lines), len(hoping.bot_lines)
        for ordeal in (nothing, two_hours_pass, stop_and_start, crash_and_start):
            await ordeal(server)
            await ask_into_the_silence(server, chatting, writing)
            await ask_into_the_silence(server, hoping, waiting)
        assert (len(chatting.bot_lines), len(hoping.bot_lines)) == spoken
        await who_waited_is_served(desk, hoping, promised)
        await desk.reply(claimed[1], "I am still here.")
        assert "I am still here." in (await writing.ask("good")).text
        await the_bot_is_back_and_can_hand_over_again(desk, chatting, claimed[0])


async def nothing(server: RunningServer) -> None:
    return None


async def stop_and_start(server: RunningServer) -> None:
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)


async def crash_and_start(server: RunningServer) -> None:
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)


async def who_waited_is_served(desk: Desk, hoping: WebCustomer, promised: str) -> None:
    assert await desk.claim(hoping.conversation_id) == promised
    await desk.reply(promised, "Thank you for waiting.")
    await hoping.until(lambda: hoping.messages[-1]["text"] == "Thank you for waiting.")


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
