"""Which offers a wish for something fair may mean. Pure."""

from collections.abc import Collection

from actions.shop.interface import Money
from bot.recovery.authority import Allowed, Offer, one_of_a_kind
from bot.vocabulary import Remedy

NEAREST: dict[Remedy, tuple[Remedy, ...]] = {
    Remedy.REPLACEMENT: (Remedy.RESEND,),
    Remedy.RESEND: (Remedy.REPLACEMENT,),
    Remedy.SPEED: (Remedy.RESEND, Remedy.REPLACEMENT),
    Remedy.REFUND: (Remedy.CANCEL, Remedy.SURPLUS, Remedy.RETURN),
    Remedy.PARTIAL_REFUND: (Remedy.SURPLUS,),
    Remedy.CANCEL: (Remedy.REFUND,),
}
"""What is as good as the wish: the right thing sent again is a replacement by another name."""
MONEY_BACK = (Remedy.PARTIAL_REFUND, Remedy.REFUND, Remedy.VOUCHER, Remedy.CANCEL, Remedy.SURPLUS)
"""For a wish that names a sum, the least first."""

DISCOUNTS = (Remedy.PARTIAL_REFUND, Remedy.VOUCHER)
"""Either may be meant by a word for the other; they are not as good as each other, so one is not granted for it."""


def meets(allowed: Allowed, wishes: Collection[Remedy], amount: Money | None = None) -> tuple[Offer, ...]:
    """The offers that a wish may mean, best first; none when it is above the authority, several when it is not clear.

    `amount`: a sum the customer named; an offer of money or voucher that falls short of it does not meet the wish.
    """
    kinds = [*wishes, *(near for wish in wishes for near in NEAREST.get(wish, ()))]
    found = [offer for offer in allowed.all if offer.kind in kinds or (amount and not wishes and _is_money(offer))]
    enough = [offer for offer in found if not amount or not _is_money(offer) or _covers(offer, amount)]
    exact = [offer for offer in enough if offer.kind in wishes]
    chosen = exact or enough
    least_first = sorted(chosen, key=lambda offer: offer.cost) if amount else chosen
    return tuple(least_first[:1] if amount else one_of_a_kind(least_first))


def nearly(allowed: Allowed, wishes: Collection[Remedy]) -> bool:
    """Whether a wish that nothing meets may have meant one of the named: "a discount" is a voucher to some."""
    like_it = set(DISCOUNTS) if wishes and set(wishes) <= set(DISCOUNTS) else set()
    return any(offer.kind in like_it for offer in allowed.named)


def _is_money(offer: Offer) -> bool:
    return offer.kind in MONEY_BACK


def _covers(offer: Offer, amount: Money) -> bool:
    return offer.amount.currency == amount.currency and offer.amount.amount >= amount.amount
