"""kill -9 at ten random moments while customers write: nothing accepted is lost, nothing is said or done twice."""

import asyncio
import random
from collections.abc import Iterator
from itertools import chain, cycle
from pathlib import Path

import aiohttp
import pytest

from tests.robustness.customer import RestCustomer, WebCustomer
from tests.robustness.record import answered_once, done_once, record_of
from tests.server import RunningServer

SEEDS = (20261001, 20261002)  # a server each, side by side: a start takes one core for 5 s
KILLS = 5  # of each server
LINES_BETWEEN = 6
TURN_S = 0.03
CHATTER = (
    "Hello",
    "What are your opening hours?",
    "Which payment methods do you accept?",
    "How long is delivery?",
    "Where is my order FL-10001, anna@example.com",
    "Thank you",
)
REST_ORDERS = ("FL-11003 finn.carter.003@example.com", "FL-11005 grace.baker.005@example.com")
WEB_ORDERS = ("FL-11020 clara.dyer.020@example.com", "FL-11024 emma.baker.024@example.com")
Customer = RestCustomer | WebCustomer


def _script(orders: tuple[str, ...]) -> Iterator[str]:
    """Talk without end, with a cancellation and its confirmation early in each round while orders last."""
    rounds = ((f"Please cancel my order {order}", "yes", *CHATTER) for order in orders)
    return chain(chain.from_iterable(rounds), cycle(CHATTER))


class Visit:
    """A customer at their script until it is enough."""

    def __init__(self, customer: Customer, orders: tuple[str, ...]) -> None:
        self.customer = customer
        self.orders = orders
        self.answered = 0
        self.enough = False

    async def talk(self) -> None:
        for line in _script(self.orders):
            if self.enough and self.answered > len(self.orders) * (2 + len(CHATTER)):
                return
            await self.customer.say(line)
            self.answered += 1


async def _killing(server: RunningServer, dice: random.Random, visits: list[Visit]) -> None:
    for _ in range(KILLS):
        enough = sum(visit.answered for visit in visits) + dice.randint(0, LINES_BETWEEN)
        while sum(visit.answered for visit in visits) < enough:
            await asyncio.sleep(0.001)
        await asyncio.sleep(dice.uniform(0, TURN_S))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
    for visit in visits:
        visit.enough = True


async def _ordeal(directory: Path, seed: int) -> None:
    server = RunningServer(directory, FIRSTLINE_ALWAYS_OPEN="true")
    await asyncio.to_thread(server.start)
    try:
        async with aiohttp.ClientSession() as session, WebCustomer(server.url) as web:
            rest = RestCustomer(session, server.url)
            visits = [Visit(rest, REST_ORDERS), Visit(web, WEB_ORDERS)]
            await asyncio.gather(_killing(server, random.Random(seed), visits), *(visit.talk() for visit in visits))
            await _verdict(directory, rest, web)
    finally:
        await asyncio.to_thread(server.stop)


async def _verdict(directory: Path, rest: RestCustomer, web: WebCustomer) -> None:
    async with record_of(directory) as pool:
        in_record = await answered_once(pool, rest.conversation_id, rest.said)
        assert list(rest.heard) == [row["id"] for row in in_record if row["author"] != "customer"]
        in_record = await answered_once(pool, web.conversation_id, web.said)
        assert [shown["id"] for shown in web.messages] == [row["id"] for row in in_record]
        assert (web.again, web.gaps, web.refusals) == ([], [], [])
        for order in (*REST_ORDERS, *WEB_ORDERS):
            await done_once(pool, order.split()[0])


@pytest.fixture
def two_directories(tmp_path: Path) -> list[Path]:
    return [tmp_path / str(seed) for seed in SEEDS]


async def test_ten_kills_lose_and_double_nothing(two_directories: list[Path]) -> None:
    await asyncio.gather(*map(_ordeal, two_directories, SEEDS))
