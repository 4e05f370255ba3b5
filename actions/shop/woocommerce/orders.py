"""Finding an order by the number its customer knows, and changing it."""

from typing import Any

from actions.shop.given import plain_number
from actions.shop.interface import Address
from actions.shop.woocommerce.client import Client, Denied
from actions.shop.woocommerce.reading import Kept, Repaid, Terms, read_kept, read_repaid, understood
from actions.shop.woocommerce.wishes import Record, Wish

NUMBER_MOST_CHARS = 40  # no shop's numbers are longer; more is a paste
ID_MOST_DIGITS = 18


class Orders:
    def __init__(self, client: Client, terms: Terms) -> None:
        self._client = client
        self._terms = terms

    async def find(self, number: str) -> Kept | None:
        """A number is the order's id unless a plugin counts differently; then it is searched for and compared."""
        wanted = plain_number(number)
        if not wanted or len(wanted) > NUMBER_MOST_CHARS:
            return None
        return await self._by_id(wanted) or await self._by_search(wanted)

    async def refunds(self, kept: Kept) -> tuple[Repaid, ...]:
        """Oldest first."""
        found = [one async for one in self._client.each(f"orders/{kept.id}/refunds", order="asc")]
        currency, zone = kept.order.total.currency, self._terms.zone
        return tuple(understood(read_repaid, one, currency, zone) for one in found)

    async def change(self, kept: Kept, wish: Wish, record: Record, **changes: Any) -> None:
        """The change and the record of the wish are one request: both are in the shop or neither is."""
        kept_meta = [record.meta(wish), *changes.pop("meta_data", ())]
        await self._client.put(f"orders/{kept.id}", {**changes, "meta_data": kept_meta})

    async def _by_id(self, wanted: str) -> Kept | None:
        if not wanted.isascii() or not wanted.isdigit() or len(wanted) > ID_MOST_DIGITS:
            return None
        try:
            data = await self._client.get(f"orders/{int(wanted)}")
        except Denied as error:
            if error.status in (400, 404):
                return None
            raise
        return self._the_one(data, wanted)

    async def _by_search(self, wanted: str) -> Kept | None:
        async for data in self._client.each("orders", search=wanted):
            if found := self._the_one(data, wanted):
                return found
        return None

    def _the_one(self, data: Any, wanted: str) -> Kept | None:
        """None for any other order than the one asked for, whatever the shop or a cache before it may answer."""
        if understood(lambda: str(data["number"]).casefold()) != wanted or data.get("status") == "trash":
            return None
        return understood(read_kept, data, self._terms)


def shipping(kept: Kept, wanted: Address) -> dict[str, str]:
    """The state belongs to the place: it goes when the postcode does."""
    now = kept.raw["shipping"]
    first, _, last = wanted.name.rpartition(" ")
    if wanted.name == kept.order.address.name and now["address_1"]:
        first, last = now["first_name"], now["last_name"]
    stays = wanted.postcode == now["postcode"] and wanted.country == now["country"]
    return {
        "first_name": first,
        "last_name": last,
        "address_1": wanted.street,
        "address_2": "",
        "city": wanted.city,
        "state": now["state"] if stays else "",
        "postcode": wanted.postcode,
        "country": wanted.country,
    }
