"""Too much, and too fast: refused in words, and nobody else waits for it."""

import asyncio
import contextlib
import uuid

import aiohttp
import pytest
import websockets

from tests.robustness.raw_http import raw_answer
from tests.robustness.record import answered_once, messages, record_of
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.socket_customer import SocketCustomer
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

MEGABYTES_5 = "x" * 5_000_000
TOO_BIG = 1009
SECONDS, A_SECOND = 3, 100
ANSWER_S = 1.0


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
        everybody.create_task(_flood(flooder))
        for _ in range(6):
            await asyncio.sleep(0.4)
            await other.say("Thank you")
    refused = [answer for answer in flooder.answers if answer.refused]
    assert len(flooder.answers) == SECONDS * A_SECOND
    assert len(refused) > len(flooder.answers) / 2
    assert {(answer.status, bool(answer.text)) for answer in refused} == {(200, True)}
    assert max(answer.seconds for answer in other.answers[1:]) < ANSWER_S
    async with record_of(open_server.directory) as pool:
        rows = await messages(pool, flooder.conversation_id)
        taken = [row["client_id"] for row in rows if row["author"] == "customer"]
        assert len(taken) == len(flooder.answers) - len(refused)
        await answered_once(pool, flooder.conversation_id, taken)


async def test_a_flood_over_socketio_is_hung_up_on_and_disturbs_nobody(
    open_server: RunningServer, web: aiohttp.ClientSession
) -> None:
    async with SocketCustomer(open_server.url) as flooder:
        with contextlib.suppress(ConnectionError, websockets.ConnectionClosed):
            for _ in range(1000):
                await flooder.send_only("session_request", {})
        answer = await RestCustomer(web, open_server.url).ask("Hello")
        with pytest.raises((ConnectionError, websockets.ConnectionClosed)):
            await flooder.hear()
    assert answer.text
    assert answer.seconds < ANSWER_S


async def _flood(flooder: RestCustomer) -> None:
    async with asyncio.TaskGroup() as flood:
        for _ in range(SECONDS):
            for _ in range(A_SECOND):
                flood.create_task(flooder.ask("Hello", uuid.uuid4().hex))
            await asyncio.sleep(1)
