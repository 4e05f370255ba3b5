"""A conversation at one moment, as short as a test needs it."""

from typing import Any

from bot.policy.decision import State

KNOWN = {"order_number": "FL-10001", "email": "anna@example.com"}


def state(intent: str, *entities: str, **more: Any) -> State:
    """A new message with this intent. Sets may be given as plain tuples."""
    for name in ("acknowledged", "handed_over"):
        more[name] = frozenset(more.get(name, ()))
    return State(intent, entities=frozenset(entities), **more)
