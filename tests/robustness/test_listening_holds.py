"""kill -9 while somebody is listened to, and two workers that listen to the same customer: answered once, to all."""

import asyncio
import uuid
from pathlib import Path

import pytest

from bot.store import postgres
from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.robustness.record import answered_once, record_of
from tests.robustness.servers import running
from tests.robustness.web_customer import WebCustomer

LISTEN = {"FIRSTLINE_LISTEN_QUIET_S": "1.5", "FIRSTLINE_OUTAGE_NOTICE_S": "1.0"}
STORY = ("my parcel is late", "it was a present for my mother", "and nobody answers me!")
SAID_TWICE_S = 2.0


async def tells(customer: WebCustomer, *texts: str) -> None:
    for text in texts:
        await customer.tell(text)
        await customer.until(lambda: not customer._pending)  # taken


async def heard_once(customer: WebCustomer) -> None:
    """One acknowledgement, one question, and nothing after it."""
    await customer.until(lambda: bool(customer.bot_lines))
    await asyncio.sleep(SAID_TWICE_S)
    assert len(customer.bot_lines) == 2, customer.bot_lines
    assert (customer.again, customer.gaps) == ([], [])


async def test_killed_while_it_listened_it_answers_once_to_all(tmp_path: Path) -> None:
    async with running(tmp_path, **LISTEN) as server, WebCustomer(server.url) as customer:
        await tells(customer, *STORY[:2])
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        await heard_once(customer)
        async with record_of(tmp_path) as pool:
            await answered_once(pool, customer.conversation_id, customer.said)


@pytest.mark.parametrize("killed", [False, True])
async def test_two_workers_that_listen_answer_once(tmp_path: Path, killed: bool) -> None:
    """The customer's lines come in through both; then one of the two is killed, or none."""
    record, wire = EmbeddedPostgres(tmp_path / "postgres"), EmbeddedRedis(tmp_path / "redis")
    urls = await asyncio.to_thread(record.start), await asyncio.to_thread(wire.start)
    postgres.migrate(urls[0])
    shared = {
        "FIRSTLINE_DATABASE_URL": urls[0],
        "FIRSTLINE_REDIS_URL": urls[1],
        "FIRSTLINE_SECRET": uuid.uuid4().hex,
        **LISTEN,
    }
    try:
        async with (
            running(tmp_path / "one", **shared) as one,
            running(tmp_path / "two", **shared) as two,
            WebCustomer(one.url) as here,
        ):
            await tells(here, STORY[0])
            async with WebCustomer(two.url, token=here.token) as there:
                await tells(there, *STORY[1:])
                if killed:
                    await asyncio.to_thread(two.kill)
                await heard_once(here)
                assert killed or not here.notices  # the lock of a killed worker takes its time, and that is told
                said = {**here.said, **there.said}
                async with record_of(tmp_path) as pool:
                    await answered_once(pool, here.conversation_id, said)
    finally:
        wire.stop()
        record.stop()
