"""Mails that the shop sends on our word: the invoice again, a link for a new password."""

from dataclasses import dataclass
from typing import Any

from actions.shop.interface import OutcomeStatus, ShopUnavailable
from actions.shop.woocommerce.client import Client, Denied
from actions.shop.woocommerce.notes import Notes
from actions.shop.woocommerce.once import once
from actions.shop.woocommerce.reading import Kept, understood
from actions.shop.woocommerce.wishes import ASKED, META, Record, Wish

SENT = "checkemail=confirm"  # where WordPress sends a browser after it has mailed the link
LOST_PASSWORD = "wp-login.php?action=lostpassword"


@dataclass(frozen=True)
class Account:
    """`meta`: the keys of its meta data."""

    id: int
    email: str
    meta: frozenset[str]


class Mails:
    def __init__(self, client: Client, notes: Notes) -> None:
        self._client = client
        self._notes = notes

    async def invoice(self, kept: Kept, wish: Wish) -> Record:
        """WooCommerce (9.5 and later) sends the order's details and leaves a note that it did; that note is looked for.

        Before the first sending, the order remembers the newest note: a later one about the address means "sent".
        """
        if not kept.order.invoices:
            return Record(wish.fingerprint, OutcomeStatus.NOT_ALLOWED)
        asked = kept.meta.get(ASKED + wish.mark)
        newest = understood(lambda: int(asked["after"])) if asked else await self._ask(kept, wish)
        if not (asked and await self._went(kept, newest)):
            await once(lambda: self._send(kept), lambda: self._went(kept, newest))
        return Record(wish.fingerprint, OutcomeStatus.DONE, wish.reference, sent_to=kept.order.email)

    async def password_link(self, email: str, wish: Wish) -> None:
        """Only customers' accounts, never those of the shop's people. No account: nothing happens.

        WordPress tells nobody whether it has mailed a link, so after a death in between a second one goes out: it
        replaces the first, while a missing one would leave the customer outside.
        """
        async for customer in self._client.each("customers", email=email, role="customer"):
            account = understood(_account, customer)
            if account.email == email and META + wish.mark not in account.meta:
                await self._link(email)
                done = Record(wish.fingerprint, OutcomeStatus.DONE, wish.reference)
                await self._client.put(f"customers/{account.id}", {"meta_data": [done.meta(wish)]})

    async def _ask(self, kept: Kept, wish: Wish) -> int:
        newest = max((one.id for one in await self._notes.of(kept, to_customer=False)), default=0)
        claim = {"key": ASKED + wish.mark, "value": {"fingerprint": wish.fingerprint, "after": str(newest)}}
        await self._client.put(f"orders/{kept.id}", {"meta_data": [claim]})
        return newest

    async def _send(self, kept: Kept) -> bool:
        try:
            await self._client.post(f"orders/{kept.id}/actions/send_order_details", {})
        except Denied as error:
            raise ShopUnavailable(f"the shop does not send invoices: {error}") from error
        return True

    async def _went(self, kept: Kept, newest: int) -> bool | None:
        notes = await self._notes.of(kept, to_customer=False)
        return True if any(one.id > newest and kept.order.email in one.text.lower() for one in notes) else None

    async def _link(self, email: str) -> None:
        answer = await self._client.post_form(LOST_PASSWORD, {"user_login": email})
        if answer.status != 302 or SENT not in answer.headers.get("Location", ""):
            raise ShopUnavailable(f"the shop's form for a new password answers {answer.status}")


def _account(data: dict[str, Any]) -> Account:
    return Account(int(data["id"]), data["email"].strip().lower(), frozenset(one["key"] for one in data["meta_data"]))
