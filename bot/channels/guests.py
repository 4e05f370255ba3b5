"""Connections as a place holds them: a number per address, and a pace for each."""

import contextlib
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.channels.doorkeeper import Doorkeeper, Patience


class Verdict(Enum):
    WELCOME = auto()
    TOO_FAST = auto()
    ENOUGH = auto()  # hang up


@dataclass
class _Guest:
    door: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    patience: Patience = field(default_factory=Patience)


class Guests:
    """By connection id, for transports that have no one coroutine per connection."""

    def __init__(self) -> None:
        self._doorkeeper = Doorkeeper()
        self._guests: dict[str, _Guest] = {}

    def arrives(self, connection: str, address: str) -> bool:
        """False when this address has as many connections as it may."""
        guest = self._guests[connection] = _Guest()
        return guest.door.enter_context(self._doorkeeper.admit(address))

    def leaves(self, connection: str) -> None:
        guest = self._guests.pop(connection, None)
        if guest:
            guest.door.close()

    def speaks(self, connection: str) -> Verdict:
        guest = self._guests.get(connection)
        if guest is None or guest.patience.allows():
            return Verdict.WELCOME
        return Verdict.TOO_FAST if guest.patience.strike() else Verdict.ENOUGH
