"""One step of a conversation whose customer waits for a person: the answer, what it changes of the hand-over, and
what the message tells of customer and order, committed at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from bot.conversation.announcer import Announcer
from bot.conversation.burst import Burst, Parsed
from bot.conversation.outbox import Commit
from bot.conversation.reading import Conversation, texts_heard
from bot.conversation.scores import scores_of
from bot.handoff.queue import WITHDRAWN, Handoffs
from bot.handoff.reachable import contact_in, keep_contact
from bot.handoff.waiting import Answer, Waiting
from bot.incidents.affected import who_waits
from bot.incidents.telling import Notice, Telling, commit_telling
from bot.policy.trace import Trace, told
from bot.recovery.cases import order_in, order_told
from bot.understanding.language_memory import Heard, follow, heard_in
from bot.vocabulary import SPOKEN, HandoffState, Owner

Scores = Mapping[str, Any]


class WaitingStep:
    def __init__(
        self, pool: asyncpg.Pool, waiting: Waiting, handoffs: Handoffs, telling: Telling, announcer: Announcer
    ) -> None:
        self._pool = pool
        self._waiting = waiting
        self._handoffs = handoffs
        self._telling = telling
        self._announcer = announcer

    async def take(self, conversation: Conversation, burst: Burst) -> None:
        """Raises Stale when the conversation has moved on meanwhile."""
        scores, language = scores_of(burst.parsed), _spoken_now(conversation, burst.parsed)
        heard = await texts_heard(self._pool, conversation.id)
        answer = await self._waiting.answer(str(conversation.handoff_id), language, scores, heard)
        notices = await self._notices(conversation, scores, language, answer)
        step = _step(conversation, burst, answer, scores, language)
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit_telling(connection, step, notices)
            await self._move(connection, str(conversation.handoff_id), answer)
            await _keep(connection, conversation, burst.parsed["entities"])
        await self._announcer.messages(lines)
        await self._announce(conversation, answer, language)

    async def _notices(
        self, conversation: Conversation, scores: Scores, language: str, answer: Answer
    ) -> Sequence[Notice]:
        who = await who_waits(self._pool, conversation, scores, language, answer.danger)
        return await self._telling.before(conversation, who)

    async def _move(self, connection: asyncpg.Connection, handoff_id: str, answer: Answer) -> None:
        if answer.withdrawn:
            await self._handoffs.withdraw(connection, handoff_id)
        if answer.danger:
            await self._handoffs.into_crisis(connection, handoff_id)

    async def _announce(self, conversation: Conversation, answer: Answer, language: str) -> None:
        handoff_id = str(conversation.handoff_id)
        if answer.withdrawn:
            await self._announcer.owner(conversation.id, Owner.BOT, language)
            await self._announcer.handoff(handoff_id, conversation.id, HandoffState.CLOSED)
        if answer.danger:
            await self._announcer.handoff(handoff_id, conversation.id, HandoffState(conversation.owner))


def _step(conversation: Conversation, burst: Burst, answer: Answer, scores: Scores, language: str) -> Commit:
    return Commit(
        conversation.id,
        conversation.version,
        conversation.owner,
        Owner.BOT if answer.withdrawn else conversation.owner,
        answer.lines,
        WITHDRAWN if answer.withdrawn else (),
        burst.scores(burst.parsed),
        language,
        handoff_id=conversation.handoff_id,
        trace=_why(answer, scores),
    )


async def _keep(
    connection: asyncpg.Connection, conversation: Conversation, entities: Sequence[Mapping[str, Any]]
) -> None:
    """How to reach the customer, and which order it is: the person needs not ask."""
    if contact := contact_in(entities):
        await keep_contact(connection, conversation.id, str(conversation.handoff_id), contact)
    if number := order_in(entities):
        await order_told(connection, conversation.id, number)


def _why(answer: Answer, scores: Scores) -> Trace:
    if answer.danger:
        return told("waiting", "severity", ["the hand-over moves into the crisis lane"], scores)
    if answer.withdrawn:
        return told("waiting", "withdrawn", ["the customer needs no person any more"], scores)
    if scores["intent"] == "ask_wait_time":
        return told("waiting", "asked for the wait", ["the customer asked how long it takes"], scores)
    return told("waiting", "kept for the person", ["a person takes over and reads it"], scores)


def _spoken_now(conversation: Conversation, parsed: Parsed) -> str:
    """The conversation's language after a message; what is said on in one that we do not speak stays as it was."""
    language = follow(conversation.language, heard_in(parsed), Heard(conversation.language))
    return language if language in SPOKEN else conversation.language
