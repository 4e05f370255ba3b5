"""The queue as one newcomer sees it. All times in seconds from now."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.waits.handling import Handling


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat in progress whose end frees a slot."""

    age_s: float
    category: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Contacts of a higher lane, who will overtake: how many came in how many seconds."""

    category: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Closing:
    """The desk closes in `in_s` and opens again `for_s` later. Nobody is taken in between."""

    in_s: float
    for_s: float


@dataclass(frozen=True, slots=True)
class State:
    """Everything an estimate rests on.

    ahead: handling category of everyone served before the newcomer, in service order over all lanes.
    chats, free_slots: of agents on duty only; both 0 when nobody is there.
    handling: per category, learned and shrunk to its prior; a category that is missing cannot be estimated.
    leave_per_s: share of waiting customers who give up per second.
    """

    ahead: tuple[str, ...]
    chats: tuple[Chat, ...]
    free_slots: int
    handling: Mapping[str, Handling]
    overtaking: tuple[Arrivals, ...] = ()
    leave_per_s: float = 0.0
    closing: Closing | None = None

    @property
    def slots(self) -> int:
        return self.free_slots + len(self.chats)

    def categories(self) -> set[str]:
        """Every category whose handling time the estimate needs."""
        named = {*self.ahead, *(chat.category for chat in self.chats)}
        return named | {arrivals.category for arrivals in self.overtaking}
