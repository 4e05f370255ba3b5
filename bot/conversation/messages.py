"""A message as every reader sees it: channels, the desk, the API."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import asyncpg

from bot.vocabulary import Author, PromiseKind
from bot.waits.stated import StatedWait

COLUMNS = "id, conversation_id, seq, author, name, text, payload, buttons, client_id, delivery, scores, at"


@dataclass(frozen=True)
class Outgoing:
    """A line on its way into the outbox. `due`: it promises something by then, so the ledger gets a row.

    `wait`: what it promises is that a person answers by then.
    `kind`: what will keep it; `about`: where that is looked up, {"order_number", "email"} for what the shop does,
    {"incident"} for the next update about one.
    """

    text: str
    author: Author = Author.BOT
    buttons: list[dict[str, str]] = field(default_factory=list)
    name: str | None = None
    due: date | str | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    wait: StatedWait | None = None
    kind: PromiseKind = PromiseKind.START
    about: dict[str, str] | None = None


def as_message(row: asyncpg.Record) -> dict[str, Any]:
    """PLAN of a message: id, conversation_id, seq, author, name, text, buttons, at, delivery, scores, client_id."""
    message = dict(row)
    message.pop("payload", None)
    message["at"] = row["at"].isoformat()
    return message
