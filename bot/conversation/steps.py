"""One step of a conversation: who owns it decides who answers, and the whole step is committed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from rasa.shared.core.events import ConversationPaused
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.announcer import Announcer
from bot.conversation.burst import MOST, Burst
from bot.conversation.dialogue import Turn
from bot.conversation.hand_over import HandOver
from bot.conversation.hearing import Hearing
from bot.conversation.outbox import Commit, Stale, commit
from bot.conversation.reading import Conversation, load, texts_heard
from bot.conversation.scores import scores_of
from bot.conversation.trackers import Trackers
from bot.conversation.waiting_step import WaitingStep
from bot.incidents.affected import who_in_turn, who_waits
from bot.incidents.telling import Notice, Telling, commit_telling
from bot.promises.follow_up_replies import FollowUpReplies
from bot.promises.settled import Settled, plan
from bot.promises.settled_by_bot import settled_in
from bot.recovery.cases import changed_cases, order_in, order_told, write
from bot.vocabulary import Author, Owner

HANDLED = """
WITH theirs AS (SELECT id FROM conversations WHERE id = $1 AND owner = $2 FOR SHARE)
UPDATE messages m SET delivery = 'handled', scores = h.scores, settled_at = now()
FROM theirs, jsonb_to_recordset($3) AS h(id text, scores jsonb) WHERE m.id = h.id RETURNING m.id
"""
"""Only while whoever was to read them owns the conversation; given back meanwhile, it is the assistant's to answer."""
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """Those who have a part in what the bot says: hand-over, wait, answers to "did it work?", incidents."""

    hand_over: HandOver
    waiting: WaitingStep
    replies: FollowUpReplies
    telling: Telling


@dataclass(frozen=True)
class Left:
    """What a step leaves: seconds to listen on before anything is answered, or whether messages wait still."""

    listen_s: float = 0.0
    more: bool = False


class Steps:
    def __init__(self, pool: asyncpg.Pool, hearing: Hearing, announcer: Announcer, parts: Parts) -> None:
        self._pool = pool
        self._hearing = hearing
        self._dialogue = hearing.dialogue
        self._announcer = announcer
        self._hand_over = parts.hand_over
        self._waiting = parts.waiting
        self._replies = parts.replies
        self._telling = parts.telling
        self._trackers = Trackers(pool, hearing.dialogue)

    async def load(self, conversation_id: str) -> tuple[Conversation, list[Message]] | None:
        """The conversation and its messages that nobody has handled, oldest first; None when there are none."""
        return await load(self._pool, conversation_id)

    async def handle(self, conversation: Conversation, messages: list[Message], patient: bool) -> Left:
        """Answers what waits, as one where that is one complaint; while more may come nothing, where `patient`."""
        if conversation.owner == Owner.HUMAN:
            return await self._person(conversation, messages)
        these = messages
        if conversation.owner == Owner.BOT and conversation.followed_up:
            if await self._replies.take(conversation, messages[0]):
                return Left(more=len(messages) > 1)
            these = self._replies.before_an_answer(messages)
        burst = await self._hearing.hear(these)
        if conversation.owner != Owner.BOT:
            await self._waiting.take(conversation, burst)
        elif patient and (listen_s := self._hearing.pause_s(conversation, messages, burst)):
            await self._announcer.typing(conversation.id, Author.BOT, True)
            return Left(listen_s)
        else:
            await self._bot(conversation, burst)
        return Left(more=len(messages) > len(burst.messages))

    async def trouble(self, conversation: Conversation, messages: list[Message]) -> Left:
        """The turn cannot be done. The customer hears so and a person takes over; no message is tried for ever."""
        if conversation.owner == Owner.BOT:
            who = await who_waits(self._pool, conversation, {}, conversation.language, danger=False)
            notices = await self._telling.before(conversation, who)
            await self._hand_over.broken(conversation, messages[0], notices)
        else:
            await self._handled(conversation, {messages[0]["id"]: None})
        return Left(more=len(messages) > 1)

    async def _bot(self, conversation: Conversation, burst: Burst) -> None:
        tracker = await self._trackers.at(conversation.id, conversation.session_version, conversation.version)
        whose = (conversation.channel, conversation.language)
        heard = await self._heard_besides(conversation, tracker)
        turn = await self._dialogue.turn(tracker, burst.message, *whose, burst.parsed, heard)
        notices = await self._telling.before(conversation, who_in_turn(tracker, turn, conversation.language))
        if turn.hands_over:
            await self._hand_over.from_turn(conversation, burst, turn, tracker, notices)
        elif not turn.lines:
            raise RuntimeError(f"no line for intent {turn.parsed['intent']['name']}")
        else:
            await self._say(_plain(conversation, burst, turn, tracker), settled_in(tracker, turn), notices)
        self._trackers.keep(tracker, conversation.version + 1, turn)

    async def _heard_besides(self, conversation: Conversation, tracker: DialogueStateTracker) -> list[str]:
        """What a tracker does not know: the lines of a hand-over, and those of an older session."""
        handed_over = any(isinstance(event, ConversationPaused) for event in tracker.events)
        if handed_over or conversation.session_version > 1:
            return await texts_heard(self._pool, conversation.id)
        return []

    async def _say(self, step: Commit, settled: Settled | None, notices: Sequence[Notice]) -> None:
        """The turn's lines, committed together with the cases it touched and the follow-up it leads to."""
        touched = changed_cases(step.events)
        if settled is None and not touched and not notices:
            return await self._announcer.messages(await commit(self._pool, step))
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit_telling(connection, step, notices)
            for case in touched:
                await write(connection, step.conversation_id, case)
            if settled is not None:
                await plan(connection, settled)
        return await self._announcer.messages(lines)

    async def _person(self, conversation: Conversation, messages: list[Message]) -> Left:
        parsed = [await self._dialogue.understand(message["text"], conversation.id) for message in messages]
        read = zip(messages, parsed, strict=True)
        await self._handled(conversation, {message["id"]: scores_of(one) for message, one in read})
        for number in filter(None, (order_in(p["entities"]) for p in parsed)):
            await order_told(self._pool, conversation.id, number)
        return Left(more=len(messages) > MOST)

    async def _handled(self, conversation: Conversation, scores: Mapping[str, dict[str, Any] | None]) -> None:
        """Nothing is said. Raises Stale when the conversation has another owner by now."""
        rows = [{"id": message, "scores": of} for message, of in scores.items()]
        if not await self._pool.fetch(HANDLED, conversation.id, conversation.owner, rows):
            raise Stale(f"{conversation.id} is no longer with {conversation.owner}", conversation.owner)


def _plain(conversation: Conversation, burst: Burst, turn: Turn, tracker: DialogueStateTracker) -> Commit:
    return Commit(
        conversation.id,
        conversation.version,
        Owner.BOT,
        Owner.BOT,
        turn.lines,
        [event.as_dict() for event in turn.events],
        burst.scores(turn.parsed),
        tracker.get_slot("language"),
        turn.new_session,
        trace=turn.trace,
    )
