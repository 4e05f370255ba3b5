"""The hand-over queue: opened with the bot's turn, claimed, answered, given back or closed at the desk.

Every step is one transaction over the hand-over, the conversation's owner, the lines to the customer and the ledger.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, commit
from bot.conversation.ownership import check_move
from bot.conversation.reading import texts_heard
from bot.errors import NotFound, WrongState
from bot.handoff import listing
from bot.now import Now, utc_now
from bot.promises.ledger import Ledger
from bot.promises.settled import plan_after_person
from bot.recovery.cases import caused_by
from bot.vocabulary import Author, Cause, HandoffState, Owner

INSERT = """
INSERT INTO handoffs (id, conversation_id, lane, state, language, contract, respond_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
LOCK = """
SELECT h.id, h.state, h.agent, h.conversation_id, c.version, c.owner, c.language,
    coalesce((SELECT display_name FROM desk_users WHERE name = $2), $2) AS shown FROM handoffs h
JOIN conversations c ON c.id = h.conversation_id WHERE h.id = $1 FOR UPDATE
"""
SEEN = """
INSERT INTO agent_presence (agent, seen_at, available, slots) VALUES ($1, now(), true, 1)
ON CONFLICT (agent) DO UPDATE SET seen_at = now()
"""
CLAIM = "UPDATE handoffs SET state = 'human', agent = $2, claimed_at = now() WHERE id = $1"
RELEASE = "UPDATE handoffs SET state = 'closed', released_at = now(), resolution = $2 WHERE id = $1"
CLOSE = "UPDATE handoffs SET state = 'closed', closed_at = now(), resolution = $2, cause = $3 WHERE id = $1"
INTO_CRISIS = """
UPDATE handoffs SET lane = 'crisis', contract = contract || '{"lane": "crisis"}'
    || jsonb_build_object('scores', contract->'scores' || '{"severity": 4}') WHERE id = $1
"""
HANDLE_ALL = """
UPDATE messages SET delivery = 'handled', settled_at = now() WHERE conversation_id = $1 AND delivery = 'accepted'
"""
WAITING = (HandoffState.WAITING, HandoffState.CALLBACK)

Rows = list[dict[str, Any]]
Events = tuple[dict[str, Any], ...]


def _forget(*slots: str) -> Events:
    return tuple({"event": "slot", "name": name, "value": None} for name in slots)


RESUMED: Events = (
    {"event": "resume"},
    *_forget("topic", "asked", "offer", "handover", "failed_turns", "lookups_failed"),
)
"""What Rasa's tracker learns when the bot speaks again: not paused, and no question left open."""
WITHDRAWN: Events = (*RESUMED, *_forget("handed_over"))
"""Nobody has dealt with it: told again, it is no second failure."""


class Handoffs:
    def __init__(self, pool: asyncpg.Pool, ledger: Ledger, announcer: Announcer, now: Now = utc_now) -> None:
        self._pool = pool
        self._ledger = ledger
        self._announcer = announcer
        self._now = now

    async def insert(self, connection: asyncpg.Connection, contract: Mapping[str, Any], state: HandoffState) -> None:
        """Joins the transaction of the turn that hands over."""
        respond_by = contract["respond_by"] and datetime.fromisoformat(contract["respond_by"])
        values = (contract["id"], contract["conversation_id"], contract["lane"], state, contract["language"])
        await connection.execute(INSERT, *values, dict(contract), respond_by)

    async def list(self, state: HandoffState | str | None = None) -> Rows:
        return await listing.listed(self._pool, state)

    async def get(self, handoff_id: str) -> dict[str, Any]:
        return await listing.found(self._pool, handoff_id)

    async def claim(self, handoff_id: str, agent: str) -> dict[str, Any]:
        """Raises NotFound, WrongState when somebody else has it or it is closed."""
        async with self._pool.acquire() as connection, connection.transaction():
            row = await self._locked(connection, handoff_id, agent)
            _check(row, WAITING)
            await connection.execute(CLAIM, handoff_id, agent)
            await connection.execute(SEEN, agent)  # an outside desk that claims over the API is somebody on duty
            await self._ledger.settle_started(connection, handoff_id, self._now())
            line = await self._line(connection, row, "utter_joined")
            lines = await self._step(connection, row, Owner.HUMAN, line)
        return await self._announce(row, lines, Owner.HUMAN, HandoffState.HUMAN)

    async def reply(self, handoff_id: str, agent: str, text: str, message_id: str | None = None) -> dict[str, Any]:
        """The stored message. The same `message_id` again gives the same message. Raises NotFound, WrongState."""
        async with self._pool.acquire() as connection, connection.transaction():
            line, new = await self.speak(connection, handoff_id, agent, text, message_id)
        if new:
            await self._announcer.messages([line])
        return line

    async def speak(
        self, connection: asyncpg.Connection, handoff_id: str, agent: str, text: str, message_id: str | None
    ) -> tuple[dict[str, Any], bool]:
        """The line and whether it is new. Joins the caller's transaction, who announces it afterwards."""
        row = await self._locked(connection, handoff_id, agent)
        line = Outgoing(text, Author.HUMAN, name=row["shown"], id=message_id or str(uuid.uuid4()))
        sent = await listing.message(connection, row["conversation_id"], line.id)
        if sent:
            return sent, False
        _check(row, (HandoffState.HUMAN,), agent)
        return (await self._step(connection, row, Owner.HUMAN, line))[0], True

    async def give_back(self, handoff_id: str, agent: str) -> dict[str, Any]:
        """The bot speaks again; what was written meanwhile was the person's to answer and stays so."""
        return await self._end(handoff_id, agent, "utter_returned", RELEASE, ("returned",))

    async def close(self, handoff_id: str, agent: str, resolution: str, cause: Cause | str) -> dict[str, Any]:
        return await self._end(handoff_id, agent, "utter_closed", CLOSE, (resolution, Cause(cause)))

    async def _end(
        self, handoff_id: str, agent: str, response: str, statement: str, values: tuple[str, ...]
    ) -> dict[str, Any]:
        async with self._pool.acquire() as connection, connection.transaction():
            row = await self._locked(connection, handoff_id, agent)
            _check(row, (HandoffState.HUMAN,), agent)
            await self._check_word(connection, row)
            await connection.execute(statement, handoff_id, *values)
            await connection.execute(HANDLE_ALL, row["conversation_id"])
            if statement == CLOSE:
                await caused_by(connection, row["conversation_id"], values[-1])
            line = await self._line(connection, row, response)
            lines = await self._step(connection, row, Owner.BOT, line, RESUMED)
            if statement == CLOSE:  # a case given back is not settled
                await plan_after_person(connection, handoff_id)
        return await self._announce(row, lines, Owner.BOT, HandoffState.CLOSED)

    async def _check_word(self, connection: asyncpg.Connection, row: asyncpg.Record) -> None:
        """Nobody leaves a conversation in which a person's word is open: who else would keep it?"""
        word = await self._ledger.personal(connection, row["id"])
        if word:
            due = word["due_at"].isoformat(timespec="minutes")
            raise WrongState(
                f"a promise to write by {due} is open: write first, or mark the line that kept it", row["state"]
            )

    async def into_crisis(self, connection: asyncpg.Connection, handoff_id: str) -> None:
        """The customer told of a danger while waiting. Joins the transaction of that turn."""
        await connection.execute(INTO_CRISIS, handoff_id)

    async def withdraw(self, connection: asyncpg.Connection, handoff_id: str) -> None:
        """The customer needs no person any more. Joins the transaction of that turn."""
        await connection.execute(CLOSE, handoff_id, "withdrawn by the customer", Cause.UNKNOWN)
        await self._ledger.withdraw(connection, handoff_id, self._now())

    async def _locked(self, connection: asyncpg.Connection, handoff_id: str, agent: str) -> asyncpg.Record:
        """`shown`: what the customer reads for the agent, a login where nobody gave a name."""
        row = await connection.fetchrow(LOCK, handoff_id, agent)
        if row is None:
            raise NotFound(f"no hand-over {handoff_id}")
        return row

    async def _line(self, connection: asyncpg.Connection, row: asyncpg.Record, response: str) -> Outgoing:
        heard = await texts_heard(connection, row["conversation_id"])
        return self._announcer.line(response, row["language"], heard, agent=row["shown"])

    async def _step(
        self,
        connection: asyncpg.Connection,
        row: asyncpg.Record,
        next_owner: Owner,
        line: Outgoing,
        events: Events = (),
    ) -> Rows:
        owner = Owner(row["owner"])
        check_move(owner, next_owner)
        step = Commit(row["conversation_id"], row["version"], owner, next_owner, [line], events)
        return await commit(connection, step)

    async def _announce(self, row: asyncpg.Record, lines: Rows, owner: Owner, state: HandoffState) -> dict[str, Any]:
        conversation = row["conversation_id"]
        await self._announcer.messages(lines)
        await self._announcer.owner(conversation, owner, row["language"], row["shown"])
        await self._announcer.handoff(row["id"], conversation, state)
        return await self.get(row["id"])


def _check(row: asyncpg.Record, allowed: tuple[HandoffState, ...], agent: str | None = None) -> None:
    if row["state"] not in allowed:
        who = f" with {row['agent']}" if row["agent"] else ""
        raise WrongState(f"hand-over {row['id']} is {row['state']}{who}", row["state"])
    if agent is not None and row["agent"] != agent:
        raise WrongState(f"hand-over {row['id']} is with {row['agent']}", row["state"])
