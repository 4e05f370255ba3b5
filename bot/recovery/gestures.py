"""Some days after a problem ended well: a small thing that nobody announced, granted once and told once.

First the record (gesture_book.py), then the shop, then the customer. Whoever is killed in between leaves a gesture
that is granted and not told, and the next look goes on there.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from actions.saying import money
from actions.shop.interface import Money, Order
from bot.conversation.announcer import Announcer
from bot.conversation.apart import apart
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale, commit
from bot.conversation.reading import texts_heard
from bot.errors import ComponentDown
from bot.promises.follow_up_rules import Rules as Asking
from bot.recovery.authority import Offer, offer_of
from bot.recovery.catalogue import Catalogue
from bot.recovery.gesture_book import GestureBook, gesture_key
from bot.recovery.gesture_rules import Ended, GestureRule, GestureRules
from bot.recovery.granting import CarryOut, finished
from bot.recovery.grants import Grant, Grants, OverLimit, Wanted, customer_key
from bot.vocabulary import GestureState, GrantState, Owner

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=1)  # what is reckoned in days need not be looked for every second
FindOrder = Callable[[str, str], Awaitable[Order | None]]
"""By number and e-mail address. Raises ComponentDown."""


@dataclass(frozen=True)
class Till:
    """Where gestures are booked, and the shop that carries them out."""

    catalogue: Catalogue
    grants: Grants
    find_order: FindOrder
    carry_out: CarryOut


class Gestures:
    """Called by the clock's leader; two leaders at the same moment do no harm."""

    def __init__(
        self, pool: asyncpg.Pool, rules: GestureRules, asking: Asking, till: Till, announcer: Announcer
    ) -> None:
        """`asking`: when we may write unasked, as for follow-ups."""
        self._pool = pool
        self._rules = rules
        self._asking = asking
        self._till = till
        self._announcer = announcer
        self._book = GestureBook(pool, till.grants, rules)
        self._looked_at: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        if self._looked_at is not None and abs(now - self._looked_at) < LOOK_EVERY:
            return
        self._looked_at = now
        await self._book.plan(now)
        for row in await self._book.due(now):
            if not await self._reached(row, now):
                return

    async def _reached(self, row: asyncpg.Record, now: datetime) -> bool:
        """Whether the shop answers. Whoever it fails for is looked at again later."""
        down = False
        with apart("a gesture") as done:
            try:
                await self._one(row, now)
            except ComponentDown as error:
                log.warning("a gesture waits for the shop (%s)", type(error).__name__)
                down = True
        if down or done.failed:
            await self._book.later(row["case_id"], now + self._asking.look_again)
        return not down

    async def _one(self, row: asyncpg.Record, now: datetime) -> None:
        rule = self._rules.fitting(_ended(row))
        if reason := _against(row, rule, now - self._rules.drop_after):
            await self._book.drop(row["case_id"], reason)
        elif (moment := self._earliest(row, now)) > now:
            await self._book.later(row["case_id"], moment)
        elif grant := await self._granted(row, rule, now):
            await self._tell(row, grant, now)

    def _earliest(self, row: asyncpg.Record, now: datetime) -> datetime:
        return self._asking.earliest(now, row["with_a_person"], row["last_at"], row["promised"], row["zone"])

    async def _granted(self, row: asyncpg.Record, rule: GestureRule | None, now: datetime) -> Grant | None:
        """What the shop has carried out; None where there is nothing to tell."""
        if row["state"] == GestureState.PLANNED and rule:
            grant = await self._booked(row, rule, now)
        else:
            grant = await self._book.booked(row["case_id"])
        if grant is None:
            return None
        grant = await finished(self._till.grants, grant, self._till.carry_out)
        if grant.state is GrantState.REFUSED:
            await self._book.refused(grant, f"the shop could not do the {grant.option}")
            return None
        return grant

    async def _booked(self, row: asyncpg.Record, rule: GestureRule, now: datetime) -> Grant | None:
        order = await self._till.find_order(row["order_number"], row["email"])
        offer = self._offer(order, rule, row["customer"])
        if order is None or offer is None:
            await self._book.drop(row["case_id"], f"the order gives no {rule.option.name}")
            return None
        whose = (row["case_id"], row["conversation_id"], row["customer"], order.number)
        wanted = Wanted(gesture_key(row["case_id"]), *whose, offer, gesture=True)
        try:
            return await self._book.book(rule.name, wanted, now)
        except OverLimit as over:
            await self._book.drop(row["case_id"], f"nothing is left within the limit {over.limit}")
            return None

    def _offer(self, order: Order | None, rule: GestureRule, customer: str) -> Offer | None:
        if order is None or customer_key(order.email) != customer:
            return None
        return offer_of(self._till.catalogue, rule.option, order.total)

    async def _tell(self, row: asyncpg.Record, grant: Grant, now: datetime) -> None:
        line = await self._line(row, grant)
        step = Commit(row["conversation_id"], row["version"], Owner.BOT, Owner.BOT, [line])
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit(connection, step)
            if not await self._book.told(connection, row["case_id"], now):
                raise Stale("this gesture has been told", Owner.BOT)
        await self._announcer.messages(lines)

    async def _line(self, row: asyncpg.Record, grant: Grant) -> Outgoing:
        heard = await texts_heard(self._pool, row["conversation_id"])
        amount = money(Money(grant.amount, grant.currency), row["language"])
        values = {"amount": amount, "code": grant.reference, "order_number": grant.order_number}
        return Outgoing(self._announcer.wording.line("utter_gesture_voucher", row["language"], heard, **values).text)


def _ended(row: asyncpg.Record) -> Ended:
    return Ended(**{name: row[name] for name in ("problem", "cause", "severity", "frustration", "score")})


def _against(row: asyncpg.Record, rule: GestureRule | None, too_late: datetime) -> str | None:
    """Why nothing is given, or what was granted is not told: only the customer's own wish stops that."""
    if row["opted_out"]:
        return "the customer wishes no such messages"
    if row["state"] == GestureState.GRANTED:
        return None
    if row["answered_at"] <= too_late:
        return "it was too late to give something"
    if row["another_problem"] or row["not_over"] or not row["worked"]:
        return "the customer has had a problem since"
    if row["order_number"] is None:
        return "nobody knows which order it was about"
    return None if rule else "no rule fits"
