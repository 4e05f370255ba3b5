"""The loop around a step: order, retries, and what the customer is told when something is down."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.conversation.outage import Outage as RealOutage
from bot.conversation.outbox import Stale
from bot.conversation.rates import Rates
from bot.conversation.steps import Left
from bot.conversation.turns import Turns
from bot.errors import ComponentDown
from bot.store.lock_store import RedisLocks
from tests.eventually import eventually

LISTEN_MOST_S = 0.4


class Steps:
    """Messages of conversations; each can be given what goes wrong, once per attempt, when it is loaded or handled."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[str]] = {}
        self.load_fails: list[BaseException] = []
        self.handle_fails: list[BaseException] = []
        self.fails_next: list[BaseException] = []
        """What goes wrong when a message is loaded, from the first failed handling on."""
        self.done: list[tuple[str, str]] = []
        self.running = 0
        self.listened = 0
        self.listen_s = 0.05

    async def load(self, conversation_id: str) -> tuple[SimpleNamespace, list[str]] | None:
        if self.load_fails:
            raise self.load_fails.pop(0)
        texts = self.waiting.get(conversation_id)
        return (SimpleNamespace(id=conversation_id, language="pl"), list(texts)) if texts else None

    async def handle(self, conversation: SimpleNamespace, texts: list[str], patient: bool) -> Left:
        """A text that ends with a comma is the beginning of something, and answered together with what follows."""
        self.running += 1
        assert self.running == 1
        await asyncio.sleep(0.001)
        self.running -= 1
        if patient and texts[-1].endswith(","):
            self.listened += 1
            return Left(listen_s=self.listen_s)
        if self.handle_fails:
            self.load_fails, self.fails_next = self.load_fails + self.fails_next, []
            raise self.handle_fails.pop(0)
        count = len(texts) if texts[0].endswith(",") else 1
        return self._done("handled", conversation.id, count)

    async def trouble(self, conversation: SimpleNamespace, texts: list[str]) -> Left:
        return self._done("trouble", conversation.id)

    def _done(self, how: str, conversation_id: str, count: int = 1) -> Left:
        waiting = self.waiting[conversation_id]
        self.done.append((how, " ".join(waiting[:count])))
        del waiting[:count]
        return Left(more=bool(waiting))


class Outage:
    def __init__(self) -> None:
        self.told = 0

    def speaks(self, conversation_id: str, language: str) -> None:
        assert language == "pl"

    def over(self, conversation_id: str) -> None: ...

    def watching(self, conversation_id: str) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    async def tell(self, conversation_id: str) -> None:
        self.told += 1


class Notices:
    def __init__(self) -> None:
        self.told = 0

    async def notice(self, *_: str) -> None:
        self.told += 1


class Room:
    def __init__(self, redis_url: str) -> None:
        self.id = uuid.uuid4().hex
        self.steps, self.outage = Steps(), Outage()
        self.rates = Rates(99, 1.0, unanswered_max=1)
        self.redis = Redis.from_url(redis_url)
        self.turns = Turns(self.steps, RedisLocks(redis=self.redis), self.rates, self.outage, LISTEN_MOST_S)

    async def writes(self, *texts: str) -> list[tuple[str, str]]:
        self.steps.waiting.setdefault(self.id, []).extend(texts)
        await asyncio.wait_for(self.turns.wake(self.id), 10)
        return self.steps.done


@pytest.fixture
async def room(redis_url: str) -> Any:
    room = Room(redis_url)
    yield room
    await room.redis.close()


async def test_messages_are_answered_in_order(room: Room) -> None:
    assert await room.writes("one", "two", "three") == [("handled", t) for t in ("one", "two", "three")]


async def test_a_message_written_meanwhile_is_answered_too(room: Room) -> None:
    room.steps.waiting[room.id] = ["one"]
    first = room.turns.wake(room.id)
    await asyncio.sleep(0)
    room.steps.waiting[room.id].append("two")
    assert room.turns.wake(room.id) is first
    await first
    assert [text for _, text in room.steps.done] == ["one", "two"]


async def test_two_workers_never_work_on_one_conversation_at_once(room: Room) -> None:
    other = Turns(room.steps, RedisLocks(redis=room.redis), room.rates, room.outage, LISTEN_MOST_S)
    room.steps.waiting[room.id] = [str(n) for n in range(20)]
    await asyncio.gather(room.turns.wake(room.id), other.wake(room.id))
    assert [text for _, text in room.steps.done] == [str(n) for n in range(20)]


async def test_when_the_conversation_moved_on_it_is_read_again(room: Room) -> None:
    room.steps.handle_fails = [Stale("moved", "bot")] * 3
    assert await room.writes("one") == [("handled", "one")]


async def test_an_error_is_tried_again_and_then_told(room: Room) -> None:
    room.steps.handle_fails = [ValueError("first")]
    assert await room.writes("one") == [("handled", "one")]
    room.steps.handle_fails = [ValueError("first"), ValueError("second")]
    assert (await room.writes("two"))[-1] == ("trouble", "two")


