"""Asks the shop for what was granted, under the grant's own key."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from actions.shop.interface import Cancellation, Money, OutcomeStatus
from actions.shop.remedies import Remedies, Repayment, SentAgain, Voucher
from actions.shop.workdays import add_workdays
from bot.recovery.granting import Carried, CarryOut, finish_all
from bot.recovery.grants import Grant, Grants
from bot.vocabulary import GrantState, Remedy

VOUCHER_DAYS = 365
SENT_AGAIN_WORKDAYS = 4  # as data/compensation.yml says of replacement and resend
MONEY_BACK = (Remedy.REFUND, Remedy.PARTIAL_REFUND, Remedy.SURPLUS)
GOODS = (Remedy.REPLACEMENT, Remedy.RESEND)


def carry_out(remedies: Remedies, now: Callable[[], datetime]) -> CarryOut:
    """Days are told from the day of the grant, so that asking again on another day asks for the same."""

    async def ask(grant: Grant) -> Carried:
        begun = grant.created_at.astimezone(now().tzinfo).date()
        if grant.kind in MONEY_BACK:
            paid = await remedies.refund(grant.order_number, Money(grant.amount, grant.currency), grant.id)
            return _carried(paid, paid.by)
        if grant.kind == Remedy.CANCEL:
            return await _called_off(remedies, grant)
        if grant.kind == Remedy.VOUCHER:
            until = begun + timedelta(days=VOUCHER_DAYS)
            amount = Money(grant.amount, grant.currency)
            voucher = await remedies.voucher(grant.order_number, amount, until, grant.id)
            return _carried(voucher, voucher.valid_until, voucher.code)
        if grant.kind in GOODS:
            by = add_workdays(begun, SENT_AGAIN_WORKDAYS)
            sent = await remedies.send_again(grant.order_number, by, grant.id)
            return _carried(sent, sent.by)
        return Carried(GrantState.REFUSED)

    return ask


async def _called_off(remedies: Remedies, grant: Grant) -> Carried:
    """Cancelled while it can be. On its way already, its price goes back and the customer need not take the parcel."""
    stopped = await remedies.cancel(grant.order_number, grant.id)
    if stopped.status is not OutcomeStatus.TOO_LATE:
        return _carried(stopped, stopped.refund_by)
    amount = Money(grant.amount, grant.currency)
    paid = await remedies.refund(grant.order_number, amount, f"{grant.id}:refund")
    return _carried(paid, paid.by)


class Unfinished:
    """What the clock calls: grants that were booked when a worker died, or the shop was down, are carried out."""

    def __init__(self, grants: Grants, remedies: Remedies, now: Callable[[], datetime]) -> None:
        self._grants = grants
        self._carry_out = carry_out(remedies, now)

    async def __call__(self, now: datetime) -> None:
        await finish_all(self._grants, self._carry_out, now)


def _carried(
    outcome: Cancellation | Repayment | Voucher | SentAgain, due: date | None, name: str | None = None
) -> Carried:
    done = outcome.status in (OutcomeStatus.DONE, OutcomeStatus.ALREADY_DONE)
    state = GrantState.DONE if done else GrantState.REFUSED
    return Carried(state, name or outcome.reference, due)
