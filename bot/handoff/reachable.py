"""How a customer who waits can be reached: an e-mail or a phone number they leave goes into the hand-over at once."""

from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg

CUSTOMER = "UPDATE conversations SET customer = customer || jsonb_build_object('contact', $2::text) WHERE id = $1"
CONTRACT = "UPDATE handoffs SET contract = jsonb_set(contract, '{customer,contact}', to_jsonb($2::text)) WHERE id = $1"


def contact_in(entities: Iterable[Mapping[str, Any]]) -> str | None:
    """The last phone number or e-mail of a message; what is left last is where the customer wants to be reached."""
    left = [str(e["value"]) for e in entities if e["entity"] in ("email", "phone")]
    return left[-1] if left else None


async def keep_contact(connection: asyncpg.Connection, conversation_id: str, handoff_id: str, contact: str) -> None:
    await connection.execute(CUSTOMER, conversation_id, contact)
    await connection.execute(CONTRACT, handoff_id, contact)