async def test_after_trouble_the_next_message_starts_afresh(room: Room) -> None:
    room.steps.handle_fails = [ValueError(), ValueError()]
    assert await room.writes("one", "two") == [("trouble", "one"), ("handled", "two")]


async def test_a_component_that_is_down_is_not_waited_for_twice(room: Room) -> None:
    room.steps.handle_fails = [ComponentDown("the shop")] * 5
    assert await room.writes("one") == [("trouble", "one")]
    assert len(room.steps.handle_fails) == 4


@pytest.mark.parametrize("gone", [ConnectionRefusedError, TimeoutError])
async def test_while_the_record_is_away_the_message_waits(room: Room, gone: Callable[[], BaseException]) -> None:
    room.steps.load_fails = [gone(), gone()]
    room.steps.handle_fails = [gone()]
    assert await room.writes("one") == [("handled", "one")]
    assert room.outage.told == 3


async def test_a_component_down_because_the_record_is_away_is_no_trouble(room: Room) -> None:
    room.steps.handle_fails = [ComponentDown("cannot reach what it needs")]
    room.steps.fails_next = [ConnectionRefusedError()]
    assert await room.writes("one") == [("handled", "one")]


async def test_an_answered_sender_may_write_again(room: Room) -> None:
    room.rates.started(room.id)
    await room.writes("one")
    room.rates.take(room.id)


async def test_stopping_lets_what_runs_come_to_its_end(room: Room) -> None:
    room.steps.waiting[room.id] = ["one"]
    room.turns.wake(room.id)
    await room.turns.stop()
    assert room.steps.done == [("handled", "one")]


async def test_who_begins_is_listened_to_and_answered_once(room: Room) -> None:
    room.steps.waiting[room.id] = ["one,"]
    room.steps.listen_s = 9.0
    working = room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    room.steps.waiting[room.id].append("two")
    assert room.turns.written(room.id) is working  # what comes is looked at at once
    await asyncio.wait_for(working, 2)
    assert room.steps.done == [("handled", "one, two")]


async def test_the_lock_is_free_while_somebody_is_listened_to(room: Room) -> None:
    other = Turns(room.steps, RedisLocks(redis=room.redis), room.rates, room.outage, LISTEN_MOST_S)
    room.steps.waiting[room.id] = ["one,"]
    room.steps.listen_s = 9.0
    first = room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    room.steps.waiting[room.id].append("two")
    await asyncio.wait_for(other.wake(room.id), 2)
    assert room.steps.done == [("handled", "one, two")]
    room.turns.written(room.id)
    await asyncio.wait_for(first, 2)
    assert len(room.steps.done) == 1


async def test_nobody_is_listened_to_for_ever_whatever_the_record_says_of_the_time(room: Room) -> None:
    started = time.monotonic()
    assert await room.writes("one,") == [("handled", "one,")]
    assert LISTEN_MOST_S <= time.monotonic() - started < 4 * LISTEN_MOST_S


async def test_listening_is_no_outage(redis_url: str) -> None:
    room = Room(redis_url)
    notices = Notices()
    room.turns = Turns(room.steps, RedisLocks(redis=room.redis), room.rates, RealOutage(notices, 0.1), LISTEN_MOST_S)
    assert await room.writes("one,") == [("handled", "one,")]
    assert notices.told == 0
    await room.redis.close()


async def test_stopping_answers_who_is_listened_to(room: Room) -> None:
    room.steps.waiting[room.id] = ["one,"]
    room.steps.listen_s = 9.0
    room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    await asyncio.wait_for(room.turns.stop(), 2)
    assert room.steps.done == [("handled", "one,")]


async def test_who_is_writing_the_next_line_may_finish_it(room: Room) -> None:
    room.steps.waiting[room.id] = ["one,"]
    working = room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    room.turns.typing(room.id, True)
    await asyncio.sleep(4 * room.steps.listen_s)
    assert not working.done() and room.steps.listened == 1
    room.turns.typing(room.id, False)
    await eventually(lambda: room.steps.listened > 1)
    await asyncio.wait_for(working, 2)
    assert room.steps.done == [("handled", "one,")]


async def test_writing_for_ever_is_not_waited_for(room: Room) -> None:
    room.steps.waiting[room.id] = ["one,"]
    room.steps.listen_s = 0.01
    working = room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    room.turns.typing(room.id, True)
    await asyncio.wait_for(working, 4 * LISTEN_MOST_S)
    room.turns.typing(room.id, True)  # nothing is listened to any more
    assert room.steps.done == [("handled", "one,")]


async def test_the_clock_does_not_interrupt_who_is_writing(room: Room) -> None:
    room.steps.waiting[room.id] = ["one,"]
    working = room.turns.wake(room.id)
    await eventually(lambda: room.steps.listened == 1)
    room.turns.typing(room.id, True)
    assert room.turns.wake(room.id) is working
    await asyncio.sleep(4 * room.steps.listen_s)
    assert not working.done() and room.steps.listened == 1
    await asyncio.wait_for(working, 2)
    assert room.steps.done == [("handled", "one,")]
