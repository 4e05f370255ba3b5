import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from customers import Customers
from desk_server import Desk

from bot.desk.users import add_user


class Page:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, **message: Any) -> None:
        await self.socket.send_str(json.dumps(message))

    async def hear(self, **expected: Any) -> dict[str, Any]:
        """The next event that has all of these; others are let pass."""
        async with asyncio.timeout(5):
            while True:
                event = json.loads((await self.socket.receive()).data)
                if expected.items() <= event.items():
                    return event


@asynccontextmanager
async def _page(desk: Desk, name: str) -> AsyncIterator[Page]:
    async with desk.logged_in(name) as client, client.ws_connect("/desk/stream") as socket:
        yield Page(socket)


async def _close_code(client: aiohttp.ClientSession, **options: Any) -> int | None:
    async with client.ws_connect("/desk/stream", **options) as socket:
        async with asyncio.timeout(5):
            assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
        return socket.close_code


async def _typing(customer: asyncio.Queue[dict[str, Any]]) -> bool:
    async with asyncio.timeout(5):
        while True:
            event = await customer.get()
            if event["kind"] == "typing":
                return event["on"]


async def test_an_open_page_hears_every_hand_over_and_the_conversation_it_watches(
    desk: Desk, customers: Customers
) -> None:
    mine, other = await customers.come(), await customers.come()
    watched = mine.conversation
    async with _page(desk, await desk.person()) as page:
        await page.hear(topic="hello", available=True)
        await page.say(type="watch", conversation_id=watched)
        await page.hear(topic="watching", conversation_id=watched)
        await customers.handoffs.claim(other.handoff, "somebody")
        await page.hear(topic="desk", kind="handoff", id=other.handoff, state="human")
        await customers.say(watched, "hello?")
        await page.hear(topic="conversation", kind="message", text="hello?")


async def test_looking_elsewhere_ends_the_first_subscription(desk: Desk, customers: Customers) -> None:
    first, second = (await customers.come()).conversation, (await customers.come()).conversation
    async with _page(desk, await desk.person()) as page:
        for conversation in (first, second):
            await page.say(type="watch", conversation_id=conversation)
            await page.hear(topic="watching", conversation_id=conversation)
        await customers.conversations.typing(first, "customer", True)
        await customers.conversations.typing(second, "customer", False)
        assert (await page.hear(topic="conversation"))["on"] is False


async def test_the_customer_sees_typing_only_from_a_person_who_has_the_conversation(
    desk: Desk, customers: Customers
) -> None:
    name, waiting = await desk.person(), await customers.come()
    async with desk.firstline.wire.subscribe(f"conversation:{waiting.conversation}") as customer:
        async with _page(desk, name) as page:
            await page.say(type="watch", conversation_id=waiting.conversation)
            await page.say(type="typing", on=True)
            await page.say(type="available", on=True)
            await page.hear(topic="beat")
            assert customer.empty()
            await customers.handoffs.claim(waiting.handoff, name)
            await page.say(type="typing", on=True)
            assert await _typing(customer) is True
        assert await _typing(customer) is False, "a closed page leaves no typing bubble behind"


async def test_a_page_marks_its_person_present_and_away(desk: Desk) -> None:
    name = await desk.person()
    state = "SELECT available FROM agent_presence WHERE agent = $1 AND seen_at > now() - interval '10 s'"
    async with _page(desk, name) as page:
        await page.hear(topic="hello")
        assert await desk.firstline.pool.fetchval(state, name) is True
        await page.say(type="available", on=False)
        await page.hear(topic="beat", available=False)
        assert await desk.firstline.pool.fetchval(state, name) is False
    async with desk.firstline.wire.subscribe("desk"):
        assert await desk.firstline.pool.fetchval(state, name) is False


async def test_strangers_other_sites_and_ended_sessions_hear_nothing(desk: Desk) -> None:
    name = await desk.person()
    async with aiohttp.ClientSession(desk.url) as stranger:
        assert await _close_code(stranger, headers={"Origin": desk.url}) == 4401
    async with desk.logged_in(name) as client:
        assert await _close_code(client, headers={"Origin": "https://evil.example"}) == 4403
        await add_user(desk.firstline.pool, name, "another long password", "Ola")
        assert await _close_code(client) == 4401


async def test_nonsense_from_a_page_does_not_end_its_stream(desk: Desk) -> None:
    async with _page(desk, await desk.person()) as page:
        for line in (
            "",
            "{",
            "[]",
            "null",
            '{"type": 5}',
            '{"type": "watch", "conversation_id": {}}',
            "x" * 5000,
        ):
            await page.socket.send_str(line)
        await page.socket.send_bytes(b"\xff\x00")
        await page.say(type="available", on=True)
        await page.hear(topic="beat", available=True)
