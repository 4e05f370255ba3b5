"""The desk as its events tell it: who is on duty with which chats, who waits in which lane, what was learned."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.waits.handling import HandlingTimes
from bot.waits.lane_queue import LaneQueue
from bot.waits.learned import Learned
from bot.waits.staffing import Staffing, staffing
from bot.waits.state import Ahead, Arrivals, State, chats

LANE_MEMORY = 60  # arrivals of a lane from which its rate is taken ...
LEAST_WINDOW_S = 3600.0  # ... over at least an hour


@dataclass(frozen=True, slots=True)
class Held:
    """A chat in progress."""

    agent: str
    category: str
    since: float
    beside: int


@dataclass
class Floor:
    """Moments in seconds on the caller's clock. `lanes`: highest priority first."""

    lanes: Sequence[str]
    slots_per_agent: int
    learned: Learned
    began: float = 0.0
    plan: list[tuple[float, int]] = field(default_factory=list)
    on_duty: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queues = {lane: LaneQueue() for lane in self.lanes}
        self._came = {lane: deque[tuple[float, int]](maxlen=LANE_MEMORY) for lane in self.lanes}
        self._held: dict[str, Held] = {}
        self._category: dict[str, tuple[str, str]] = {}
        self._load: Counter[str] = Counter()

    @classmethod
    def opened(cls, lanes: Sequence[str], slots_per_agent: int, guessed_s: Mapping[str, float]) -> "Floor":
        """A desk nothing is known of but a guess of the handling times."""
        return cls(lanes, slots_per_agent, Learned(HandlingTimes(guessed_s)))

    def shift(self, on_duty: Sequence[str]) -> None:
        """Who is there from now on. Nobody: the desk has closed, and those who wait are called back."""
        self.on_duty = list(on_duty)
        if not self.on_duty:
            for queue in self.queues.values():
                queue.keep_all()

    def enqueue(self, key: str, lane: str, category: str, now: float) -> None:
        place = self.learned.handling.index(category)
        self._category[key] = (lane, category)
        self._came[lane].append((now, place))
        self.queues[lane].join(key, place, now, stays=not self.on_duty)

    def start(self, key: str, agent: str, now: float) -> None:
        category = self._leaves_queue(key, now, left=False)
        self._held[key] = Held(agent, category, now, self._load[agent])
        self._load[agent] += 1

    def abandon(self, key: str, now: float) -> None:
        self._leaves_queue(key, now, left=True)

    def end(self, key: str, now: float) -> None:
        held = self._held.pop(key)
        self._load[held.agent] -= 1
        self.learned.handling.observe(held.category, now - held.since, held.beside)

    def waits(self, key: str) -> bool:
        """Whether the customer is in a queue."""
        return key in self._category and key in self.queues[self._category[key][0]]

    def state(self, lane: str, now: float) -> State:
        """As a newcomer to `lane` sees it: the higher lanes and everyone in this one are ahead."""
        rank = self.lanes.index(lane)
        queued = [self.queues[name].waiting(now) for name in self.lanes[: rank + 1]]
        return State(
            ahead=queued[0] if rank == 0 else Ahead.joined(queued),
            chats=chats(self.learned.handling, self._chats(now)),
            slots=np.full(len(self.on_duty), self.slots_per_agent, dtype=np.intp),
            staffing=self._staffing(now),
            handling=self.learned.handling,
            patience=self.learned.patience,
            overtaking=tuple(self._arrivals(name, now) for name in self.lanes[:rank]),
            usual_slots=self.slots_per_agent,
        )

    def _leaves_queue(self, key: str, now: float, left: bool) -> str:
        lane, category = self._category.pop(key)
        since, stays = self.queues[lane].leave(key)
        if not stays:
            self.learned.patience.observe(now - since, left)
        return category

    def _chats(self, now: float) -> list[tuple[int, str, float, float]]:
        place = {agent: number for number, agent in enumerate(self.on_duty)}
        mine = (held for held in self._held.values() if held.agent in place)
        return [(place[held.agent], held.category, now - held.since, float(held.beside)) for held in mine]

    def _arrivals(self, lane: str, now: float) -> Arrivals:
        came = self._came[lane]
        since = came[0][0] if len(came) == LANE_MEMORY else self.began
        return Arrivals(np.array([place for _, place in came], dtype=np.intp), max(now - since, LEAST_WINDOW_S))

    def _staffing(self, now: float) -> Staffing:
        return staffing(self.plan, now, len(self.on_duty))
