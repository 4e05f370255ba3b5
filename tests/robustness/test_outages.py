"""PostgreSQL and Redis gone for half a minute, hung and killed: who writes meanwhile hears something true within 5 s,
and once they are back everything taken is answered once, with nobody touching Firstline."""

import asyncio
import itertools
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import asyncpg
import pytest
import redis
import yaml

from bot.settings import ROOT
from bot.store import postgres
from bot.store.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.robustness.record import answered_once, record_of
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.servers import frozen, kill, postgres_pid, redis_pid, running, stop_postgres_at_once
from tests.robustness.waiting import eventually
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

OUTAGE_S = 30.0
HANG_S = 8.0
TRUTH_S = 5.0
BETWEEN_S = 4.0
# Whoever asks the same question again and again gets a person: what is said often here is friendly.
CHATTER = ("Hello", "Thank you", "Good morning", "Thanks a lot")


def sentences(name: str) -> set[str]:
    responses = yaml.safe_load((ROOT / "data" / "responses" / "en.yml").read_text())["responses"]
    return {variant["text"] for variant in responses[name]}


class Company:
    """Three who write through an outage: one who chats, one whose software repeats what was not taken, and one whose
    software does not."""

    def __init__(self, server: RunningServer, session: aiohttp.ClientSession, chatting: WebCustomer) -> None:
        self.server = server
        self.chatting = chatting
        self.steady = RestCustomer(session, server.url)
        self.hasty = RestCustomer(session, server.url)
        self.refused: list[str] = []
        self._over = asyncio.Event()

    async def write(self, outage: Callable[[], Awaitable[None]]) -> None:
        """Before, during and after the outage."""
        lines = itertools.cycle(CHATTER)
        await asyncio.gather(self.chatting.say("Hello"), self.steady.say("Hello"), self.hasty.ask("Hello"))
        async with asyncio.TaskGroup() as everybody:
            for talk in (self._chat, self._repeat, self._ask_once):
                everybody.create_task(talk(lines))
            await outage()
            self._over.set()

    async def _chat(self, lines: "itertools.cycle[str]") -> None:
        while not self._over.is_set():
            since = time.monotonic()
            message_id = await self.chatting.tell(next(lines))
            await self.chatting.heard_something(message_id, since, TRUTH_S)
            await asyncio.sleep(BETWEEN_S)
        await self.chatting.until(lambda: all(self.chatting.answered(said) for said in self.chatting.said))

    async def _repeat(self, lines: "itertools.cycle[str]") -> None:
        while not self._over.is_set():
            await self.steady.say(next(lines))
            await asyncio.sleep(BETWEEN_S)

    async def _ask_once(self, lines: "itertools.cycle[str]") -> None:
        while not self._over.is_set():
            text = f"{next(lines)} {uuid.uuid4().hex[:6]}"
            if (await self.hasty.ask(text)).refused:
                self.refused.append(text)
            await asyncio.sleep(BETWEEN_S)

    async def check(self, pool: asyncpg.Pool) -> None:
        known = sentences("utter_outage_refused") | sentences("utter_outage_accepted")
        for answer in (*self.steady.answers, *self.hasty.answers):
            assert answer.seconds < TRUTH_S
            assert answer.text in known or (answer.lines and all("id" in line for line in answer.lines)), answer
        assert {text for _, text in self.chatting.notices} <= sentences("utter_outage_accepted")
        await answered_once(pool, self.steady.conversation_id, self.steady.said)
        rows = await answered_once(pool, self.chatting.conversation_id, self.chatting.said)
        assert [shown["id"] for shown in self.chatting.messages] == [row["id"] for row in rows]
        assert (self.chatting.again, self.chatting.gaps) == ([], [])
        await self._refused_is_refused(pool)

    async def _refused_is_refused(self, pool: asyncpg.Pool) -> None:
        """Who was told "not stored" and writes again must not hear two answers.

        One line may be stored all the same: its commit was done when the server died before it could say so.
        """
        texts = await pool.fetch("SELECT text FROM messages WHERE conversation_id = $1", self.hasty.conversation_id)
        assert len(set(self.refused) & {row["text"] for row in texts}) <= 1


