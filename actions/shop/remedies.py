"""What puts a problem right, asked of a shop: money back, a voucher, the goods once more."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from actions.shop.interface import Cancellation, Money, Outcome, Shop


@dataclass(frozen=True)
class Repayment(Outcome):
    """`by`: the last day on which the money is back."""

    amount: Money | None = None
    by: date | None = None


@dataclass(frozen=True)
class Voucher(Outcome):
    """`valid_until` is the last day on which the code works."""

    code: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class SentAgain(Outcome):
    """`by`: the day the new parcel is promised for."""

    by: date | None = None


class Remedies(Protocol):
    """Keys and failures as in interface.Shop: the same key takes effect once; raises ShopUnavailable, KeyReused."""

    async def cancel(self, order_number: str, key: str) -> Cancellation: ...

    async def refund(self, order_number: str, amount: Money, key: str) -> Repayment:
        """Of what was paid and not yet paid back; NOT_ALLOWED when that is less, or another currency."""

    async def voucher(self, order_number: str, amount: Money, valid_until: date, key: str) -> Voucher:
        """For the customer of this order."""

    async def send_again(self, order_number: str, by: date, key: str) -> SentAgain:
        """The same goods in a new parcel; NOT_ALLOWED for an order that is cancelled or came back."""


class ShopWithRemedies(Shop, Remedies, Protocol):
    """All that the assistant asks of a shop."""
