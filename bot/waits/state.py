"""The queue as one newcomer sees it. All times in seconds from now."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.waits.handling import HandlingTimes, Vector, Whole, places
from bot.waits.patience import Patience
from bot.waits.staffing import Staffing


@dataclass(frozen=True, slots=True)
class Ahead:
    """Waiting customers in service order: place of the category, time waited, and who cannot give up any more."""

    category: Whole
    waited_s: Vector
    stays: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.category)

    def first(self, count: int) -> "Ahead":
        return Ahead(self.category[:count], self.waited_s[:count], self.stays[:count])

    @classmethod
    def joined(cls, parts: Sequence["Ahead"]) -> "Ahead":
        """One queue after the other."""
        return cls(
            np.concatenate([part.category for part in parts]),
            np.concatenate([part.waited_s for part in parts]),
            np.concatenate([part.stays for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Chats:
    """Chats in progress of people on duty: whose, of what kind, for how long, beside how many others."""

    agent: Whole
    category: Whole
    age_s: Vector
    beside: Vector

    def __len__(self) -> int:
        return len(self.agent)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Contacts of a higher lane, who will overtake: the categories of those who came in the last `seconds`."""

    categories: Whole
    seconds: float


@dataclass(frozen=True, slots=True)
class State:
    """Everything an estimate rests on.

    slots: chats each person on duty can hold, an entry per person; usual_slots: of whoever comes later.
    """

    ahead: Ahead
    chats: Chats
    slots: Whole
    staffing: Staffing
    handling: HandlingTimes
    patience: Patience = field(default_factory=Patience)
    overtaking: tuple[Arrivals, ...] = ()
    usual_slots: int = 1

    @property
    def known(self) -> bool:
        """Whether anything can be said: somebody is there or will be, and takes some time."""
        return bool(self.handling.names) and self.staffing.most > 0

    @property
    def free_slots(self) -> int:
        held = np.bincount(self.chats.agent, minlength=len(self.slots))
        return int(np.maximum(self.slots - held, 0).sum())

    @property
    def beside(self) -> float:
        """Chats held beside one that begins while others wait: everybody is full then."""
        return float((self.slots.mean() if len(self.slots) else self.usual_slots) - 1)


def ahead(times: HandlingTimes, categories: Sequence[str], waited_s: float = 0.0, stays: bool = False) -> Ahead:
    """Customers who are alike but for their category."""
    count = len(categories)
    return Ahead(places(times, categories), np.full(count, waited_s), np.full(count, stays))


def chats(times: HandlingTimes, held: Sequence[tuple[int, str, float, float]]) -> Chats:
    """From (person, category, age in seconds, chats beside when it began)."""
    agents, categories, ages, beside = zip(*held, strict=True) if held else ((), (), (), ())
    rows = np.array(agents, dtype=np.intp)
    return Chats(rows, places(times, categories), np.array(ages, dtype=float), np.array(beside, dtype=float))
