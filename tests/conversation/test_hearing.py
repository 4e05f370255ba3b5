"""Quick messages are one complaint: heard out, answered once, to all of it. The real program but its web server."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from actions import services
from bot.conversation.announcer import topic
from bot.service import Firstline, Keys, Servers, build
from bot.settings import Settings
from bot.training import ensure_model
from bot.vocabulary import Author, Lane, Owner
from tests.server import RunningServer

QUIET_S, MOST_S = 1.5, 4.0
AT_ONCE_S = 1.2  # less than any pause, on a busy machine too
Message = dict[str, Any]


@pytest.fixture(scope="module")
async def patient(database_url: str, redis_url: str) -> AsyncIterator[Firstline]:
    """Listens as it does for customers; only shorter."""
    settings = Settings(always_open=True, listen_quiet_s=QUIET_S, listen_most_s=MOST_S)
    others = services.use(None)
    model = ensure_model(Settings.from_env().var)
    running = await build(settings, Servers(database_url, redis_url), model, Keys(b"a secret", "token"))
    await running.wire.start()
    yield running
    await running.stop()
    services.use(others)


class Customer:
    def __init__(self, firstline: Firstline, conversation_id: str) -> None:
        self.firstline = firstline
        self.id = conversation_id

    async def writes(self, *texts: str, between_s: float = 0.05) -> None:
        for text in texts:
            await self.firstline.conversations.accept(self.id, "web", None, text)
            await asyncio.sleep(between_s)

    async def hears(self) -> list[str]:
        """Everything said in answer to what was written so far."""
        await asyncio.wait_for(self.firstline.conversations.work(self.id), 10)
        return [m["text"] for m in await self.messages() if m["author"] != Author.CUSTOMER]

    async def messages(self) -> list[Message]:
        return await self.firstline.conversations.history(self.id)

    async def user_events(self) -> list[Message]:
        rows = await self.firstline.pool.fetch(
            "SELECT events FROM turns WHERE conversation_id = $1 ORDER BY version", self.id
        )
        return [event for row in rows for event in row["events"] if event["event"] == "user"]


@pytest.fixture
async def customer(patient: Firstline) -> Customer:
    return Customer(patient, await patient.conversations.open("web", "en"))


async def test_three_quick_angry_messages_are_acknowledged_once_and_answered_once(customer: Customer) -> None:
    await customer.writes("My sofa arrived broken", "the leg is cracked!", "I am really disappointed...")
    lines = await customer.hears()
    assert len(lines) == 2, lines
    assert sum("sorry" in line.lower() for line in lines) == 1
    assert [line.count("?") for line in lines] == [0, 1]
    messages = [m for m in await customer.messages() if m["author"] == Author.CUSTOMER]
    assert [(m["seq"], m["delivery"], bool(m["scores"])) for m in messages] == [(n, "handled", True) for n in (1, 2, 3)]
    (event,) = await customer.user_events()
    assert event["text"].splitlines() == [m["text"] for m in messages]
    assert event["metadata"]["message_ids"] == [m["id"] for m in messages]


async def test_two_matters_in_two_messages_are_both_dealt_with(customer: Customer) -> None:
    await customer.writes("my parcel FL-10002 is late, anna@example.com", "and which payment methods do you accept?")
    lines = await customer.hears()
    assert "sorry" in lines[0] and "carrier" in lines[1] and "card" in lines[-1]


async def test_a_simple_question_is_answered_at_once(customer: Customer) -> None:
    started = time.monotonic()
    await customer.writes("What are your opening hours?", between_s=0)
    assert await customer.hears()
    assert time.monotonic() - started < AT_ONCE_S


async def test_who_says_no_more_is_answered_after_a_moment_and_sees_that_somebody_is_there(customer: Customer) -> None:
    started = time.monotonic()
    async with customer.firstline.wire.subscribe(topic(customer.id)) as events:
        await customer.writes("my parcel is late", between_s=0)
        assert await customer.hears()
        heard = [events.get_nowait() for _ in range(events.qsize())]
    assert QUIET_S <= time.monotonic() - started < QUIET_S + AT_ONCE_S
    typing = next(n for n, event in enumerate(heard) if event["kind"] == "typing")
    assert (heard[typing]["author"], heard[typing]["on"]) == (Author.BOT, True)
    assert [e["author"] for e in heard[typing:] if e["kind"] == "message"][0] == Author.BOT


async def test_who_writes_on_and_on_is_answered_in_the_end(customer: Customer) -> None:
    started = time.monotonic()
    story = ("my parcel is late", "I ordered it two weeks ago,", "it was a present", "for my mother,", "who is 80 and")
    writing = asyncio.create_task(customer.writes(*story, *["waits,"] * 3, between_s=QUIET_S / 2.5))
    while not any(m["author"] == Author.BOT for m in await customer.messages()):
        await asyncio.sleep(0.05)
    assert MOST_S * 0.9 <= time.monotonic() - started < MOST_S + AT_ONCE_S
    await writing
    await customer.hears()


@pytest.mark.parametrize("urgent", ["it burns, there are flames!", "I want to speak to a person"])
async def test_danger_or_a_wish_for_a_person_ends_the_listening(customer: Customer, urgent: str) -> None:
    await customer.writes("the lamp I bought from you,", between_s=0.1)
    started = time.monotonic()
    await customer.writes(urgent, between_s=0)
    lines = await customer.hears()
    assert time.monotonic() - started < AT_ONCE_S
    state = await customer.firstline.conversations.state(customer.id)
    assert (state["owner"], bool(lines)) == (Owner.WAITING, True)
    row = await customer.firstline.pool.fetchrow("SELECT * FROM handoffs WHERE conversation_id = $1", customer.id)
    assert (row["lane"] == Lane.CRISIS) == ("burns" in urgent)
    assert [line["text"] for line in row["contract"]["transcript"][:2]] == ["the lamp I bought from you,", urgent]


async def test_a_message_sent_again_is_part_of_it_once(customer: Customer) -> None:
    accept = customer.firstline.conversations.accept
    for _ in range(3):
        await accept(customer.id, "web", "same", "my parcel is late", None)
    await accept(customer.id, "web", "other", "nobody answers me", None)
    assert len(await customer.hears()) == 2
    (event,) = await customer.user_events()
    assert event["text"] == "my parcel is late\nnobody answers me"


async def test_a_plain_yes_after_other_words_is_still_a_yes(customer: Customer) -> None:
    await customer.writes("Please cancel my order FL-11003 finn.carter.003@example.com")
    await customer.hears()
    await customer.writes("hm", "no", between_s=0)
    await customer.hears()
    assert [event["text"] for event in await customer.user_events()][1:] == ["hm", "no"]


async def test_on_rest_the_message_that_closes_the_burst_gets_the_answer(server: RunningServer) -> None:
    texts = ["my parcel is late", "the second this month!", "nobody answers me"]
    async with aiohttp.ClientSession() as web:

        async def ask(text: str) -> list[Message]:
            url = f"{server.url}/webhooks/rest/webhook"
            async with web.post(url, json={"sender": "burst", "message": text}) as response:
                assert response.status == 200
                return await response.json()

        await ask("hello")
        answers = await asyncio.gather(*map(ask, texts))
    ids = [line["id"] for lines in answers for line in lines]
    assert ids and len(ids) == len(set(ids))
    assert any(answers), answers
