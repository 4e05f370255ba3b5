"""Money back, once: the refund's reason carries the mark of the wish and is looked up before anything is repeated.

A full refund also takes the order out of work (WooCommerce sets it to refunded), so cancelling a paid order is one
request: it cannot end half done.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from actions.shop.interface import Money, ShopUnavailable
from actions.shop.rules import refund_by
from actions.shop.woocommerce.client import Client, Denied
from actions.shop.woocommerce.notes import Notes
from actions.shop.woocommerce.once import once
from actions.shop.woocommerce.orders import Orders
from actions.shop.woocommerce.reading import Kept, Repaid, read_repaid, understood
from actions.shop.woocommerce.wishes import Wish

BY_HAND = "by hand"
ENDED = ("refunded", "cancelled")
# For the shop's own people, who work in WooCommerce.
TO_PAY = "{reference}: this payment method cannot refund by itself. Please pay {amount} back by hand until {by}."


@dataclass(frozen=True)
class Payout:
    """`ends`: the whole order is undone, goods go back into stock."""

    wish: Wish
    reference: str
    amount: Money
    ends: bool = False

    def body(self, kept: Kept, by_hand: bool) -> dict[str, Any]:
        reason = self.wish.reason(self.reference)
        return {
            "amount": f"{self.amount.amount:.2f}",
            "reason": f"{reason} {BY_HAND}" if by_hand else reason,
            "api_refund": not by_hand,
            "line_items": restocked(kept) if self.ends and not kept.reasons else [],
        }


class Refunds:
    def __init__(self, client: Client, orders: Orders, notes: Notes, zone: ZoneInfo) -> None:
        self._client = client
        self._orders = orders
        self._notes = notes
        self._zone = zone

    async def pay(self, kept: Kept, payout: Payout) -> Repaid:
        """By the payment provider, or, where that refuses, by the shop's people, who find a note at the order."""
        try:
            return await self._once(kept, payout, by_hand=False)
        except Denied:
            return await self.paid(kept, payout) or await self._once(kept, payout, by_hand=True)

    async def paid(self, kept: Kept, payout: Payout) -> Repaid | None:
        """The refund of this reference, if it has been made, with all that belongs to it.

        Raises ShopUnavailable for one that WooCommerce has begun and not finished: a person has to look at it.
        """
        refunds = await self._orders.refunds(kept)
        found = next((one for one in refunds if one.reason.startswith(f"{payout.reference} #")), None)
        if found is None:
            return None
        if BY_HAND in found.reason:
            await self._tell(kept, payout.reference, found)
        elif not found.sent:
            raise ShopUnavailable(f"refund {payout.reference} was begun and not finished")
        if payout.ends:
            await self._end(kept)
        return found

    async def _once(self, kept: Kept, payout: Payout, by_hand: bool) -> Repaid:
        async def send() -> Repaid:
            made = await self._client.post(f"orders/{kept.id}/refunds", payout.body(kept, by_hand))
            repaid = understood(read_repaid, made, payout.amount.currency, self._zone)
            if by_hand:
                await self._tell(kept, payout.reference, repaid)
            return repaid

        return await once(send, lambda: self.paid(kept, payout))

    async def _end(self, kept: Kept) -> None:
        """Where WooCommerce died between the refund and the order's status."""
        now = await self._orders.find(kept.order.number)
        if now is not None and now.status not in ENDED:
            await self._client.put(f"orders/{kept.id}", {"status": "cancelled"})

    async def _tell(self, kept: Kept, reference: str, repaid: Repaid) -> None:
        amount = f"{repaid.amount.amount:.2f} {repaid.amount.currency}"
        text = TO_PAY.format(reference=reference, amount=amount, by=refund_by(repaid.on).isoformat())
        await self._notes.add(kept, reference, text, to_customer=False)


def restocked(kept: Kept) -> list[dict[str, Any]]:
    """All pieces, with their price and tax apart, as refunds want them."""
    return understood(lambda: [_line(one) for one in kept.raw["line_items"]])


def _line(line: dict[str, Any]) -> dict[str, Any]:
    taxes = [{"id": tax["id"], "refund_total": float(Decimal(tax["total"] or 0))} for tax in line["taxes"]]
    money = {"refund_total": float(Decimal(line["total"])), "refund_tax": taxes}
    return {"id": line["id"], "quantity": line["quantity"], **money}
