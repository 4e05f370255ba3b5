"""One action on the stage: slots in, what it says and remembers out. The shop is the real demo shop."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import asyncpg
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_action import shop_now
from actions.shop.catalogue import Buyer
from actions.shop.interface import Address, Order
from actions.shop.people import bought
from actions.shop.scenes import days
from actions.shop.seed import write

NUMBERS = count(70000)
IGA = Buyer("iga@example.com", "pl", Address("Iga Wrona", "Polna 1", "90-954", "Łódź", "PL"))
TODAY = shop_now().date()


@dataclass
class Played:
    """`said`: names of responses, `values` of the last one; `slots` as set; `events` of other kinds."""

    said: list[str]
    values: dict[str, Any]
    slots: dict[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)


async def play(action: Action, intent: str = "", message_id: str = "", text: str = "", **slots: Any) -> Played:
    message = {"message_id": message_id or uuid4().hex, "intent": {"name": intent}, "text": text}
    tracker = Tracker("somebody", slots, message, [], slots.pop("paused", False), None, {}, None)
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    said = [m["response"] for m in dispatcher.messages]
    set_now = {e["name"]: e["value"] for e in events if e["event"] == "slot"}
    return Played(said, dispatcher.messages[-1] if said else {}, set_now, [e for e in events if e["event"] != "slot"])


def an_order(on: int = 1, promised: int = 3) -> Order:
    """Placed `on` days ago, promised in so many days. Not in the shop yet."""
    return bought(f"FL-{next(NUMBERS)}", IGA, 0, on=TODAY - days(on), promised=TODAY + days(promised))


@dataclass
class Shelf:
    """Puts orders into the shop."""

    pool: asyncpg.Pool

    async def put(self, order: Order) -> dict[str, str]:
        """The slots of a customer who knows number and e-mail address."""
        await write(self.pool, [order], TODAY)
        return {"order_number": order.number, "email": order.email}
