"""How a customer's wish is recognised again in the shop itself, so that it survives the death of this process.

A change of the order carries its record in the order's meta data, in the same request. A refund carries its mark in
its reason, because WooCommerce stores a refund's meta data only after the money has moved.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from actions.shop.interface import KeyReused, Money, OutcomeStatus

META = "_firstline_"  # the underscore keeps it out of the custom fields that the shop's people see and edit
ASKED = META + "asked_"  # a mail is about to be sent
MARK_CHARS = 12
MARKED = re.compile(r"(?P<reference>[A-Z]{2}-\w+) #(?P<mark>[0-9a-f]{12})(?P<fingerprint>[0-9a-f]{8})\b")


@dataclass(frozen=True)
class Wish:
    """`kind` is what its references begin with: CN-723. `about`: order number or e-mail.

    One key used for two orders is not noticed: each order knows only its own wishes.
    """

    kind: str
    key: str
    about: str
    details: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return _digest(self.key)[:MARK_CHARS]

    @property
    def fingerprint(self) -> str:
        return _digest(json.dumps([self.kind, self.about, *self.details]))[:8]

    @property
    def reference(self) -> str:
        """Of what may happen several times to one order."""
        return f"{self.kind}-{self.mark[:8].upper()}"

    def reason(self, reference: str) -> str:
        return f"{reference} #{self.mark}{self.fingerprint}"

    def check(self, fingerprint: str) -> None:
        if fingerprint != self.fingerprint:
            raise KeyReused(f"key {self.key!r} belongs to another wish")


@dataclass(frozen=True)
class Record:
    """What came of a wish. Every value is text, as WordPress keeps meta data best."""

    fingerprint: str
    status: OutcomeStatus
    reference: str | None = None
    amount: Money | None = None
    due_on: date | None = None
    sent_to: str | None = None

    def meta(self, wish: Wish) -> dict[str, Any]:
        return {"key": META + wish.mark, "value": self._value()}

    def _value(self) -> dict[str, str]:
        return {
            "fingerprint": self.fingerprint,
            "status": self.status.value,
            "reference": self.reference or "",
            "amount": f"{self.amount.amount} {self.amount.currency}" if self.amount else "",
            "due_on": self.due_on.isoformat() if self.due_on else "",
            "sent_to": self.sent_to or "",
        }


def read_record(value: Mapping[str, str]) -> Record:
    amount, _, currency = value["amount"].partition(" ")
    return Record(
        fingerprint=value["fingerprint"],
        status=OutcomeStatus(value["status"]),
        reference=value["reference"] or None,
        amount=Money(Decimal(amount), currency) if amount else None,
        due_on=date.fromisoformat(value["due_on"]) if value["due_on"] else None,
        sent_to=value["sent_to"] or None,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
