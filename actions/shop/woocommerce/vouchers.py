"""A voucher is a coupon for one customer and one purchase. Its code comes from the wish: a code exists only once."""

import hashlib
from datetime import date
from typing import Any

from actions.shop.interface import KeyReused, Money
from actions.shop.woocommerce.client import Client, Denied
from actions.shop.woocommerce.once import once
from actions.shop.woocommerce.reading import understood
from actions.shop.woocommerce.wishes import Wish

ALREADY_EXISTS = "woocommerce_rest_coupon_code_already_exists"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike; WooCommerce keeps codes in small letters
CODE_CHARS = 12


class Vouchers:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def give(self, email: str, amount: Money, valid_until: date, wish: Wish) -> str:
        """The code. `valid_until` is the last day it works."""
        code = code_of(wish)
        body = {
            "code": code,
            "discount_type": "fixed_cart",
            "amount": f"{amount.amount:.2f}",
            "description": wish.reason(wish.reference),
            "usage_limit": 1,
            "email_restrictions": [email],
            "date_expires": f"{valid_until.isoformat()}T23:59:59",
        }

        async def send() -> str:
            return understood(lambda made: str(made["code"]), await self._client.post("coupons", body))

        found = await self._found(code, wish)
        return found or await self._sent(once(send, lambda: self._found(code, wish)), code, wish)

    async def _sent(self, sending: Any, code: str, wish: Wish) -> str:
        try:
            return await sending
        except Denied as error:
            found = await self._found(code, wish) if error.code == ALREADY_EXISTS else None
            if found is None:
                raise
            return found

    async def _found(self, code: str, wish: Wish) -> str | None:
        async for one in self._client.each("coupons", code=code):
            if understood(lambda coupon=one: str(coupon["code"]).lower()) == code:
                if str(one.get("description", "")) != wish.reason(wish.reference):
                    raise KeyReused(f"key {wish.key!r} belongs to another voucher")
                return code
        return None


def code_of(wish: Wish) -> str:
    """Cannot be guessed without the key, and is the same for the same key."""
    digest = hashlib.sha256(f"voucher {wish.key}".encode("utf-8", "surrogatepass")).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CODE_CHARS])
