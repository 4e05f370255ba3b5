"""What the record holds of one conversation: lines, understanding, decisions, hand-overs, cases, grants, promises."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import asyncpg

from bot.vocabulary import Author

MESSAGES = "SELECT * FROM messages WHERE conversation_id = $1 ORDER BY seq"
TURNS = "SELECT events FROM turns WHERE conversation_id = $1 ORDER BY version"
HANDOFFS = "SELECT * FROM handoffs WHERE conversation_id = $1 ORDER BY created_at"
CASES = "SELECT * FROM recovery_cases WHERE conversation_id = $1 ORDER BY opened_at"
GRANTS = "SELECT * FROM grants WHERE conversation_id = $1 ORDER BY created_at"
PROMISES = "SELECT * FROM promises WHERE conversation_id = $1 ORDER BY created_at"

Row = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """One conversation. `decisions`: the actions that the policy took, by the id of the customer's line."""

    conversation: str
    messages: list[Row]
    decisions: dict[str, list[str]]
    handoffs: list[Row]
    cases: list[Row]
    grants: list[Row]
    promises: list[Row]

    def takeover(self, message: Row) -> Row | None:
        """The hand-over that this line of the customer led to."""
        asked = (handoff for handoff in self.handoffs if handoff["contract"]["trigger"]["at_message"] == message["id"])
        return next(asked, None)


async def read(connection: asyncpg.Connection, conversation: str) -> Chapter:
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")

    async def rows(query: str) -> list[Row]:
        return [dict(row) for row in await connection.fetch(query, conversation)]

    events = [event for turn in await rows(TURNS) for event in turn["events"]]
    return Chapter(
        conversation,
        await rows(MESSAGES),
        _decisions(events),
        await rows(HANDOFFS),
        await rows(CASES),
        await rows(GRANTS),
        await rows(PROMISES),
    )


def spoken_by(message: Row) -> str:
    return f"{message['author']} ({message['name']})" if message["author"] == Author.HUMAN else str(message["author"])


def _decisions(events: list[Row]) -> dict[str, list[str]]:
    """Of Rasa's events: what the policy predicted after each message, and the responses that were said."""
    found: dict[str, list[str]] = defaultdict(list)
    message = ""
    for event in events:
        if event["event"] == "user":
            message = event["message_id"]
        elif event["event"] == "action" and event.get("policy"):
            found[message].append(event["name"])
    return dict(found)
