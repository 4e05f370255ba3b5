"""Who waits in one lane, in order of arrival, so that twenty thousand of them cost one look at an array."""

import numpy as np

from bot.waits.handling import Whole
from bot.waits.state import Ahead

ROOM = 64


class LaneQueue:
    """Moments in seconds on the caller's clock. Customers are named by a key that is theirs alone."""

    def __init__(self) -> None:
        self._category = np.zeros(ROOM, dtype=np.intp)
        self._since = np.zeros(ROOM)
        self._stays = np.zeros(ROOM, dtype=bool)
        self._here = np.zeros(ROOM, dtype=bool)
        self._row: dict[str, int] = {}
        self._head = self._end = 0

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, key: str) -> bool:
        return key in self._row

    def join(self, key: str, category: int, since: float, stays: bool) -> None:
        """At the end of the queue."""
        if self._end == len(self._here):
            self._make_room()
        row, self._end = self._end, self._end + 1
        self._category[row], self._since[row], self._stays[row], self._here[row] = (
            category,
            since,
            stays,
            True,
        )
        self._row[key] = row

    def leave(self, key: str) -> tuple[float, bool]:
        """Since when the customer waited, and whether they could not give up any more. KeyError: not here."""
        row = self._row.pop(key)
        self._here[row] = False
        while self._head < self._end and not self._here[self._head]:
            self._head += 1
        return float(self._since[row]), bool(self._stays[row])

    def keep_all(self) -> None:
        """The desk has closed: everybody waiting is called back and does not give up."""
        self._stays[self._head : self._end] = True

    def waiting(self, now: float) -> Ahead:
        """Everyone here, in order."""
        rows = slice(self._head, self._end)
        here = self._here[rows]
        if here.all():
            return Ahead(self._category[rows], now - self._since[rows], self._stays[rows])
        return Ahead(self._category[rows][here], now - self._since[rows][here], self._stays[rows][here])

    def ahead_of(self, keys: list[str]) -> Whole:
        """How many wait before each of `keys`."""
        before = np.cumsum(self._here[self._head : self._end]) - 1
        return before[np.array([self._row[key] for key in keys], dtype=np.intp) - self._head]

    def _make_room(self) -> None:
        kept = np.flatnonzero(self._here[: self._end])
        moved = {int(row): place for place, row in enumerate(kept)}
        self._row = {key: moved[row] for key, row in self._row.items()}
        room = np.zeros(max(ROOM, len(kept)), dtype=np.intp)
        self._category = np.append(self._category[kept], room)
        self._since = np.append(self._since[kept], room.astype(float))
        self._stays = np.append(self._stays[kept], room.astype(bool))
        self._here = np.append(self._here[kept], room.astype(bool))
        self._head, self._end = 0, len(kept)
