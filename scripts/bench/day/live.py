"""Lives through the day: events in order of their simulated time, each one a request to the program or a look of its
clock. Nothing sleeps and time stands still while the program works, so a seed gives the same day again."""

import heapq
import itertools
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from bot.conversation.announcer import DESK
from bot.desk import presence
from scripts.bench.day.cast import ASKS, HOUR_S, HOW_LONG, NEVER_MIND, OUTAGE, Shift, Visit, in_outage
from scripts.bench.day.program import SLOTS, Program
from scripts.bench.day.recount import Seen

TICK_S = 5.0  # the program's own period is 1 s; nothing it states is finer than this
IDLE_TICKS = 12  # while nobody waits a look a minute is enough
BEAT_S = 40.0  # an open desk page reports every 20 s, and a minute without counts as gone
LAST_S = 20 * HOUR_S
Event = Callable[[], Awaitable[None]]


@dataclass
class Lived:
    """What came of the day. `screens`: the lines of each customer; `refused`: claims somebody else had won."""

    screens: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    asked: int = 0
    not_handed_over: list[str] = field(default_factory=list)
    answered: int = 0
    withdrawn: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


class Day:
    def __init__(self, program: Program, cast: Sequence[Visit], staff: Sequence[Shift], seed: int) -> None:
        self._program = program
        self._midnight = program.time.now().replace(hour=0, minute=0, second=0, microsecond=0)
        self._visits = cast
        self._staff = {shift.agent: shift for shift in staff}
        self._random = np.random.default_rng(seed)
        self._events: list[tuple[float, int, Event]] = []
        self._order = itertools.count()
        self._at = 0.0
        self._holds: dict[str, set[str]] = {shift.agent: set() for shift in staff}
        self._looks: set[str] = set()
        self._visit_of: dict[str, Visit] = {}
        self._waiting: set[str] = set()
        self.lived = Lived()

    async def live(self) -> Lived:
        self._prepare()
        async with self._program.firstline.wire.subscribe(DESK) as said:
            while self._events:
                self._at, _, event = heapq.heappop(self._events)
                await self._program.time.to(self._moment())
                await event()
                self._show(said)
        return self.lived

    def _prepare(self) -> None:
        for visit in self._visits:
            self._visit_of[_conversation(visit)] = visit
            self._plan(visit.at, lambda visit=visit: self._arrives(visit))
        for shift in self._staff.values():
            for moment in shift.returns_s:
                self._plan(moment + 1, lambda agent=shift.agent: self._glances(agent))
        for moment in np.arange(min(shift.comes for shift in self._staff.values()) * HOUR_S, LAST_S, BEAT_S):
            self._plan(float(moment), self._beat)
        for n, moment in enumerate(np.arange(8 * HOUR_S, LAST_S, TICK_S)):
            self._plan(float(moment) + 0.5, lambda n=n: self._tick(n))

    def _plan(self, at: float, event: Event) -> None:
        heapq.heappush(self._events, (round(at, 3), next(self._order), event))

    def _moment(self) -> datetime:
        return self._midnight + timedelta(seconds=self._at)

    async def _tick(self, n: int) -> None:
        if not in_outage(self._at) and (self._waiting or n % IDLE_TICKS == 0):
            await self._program.firstline.clock.tick(self._moment())

    async def _beat(self) -> None:
        """Open desk pages report."""
        if not in_outage(self._at):
            for agent, shift in self._staff.items():
                if shift.on_duty(self._at):
                    await presence.set_available(self._program.firstline.pool, agent, True, SLOTS)

    # Customers

    async def _arrives(self, visit: Visit) -> None:
        self.lived.asked += 1
        await self._writes(visit, ASKS[visit.language])
        if await self._owner(visit) not in ("waiting", "callback"):
            self.lived.not_handed_over.append(visit.name)
        self._waiting.add(_conversation(visit))
        if visit.asks_after_s:
            self._plan(self._at + visit.asks_after_s, lambda: self._while_waiting(visit, HOW_LONG))
        if visit.leaves_after_s:
            self._plan(self._at + visit.leaves_after_s, lambda: self._while_waiting(visit, NEVER_MIND))
        self._call_in()

    async def _while_waiting(self, visit: Visit, words: dict[str, str]) -> None:
        if await self._owner(visit) in ("waiting", "callback"):
            await self._writes(visit, words[visit.language])
            if await self._owner(visit) == "bot":
                self._waiting.discard(_conversation(visit))
                self.lived.withdrawn += 1

    async def _writes(self, visit: Visit, text: str) -> None:
        status, answer = await self._program.call(
            "POST", "/webhooks/rest/webhook", {"sender": visit.name, "message": text}
        )
        await self._program.firstline.conversations.work(_conversation(visit))
        if status != 200 or any("refused" in line for line in answer):
            self.lived.wrong.append(f"{visit.name}: {status} {answer}")

    async def _owner(self, visit: Visit) -> str:
        return str((await self._program.firstline.conversations.state(_conversation(visit)))["owner"])

    # People at the desk

    def _call_in(self) -> None:
        """Everybody who has a slot free notices that somebody waits."""
        for agent in self._staff:
            self._looks_soon(agent)

    def _looks_soon(self, agent: str) -> None:
        if agent not in self._looks and self._is_free(agent):
            self._looks.add(agent)
            self._plan(self._at + float(self._random.uniform(5, 45)), lambda: self._glances(agent))

    def _is_free(self, agent: str) -> bool:
        return self._staff[agent].on_duty(self._at) and len(self._holds[agent]) < SLOTS

    async def _glances(self, agent: str) -> None:
        self._looks.discard(agent)
        if in_outage(self._at):
            self._plan(_over(self._random), lambda: self._glances(agent))
            return
        if not self._is_free(agent):
            return
        _, answer = await self._program.call("GET", "/api/handoffs", agent=agent)
        waiting = [row for row in answer["handoffs"] if row["state"] in ("waiting", "callback")]
        if waiting:
            await self._takes(agent, waiting[0])
            self._looks_soon(agent)

    async def _takes(self, agent: str, row: dict[str, Any]) -> None:
        status, _ = await self._program.call("POST", f"/api/handoffs/{row['id']}/claim", {}, agent)
        if status == 409:
            self.lived.refused += 1
            return
        visit = self._visit_of[row["conversation_id"]]
        self._waiting.discard(row["conversation_id"])
        self._holds[agent].add(row["id"])
        self._plan(self._at + float(self._random.uniform(15, 40)), lambda: self._answers(agent, row["id"]))
        self._plan(self._at + 60 + visit.handle_s, lambda: self._closes(agent, row["id"], visit))

    async def _answers(self, agent: str, handoff_id: str) -> None:
        if in_outage(self._at):
            self._plan(_over(self._random), lambda: self._answers(agent, handoff_id))
            return
        status, _ = await self._program.call("POST", f"/api/handoffs/{handoff_id}/messages", {"text": "!"}, agent)
        self.lived.answered += status == 200

    async def _closes(self, agent: str, handoff_id: str, visit: Visit) -> None:
        if in_outage(self._at):
            self._plan(_over(self._random) + 60, lambda: self._closes(agent, handoff_id, visit))
            return
        done = {"resolution": "settled", "cause": "process"}
        status, _ = await self._program.call("POST", f"/api/handoffs/{handoff_id}/close", done, agent)
        if status != 200:
            self.lived.wrong.append(f"{visit.name}: not closed, {status}")
        self._holds[agent].discard(handoff_id)
        self._looks_soon(agent)
        if visit.back_after_s:
            again = Visit(visit.name, 0, visit.language, visit.handle_s, None, None, None)
            self._visit_of[_conversation(visit)] = again
            self._plan(self._at + visit.back_after_s, lambda: self._arrives(again))

    def _show(self, said: Any) -> None:
        """What the customer's page gets at this moment."""
        for event in (said.get_nowait() for _ in range(said.qsize())):
            if event["kind"] == "message":
                line = Seen(self._moment(), event["author"], event["text"], event["id"])
                self.lived.screens[event["conversation_id"]].append(line)


def _conversation(visit: Visit) -> str:
    return f"rest:{visit.name}"


def _over(random: np.random.Generator) -> float:
    """Shortly after the outage."""
    return OUTAGE[1] * HOUR_S + float(random.uniform(5, 60))
