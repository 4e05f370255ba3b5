"""kill -9 at ten random moments while customers write: nothing accepted is lost, nothing is said or done twice."""

import asyncio
import random
from collections.abc import Iterator
from itertools import chain, cycle
from pathlib import Path

import aiohttp

from tests.robustness.record import answered_once, done_once, record_of
from tests.robustness.rest_customer import RestCustomer
from tests.robustness.servers import running
from tests.robustness.web_customer import WebCustomer
from tests.server import RunningServer

SEEDS = (20261001, 20261002)  # a server each, side by side: a start keeps one core busy for 5 s
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


def script(orders: tuple[str, ...]) -> Iterator[str]:
    """Talk without end, with a cancellation and its confirmation early in each round while orders last."""
    rounds = ((f"Please cancel my order {order}", "yes", *CHATTER) for order in orders)
    return chain(chain.from_iterable(rounds), cycle(CHATTER))


class Visit:
    """A customer at their script until they have cancelled everything and it is `over`."""

    def __init__(self, customer: RestCustomer | WebCustomer, orders: tuple[str, ...], over: asyncio.Event) -> None:
        self.customer = customer
        self.answered: asyncio.Queue[str] = asyncio.Queue()
        self._orders = orders
        self._over = over

    async def talk(self) -> None:
        least = len(self._orders) * (2 + len(CHATTER))
        for number, line in enumerate(script(self._orders)):
            if number >= least and self._over.is_set():
                return
            await self.customer.say(line)
            self.answered.put_nowait(line)


async def kill_again_and_again(server: RunningServer, dice: random.Random, visit: Visit, over: asyncio.Event) -> None:
    for _ in range(KILLS):
        for _ in range(dice.randint(1, LINES_BETWEEN)):
            await visit.answered.get()
        await asyncio.sleep(dice.uniform(0, TURN_S))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
    over.set()


async def ordeal(directory: Path, seed: int) -> None:
    async with running(directory) as server, aiohttp.ClientSession() as session, WebCustomer(server.url) as web:
        over, rest = asyncio.Event(), RestCustomer(session, server.url)
        visits = [Visit(rest, REST_ORDERS, over), Visit(web, WEB_ORDERS, over)]
        dice = random.Random(seed)
        async with asyncio.TaskGroup() as everybody:
            everybody.create_task(kill_again_and_again(server, dice, dice.choice(visits), over))
            for visit in visits:
                everybody.create_task(visit.talk())
        await verdict(directory, rest, web)


async def verdict(directory: Path, rest: RestCustomer, web: WebCustomer) -> None:
    async with record_of(directory) as pool:
        in_record = await answered_once(pool, rest.conversation_id, rest.said)
        assert list(rest.heard) == [row["id"] for row in in_record if row["author"] != "customer"]
        in_record = await answered_once(pool, web.conversation_id, web.said)
        assert [shown["id"] for shown in web.messages] == [row["id"] for row in in_record]
        assert (web.again, web.gaps, web.refusals) == ([], [], [])
        for order in (*REST_ORDERS, *WEB_ORDERS):
            await done_once(pool, order.split()[0])


async def test_ten_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    await asyncio.gather(*(ordeal(tmp_path / str(seed), seed) for seed in SEEDS))