async def postgres_stopped_for_half_a_minute(tmp_path: Path, web: aiohttp.ClientSession) -> None:
    """An operator's own server: only its operator starts it again."""
    record = EmbeddedPostgres(tmp_path / "own" / "postgres")
    url = await asyncio.to_thread(record.start)

    async def stopped() -> None:
        await asyncio.to_thread(stop_postgres_at_once, tmp_path / "own")
        await asyncio.sleep(OUTAGE_S)
        await asyncio.to_thread(record.start)

    try:
        async with running(tmp_path / "var", FIRSTLINE_DATABASE_URL=url) as server, WebCustomer(server.url) as chatting:
            company = Company(server, web, chatting)
            await company.write(stopped)
            pool = await postgres.connect(url, connections=1)
            await company.check(pool)
            await pool.close()
            assert company.refused
    finally:
        await asyncio.to_thread(record.stop)


async def redis_hung_for_half_a_minute(tmp_path: Path, web: aiohttp.ClientSession) -> None:
    """Redis only speeds things up: nobody is refused and every message is answered while it is away."""

    async def hung() -> None:
        with frozen(redis_pid(tmp_path)):
            await asyncio.sleep(OUTAGE_S)

    async with running(tmp_path) as server, WebCustomer(server.url) as chatting:
        company = Company(server, web, chatting)
        await company.write(hung)
        async with record_of(tmp_path) as pool:
            await company.check(pool)
        assert company.refused == []


async def embedded_servers_that_hang_or_die(tmp_path: Path, web: aiohttp.ClientSession) -> None:
    """They come back by themselves."""

    async def one_after_the_other() -> None:
        with frozen(postgres_pid(tmp_path)):
            await asyncio.sleep(HANG_S)
        await back_after_kill(lambda: redis_pid(tmp_path))
        redis_url = await asyncio.to_thread(EmbeddedRedis(tmp_path / "redis").start)
        assert redis.from_url(redis_url).ping()
        await back_after_kill(lambda: postgres_pid(tmp_path))
        await asyncio.sleep(BETWEEN_S)

    async with running(tmp_path) as server, WebCustomer(server.url) as chatting:
        company = Company(server, web, chatting)
        await company.write(one_after_the_other)
        async with record_of(tmp_path) as pool:
            await company.check(pool)


async def back_after_kill(find: Callable[[], int | None], seconds: float = 20.0) -> None:
    """Another process does the killed one's work, started by nobody but Firstline."""
    killed = find()
    kill(killed)

    async def another() -> bool:
        return find() not in (killed, None)

    await eventually(f"another process instead of {killed}", another, seconds)


SCENARIOS = (postgres_stopped_for_half_a_minute, redis_hung_for_half_a_minute, embedded_servers_that_hang_or_die)


@pytest.fixture(scope="module")
async def outcomes(
    tmp_path_factory: pytest.TempPathFactory, web: aiohttp.ClientSession
) -> dict[str, BaseException | None]:
    """All at once, each on a server of its own: most of the time is waiting."""
    folders = [tmp_path_factory.mktemp(scenario.__name__) for scenario in SCENARIOS]
    work = (scenario(folder, web) for scenario, folder in zip(SCENARIOS, folders, strict=True))
    ended = await asyncio.gather(*work, return_exceptions=True)
    return {scenario.__name__: end for scenario, end in zip(SCENARIOS, ended, strict=True)}


@pytest.mark.parametrize("name", [scenario.__name__ for scenario in SCENARIOS])
def test_an_outage_is_told_within_5_s_and_loses_nothing(name: str, outcomes: dict[str, BaseException | None]) -> None:
    error = outcomes[name]
    if error is not None:
        raise error
