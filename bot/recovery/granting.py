"""From a booked grant to one that the shop has carried out: book, ask the shop, settle. Each step may be repeated."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.errors import ComponentDown
from bot.recovery.grants import Grant, Grants, Wanted
from bot.vocabulary import GrantState

log = logging.getLogger(__name__)

SOMEBODY_IS_AT_IT = timedelta(seconds=60)  # a turn that asks the shop gives up long before


@dataclass(frozen=True)
class Carried:
    """The shop's answer: `state` done or refused, what it calls what it did, and by when money or goods arrive."""

    state: GrantState
    reference: str | None = None
    due_on: date | None = None


CarryOut = Callable[[Grant], Awaitable[Carried]]
"""Asks the shop under the grant's id, so that asking twice does nothing twice. Raises ComponentDown."""


async def grant_once(grants: Grants, wanted: Wanted, carry_out: CarryOut, at: datetime) -> Grant:
    """The settled grant of this wish; another one's (`id` differs from `wanted.key`) where the order has it already.

    Raises OverLimit (nothing booked) and ComponentDown: then the grant stays booked, and `finish_all` or the same
    wish again carries it out.
    """
    return await finished(grants, await grants.book(wanted, at), carry_out)


async def finish_all(grants: Grants, carry_out: CarryOut, at: datetime) -> int:
    """Carries out what nobody has finished; how many were settled. A shop that is still down is asked again later."""
    settled = 0
    for grant in await grants.unsettled(SOMEBODY_IS_AT_IT, at):
        try:
            await finished(grants, grant, carry_out)
            settled += 1
        except ComponentDown as error:
            log.warning("a grant waits for the shop (%s)", type(error).__name__)
            break
    return settled


async def finished(grants: Grants, grant: Grant, carry_out: CarryOut) -> Grant:
    """Settled by the shop's answer where it is not yet. Raises ComponentDown."""
    if grant.state is not GrantState.BOOKED:
        return grant
    carried = await carry_out(grant)
    return await grants.settle(grant.id, carried.state, carried.reference, carried.due_on)
