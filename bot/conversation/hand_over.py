"""Commits the turn that hands over: the hand-over, the owner, the lines and the promise in one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.announcer import Announcer
from bot.conversation.burst import Burst
from bot.conversation.dialogue import Turn
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit
from bot.conversation.reading import Conversation, history
from bot.conversation.scores import scores_of
from bot.handoff.contract import Known
from bot.handoff.opening import Opened, Opening
from bot.handoff.queue import Handoffs
from bot.incidents.telling import Notice, commit_telling
from bot.policy.trace import Trace
from bot.policy.trace import told as traced
from bot.recovery import cases
from bot.recovery.compensations import Compensations
from bot.vocabulary import Trigger

PREVIOUS = "SELECT count(*) FROM handoffs WHERE conversation_id = $1"
Message = dict[str, Any]
Handled = dict[str, dict[str, Any] | None]
"""Scores of the messages a step handles, by id."""
Store = Callable[[asyncpg.Connection], Awaitable[None]]


@dataclass(frozen=True)
class Dissatisfied:
    """An answer to "did it work?": slots with the trigger in `handover`, the message's scores, the actions so far,
    events for Rasa's tracker; `store` writes the answer down in the transaction of the hand-over."""

    slots: dict[str, Any]
    scores: dict[str, Any]
    actions: Sequence[str]
    events: Sequence[dict[str, Any]]
    store: Store


class HandOver:
    def __init__(
        self,
        pool: asyncpg.Pool,
        opening: Opening,
        handoffs: Handoffs,
        announcer: Announcer,
        compensations: Compensations,
    ) -> None:
        self._pool = pool
        self._compensations = compensations
        self._opening = opening
        self._announcer = announcer
        self._handoffs = handoffs

    async def from_turn(
        self,
        conversation: Conversation,
        burst: Burst,
        turn: Turn,
        tracker: DialogueStateTracker,
        notices: Sequence[Notice] = (),
    ) -> None:
        """`notices` are said before the turn's own lines."""
        handled = burst.scores(turn.parsed)
        actions = [e.action_name for e in tracker.events if isinstance(e, ActionExecuted) and e.action_name]
        known = await self._known(conversation, tracker.current_slot_values(), handled, actions)
        opened = await self._opening.open(known, scores_of(turn.parsed))
        events = [event.as_dict() for event in turn.events]
        step = _step(conversation, opened, handled, turn.trace, turn.lines, events)
        await self._commit(conversation, opened, step, notices=notices)

    async def broken(self, conversation: Conversation, message: Message, notices: Sequence[Notice] = ()) -> None:
        """The bot could not answer: nothing of the failed turn is kept but the message itself."""
        trigger = {
            "kind": Trigger.COMPONENT_DOWN,
            "explanation": "the assistant failed to answer this message",
        }
        known = await self._known(conversation, {"handover": trigger}, {message["id"]: None}, [])
        opened = await self._opening.open(known, {})
        why = traced("hand over", Trigger.COMPONENT_DOWN, [trigger["explanation"]])
        step = _step(conversation, opened, {message["id"]: None}, why)
        await self._commit(conversation, opened, step, notices=notices)

    async def dissatisfied(self, conversation: Conversation, message: Message, told: Dissatisfied) -> None:
        """The solution did not hold: never through the bot again."""
        known = await self._known(conversation, told.slots, {message["id"]: told.scores}, told.actions)
        opened = await self._opening.open(known, told.scores)
        why = traced("hand over", Trigger.DISSATISFIED, [told.slots["handover"]["explanation"]], told.scores)
        step = _step(conversation, opened, {message["id"]: told.scores}, why, events=told.events)
        await self._commit(conversation, opened, step, told.store)

    async def _known(
        self, conversation: Conversation, slots: dict[str, Any], handled: Handled, actions: Sequence[str]
    ) -> Known:
        messages = await history(self._pool, conversation.id)
        current = [{**m, "scores": handled.get(m["id"], m["scores"])} for m in messages]
        previous = await self._pool.fetchval(PREVIOUS, conversation.id)
        language = slots.get("language") or conversation.language
        whose = (conversation.id, conversation.channel, language)
        compensation = await self._compensations.of(conversation.id, slots)
        return Known(*whose, slots, current, actions, previous, conversation.customer, compensation)

    async def _commit(
        self,
        conversation: Conversation,
        opened: Opened,
        step: Commit,
        store: Store | None = None,
        notices: Sequence[Notice] = (),
    ) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            await self._handoffs.insert(connection, opened.contract, opened.state)
            stored = await commit_telling(connection, step, notices)
            for case in cases.changed_cases(step.events):
                await cases.write(connection, conversation.id, case)
            await cases.to_a_person(connection, conversation.id)
            if store:
                await store(connection)
        await self._announcer.messages(stored)
        await self._announcer.owner(conversation.id, opened.owner, step.language or conversation.language)
        await self._announcer.handoff(opened.contract["id"], conversation.id, opened.state)


def _step(
    conversation: Conversation,
    opened: Opened,
    handled: Handled,
    trace: Trace,
    lines: Sequence[Outgoing] = (),
    events: Sequence[dict[str, Any]] = (),
) -> Commit:
    """The hand-over's language is the conversation's from now on, unless the turn that leads to it failed."""
    whose = (conversation.id, conversation.version, conversation.owner, opened.owner)
    language = opened.contract["language"] if events else None
    said = [*lines, *opened.lines]
    return Commit(*whose, said, events, handled, language, _new(events), opened.contract["id"], trace)


def _new(events: Sequence[dict[str, Any]]) -> bool:
    return any(event["event"] == "session_started" for event in events)
