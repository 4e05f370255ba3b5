"""What is said to both bots, and how: one client alone, twenty at once, one conversation of 200 turns.

Greetings, moods and simple questions to which the stock bot always says something and ours never calls a person.
"""

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scripts.bench.client import Client, NoReply

SCRIPT = (
    "hello",
    "what can you do?",
    "great",
    "good morning",
    "are you a bot?",
    "so good",
    "what are your opening hours?",
    "perfect",
    "am I talking to a bot?",
    "how much is shipping?",
    "that sounds good",
    "have a nice day",
)
WARM_UP = 24
TURNS_A_SENDER = 10
Line = tuple[str, str]


@dataclass
class Load:
    """Seconds per reply, in order of sending. `client_cpu` is the client's own share of one core, 0-1."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wall_s: float = 0.0
    client_cpu: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.wall_s


async def warm_up(port: int) -> Load:
    return await _load(port, [itertools.islice(_people(), WARM_UP)])


async def alone(port: int, messages: int) -> Load:
    """One client, 10 messages a sender."""
    return await _load(port, [itertools.islice(_people(), messages)])


async def together(port: int, clients: int, messages: int) -> Load:
    """`messages` in all, shared out among `clients` that each wait for their reply before the next message."""
    return await _load(port, [itertools.islice(_people(), messages // clients) for _ in range(clients)])


async def long_conversation(port: int, turns: int) -> Load:
    sender = uuid.uuid4().hex
    lines = itertools.islice(itertools.cycle(SCRIPT), turns)
    return await _load(port, [((sender, text) for text in lines)])


def _people() -> Iterator[Line]:
    while True:
        sender = uuid.uuid4().hex
        yield from ((sender, text) for text in SCRIPT[:TURNS_A_SENDER])


async def _load(port: int, talks: list[Iterable[Line]]) -> Load:
    load = Load()
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(_talk(port, talk, load) for talk in talks))
    load.wall_s = time.perf_counter() - wall
    load.client_cpu = (time.process_time() - cpu) / load.wall_s
    return load


async def _talk(port: int, lines: Iterable[Line], load: Load) -> None:
    async with Client(port) as client:
        for sender, text in lines:
            started = time.perf_counter()
            try:
                await client.say(sender, text)
            except NoReply as silence:
                load.errors.append(str(silence))
            load.seconds.append(time.perf_counter() - started)
