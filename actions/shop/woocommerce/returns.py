"""Opening a return. WooCommerce has none: the customer gets the label as a note by e-mail, the order remembers it."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from babel.dates import format_date

from actions.shop import rules
from actions.shop.interface import Order, OutcomeStatus
from actions.shop.woocommerce.notes import Notes
from actions.shop.woocommerce.orders import Orders
from actions.shop.woocommerce.reading import RETURN, Kept
from actions.shop.woocommerce.wishes import Record, Wish
from bot.section import read_yaml
from bot.vocabulary import LANGUAGES


class Returns:
    """`labels`: text by language, with gaps. `address`: where parcels go back to; without one nothing is opened."""

    def __init__(self, orders: Orders, notes: Notes, labels: Mapping[str, str], address: str) -> None:
        self._orders = orders
        self._notes = notes
        self._labels = labels
        self._address = address

    async def open(self, kept: Kept, wish: Wish, reason: str, now: datetime) -> Record:
        """The mail goes first: killed after it, the customer and the shop have the whole return in front of them."""
        status = rules.opening_return(kept.order, now) if self._address else OutcomeStatus.NOT_ALLOWED
        if status is OutcomeStatus.ALREADY_DONE:
            earlier = kept.order.returns[0]
            return self._record(wish, status, earlier.reference, earlier.send_by, kept.order.email)
        if status is not OutcomeStatus.DONE:
            record = Record(wish.fingerprint, status)
            await self._orders.change(kept, wish, record)
            return record
        reference = f"RT-{kept.id}"
        opened_on = await self._mailed(kept, reference, now)
        send_by = rules.send_back_by(opened_on)
        record = self._record(wish, status, reference, send_by, kept.order.email)
        opened = {"reference": reference, "reason": reason, "opened_on": opened_on.isoformat()}
        kept_as = {"key": RETURN, "value": {**opened, "send_by": send_by.isoformat()}}
        await self._orders.change(kept, wish, record, meta_data=[kept_as])
        return record

    async def _mailed(self, kept: Kept, reference: str, now: datetime) -> date:
        """The day of the label: an earlier one where the mail had gone and the order never learned of it."""
        earlier = await self._notes.naming(kept, reference, to_customer=True)
        if earlier is not None:
            return earlier.at.astimezone(now.tzinfo).date()
        label = self.label(kept.order, reference, rules.send_back_by(now.date()))
        await self._notes.add(kept, reference, label, to_customer=True)
        return now.date()

    def label(self, order: Order, reference: str, send_by: date) -> str:
        day = format_date(send_by, "long", locale=order.language)
        text = self._labels[order.language]
        return text.format(reference=reference, order_number=order.number, by=day, address=self._address)

    @staticmethod
    def _record(wish: Wish, status: OutcomeStatus, reference: str, send_by: date, email: str) -> Record:
        return Record(wish.fingerprint, status, reference, due_on=send_by, sent_to=email)


def load_labels(path: Path) -> dict[str, str]:
    """A text for every language. Raises Misconfigured."""
    file = read_yaml(path)
    labels = {language: file.text(language) for language in LANGUAGES}
    file.done()
    return labels
