"""Works off what customers wrote: one conversation at a time in order, each turn in one transaction.

A turn is computed first and committed as a whole (events, lines, owner, hand-over, promises, the message marked
handled), against the version it read. Killed before the commit it is done again, killed after it is done: every
accepted message is answered once.
"""

import asyncio
import contextlib
import logging
import time

from bot.conversation.outage import Outage
from bot.conversation.outbox import Stale
from bot.conversation.rates import Rates
from bot.conversation.steps import Left, Steps
from bot.errors import ComponentDown, place
from bot.store.lock_store import RedisLocks
from bot.store.postgres import OUTAGE

log = logging.getLogger(__name__)

FAILURES_MAX = 2  # then the customer hears that something broke, and a person takes over
RETRY_FIRST_S, RETRY_MOST_S = 0.1, 2.0


class Turns:
    def __init__(self, steps: Steps, locks: RedisLocks, rates: Rates, outage: Outage, listen_most_s: float) -> None:
        """`listen_most_s`: by this process's clock; the record's may jump."""
        self._listen_most_s = listen_most_s
        self._steps = steps
        self._locks = locks
        self._rates = rates
        self._outage = outage
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._written: dict[str, asyncio.Event] = {}
        self._typing: set[str] = set()
        self._stopping = False

    def written(self, conversation_id: str) -> asyncio.Task[None]:
        """The customer has sent a line: as `wake`, and whoever is listened to is looked at again at once."""
        task = self.wake(conversation_id)
        self.typing(conversation_id, False)
        return task

    def wake(self, conversation_id: str) -> asyncio.Task[None]:
        """Something may wait. The task ends when nothing is left to answer; it never raises."""
        self._again.add(conversation_id)
        task = self._running.get(conversation_id)
        if task is None:
            task = asyncio.create_task(self._work(conversation_id))
            self._running[conversation_id] = task
        return task

    def typing(self, conversation_id: str, on: bool) -> None:
        """The customer writes, or no longer does: who is listened to may finish the next line."""
        if on and conversation_id in self._written:
            self._typing.add(conversation_id)
        elif conversation_id in self._written:
            self._typing.discard(conversation_id)
            self._written[conversation_id].set()

    async def settled(self, conversation_id: str, within_s: float) -> bool:
        """Whether everything written so far was handled in time; what is under way goes on."""
        task = self._running.get(conversation_id)
        if task is None:
            return True
        done, _ = await asyncio.wait({task}, timeout=within_s)
        return bool(done)

    async def stop(self) -> None:
        """Turns under way are finished, and nothing more is waited for; what is not committed in 5 s is done again at
        the next start."""
        self._stopping = True
        for written in self._written.values():
            written.set()
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=5.0)

    async def _work(self, conversation_id: str) -> None:
        self._written[conversation_id] = asyncio.Event()
        try:
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await self._drain(conversation_id)
        finally:
            del self._running[conversation_id], self._written[conversation_id]
            self._typing.discard(conversation_id)
            self._rates.finished(conversation_id)

    async def _drain(self, conversation_id: str) -> None:
        """A component that is down is not tried again: the customer would wait for it twice. Where it is down because
        the record is, the next look at the record says so, and the turn is done again once that is back.
        """
        failures, wait_s, patient_until = 0, RETRY_FIRST_S, 0.0
        while True:
            try:
                patient = not self._stopping and (not patient_until or time.monotonic() < patient_until)
                self._written[conversation_id].clear()
                with self._outage.watching(conversation_id):
                    async with self._locks.lock(conversation_id):
                        left = await self._one(conversation_id, failures, patient)
                failures, wait_s = 0, RETRY_FIRST_S
                if left.listen_s:
                    patient_until = patient_until or time.monotonic() + self._listen_most_s
                    await self._listen(conversation_id, left.listen_s, patient_until)
                elif not left.more:
                    return
                else:
                    patient_until = 0.0
            except Stale:
                log.info("turn: conversation moved on, read again")
            except ComponentDown as error:
                log.warning("turn: an action cannot reach what it needs (%s)", type(error).__name__)
                failures = FAILURES_MAX
            except OUTAGE as error:
                log.warning("turn: waits for the record (%s)", type(error).__name__)
                failures = 0
                await self._outage.tell(conversation_id)
                await asyncio.sleep(wait_s)
                wait_s = min(2 * wait_s, RETRY_MOST_S)
            except Exception as error:
                log.error("turn: failed, %d before: %s", failures, place(error))
                failures += 1
                await asyncio.sleep(wait_s)
                wait_s = min(2 * wait_s, RETRY_MOST_S)

    async def _listen(self, conversation_id: str, seconds: float, patient_until: float) -> None:
        """Until more is written, here, or the time is over. Nobody is kept from the conversation meanwhile, and it is
        read again afterwards: whichever worker is first answers."""
        await self._quiet(conversation_id, seconds)
        if conversation_id in self._typing:
            await self._quiet(conversation_id, patient_until - time.monotonic())

    async def _quiet(self, conversation_id: str, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._written[conversation_id].wait(), max(0.0, seconds))

    async def _one(self, conversation_id: str, failures: int, patient: bool) -> Left:
        """Handles what waits, as far as one turn goes."""
        found = await self._steps.load(conversation_id)
        if found is None:
            return Left()
        conversation, messages = found
        self._outage.speaks(conversation_id, conversation.language)
        if failures >= FAILURES_MAX:
            left = await self._steps.trouble(conversation, messages)
        else:
            left = await self._steps.handle(conversation, messages, patient)
        self._outage.over(conversation_id)
        return left
