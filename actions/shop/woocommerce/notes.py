"""Notes at an order. WooCommerce mails one for the customer to them; the others are for the shop's own people."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from actions.shop.woocommerce.client import Client
from actions.shop.woocommerce.once import once
from actions.shop.woocommerce.reading import Kept, understood


@dataclass(frozen=True)
class Note:
    id: int
    text: str
    at: datetime


class Notes:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def add(self, kept: Kept, reference: str, text: str, to_customer: bool) -> Note:
        """Once: `text` names the reference, and a note of its kind that names it is there already."""

        async def send() -> Note:
            body = {"note": text, "customer_note": to_customer}
            return understood(_read, await self._client.post(f"orders/{kept.id}/notes", body))

        async def find() -> Note | None:
            return await self.naming(kept, reference, to_customer)

        there = await find()
        return there if there is not None else await once(send, find)

    async def naming(self, kept: Kept, reference: str, to_customer: bool) -> Note | None:
        return next((one for one in await self.of(kept, to_customer) if reference in one.text), None)

    async def of(self, kept: Kept, to_customer: bool) -> list[Note]:
        """Newest first, all of them: this collection has no pages."""
        kind = "customer" if to_customer else "internal"
        notes = await self._client.get(f"orders/{kept.id}/notes", type=kind)
        return understood(lambda: [_read(one) for one in notes])


def _read(data: dict[str, Any]) -> Note:
    at = datetime.fromisoformat(data["date_created_gmt"]).replace(tzinfo=UTC)
    return Note(int(data["id"]), str(data["note"]), at)
