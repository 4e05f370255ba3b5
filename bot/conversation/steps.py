"""One step of a conversation: who owns it decides who answers, and the whole step is committed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.announcer import Announcer
from bot.conversation.dialogue import Dialogue, Turn
from bot.conversation.hand_over import HandOver
from bot.conversation.outbox import Commit, commit
from bot.conversation.reading import Conversation, load, texts_heard
from bot.conversation.scores import scores_of
from bot.conversation.trackers import Trackers
from bot.handoff.queue import WITHDRAWN
from bot.handoff.reachable import contact_in, keep_contact
from bot.handoff.waiting import Waiting
from bot.incidents.affected import who_in_turn, who_waits
from bot.incidents.telling import Notice, Telling, commit_telling
from bot.promises.follow_up_replies import FollowUpReplies
from bot.promises.settled import Settled, plan
from bot.promises.settled_by_bot import settled_in
from bot.recovery.cases import changed_cases, order_in, order_told, write
from bot.understanding.language_memory import Heard, follow, heard_in
from bot.vocabulary import SPOKEN, HandoffState, Owner

HANDLED = "UPDATE messages SET delivery = 'handled', scores = $2, settled_at = now() WHERE id = $1"
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """Those who have a part in what the bot says: hand-over, wait, answers to "did it work?", incidents."""

    hand_over: HandOver
    waiting: Waiting
    replies: FollowUpReplies
    telling: Telling


class Steps:
    def __init__(self, pool: asyncpg.Pool, dialogue: Dialogue, announcer: Announcer, parts: Parts) -> None:
        self._pool = pool
        self._dialogue = dialogue
        self._announcer = announcer
        self._hand_over = parts.hand_over
        self._waiting = parts.waiting
        self._replies = parts.replies
        self._telling = parts.telling
        self._trackers = Trackers(pool, dialogue)

    async def load(self, conversation_id: str) -> tuple[Conversation, Message] | None:
        """The conversation and its oldest message that nobody has handled; None when there is none."""
        return await load(self._pool, conversation_id)

    async def handle(self, conversation: Conversation, message: Message) -> None:
        if conversation.owner == Owner.BOT and conversation.followed_up:
            await self._after_a_question(conversation, message)
        elif conversation.owner == Owner.BOT:
            await self._bot(conversation, message)
        elif conversation.owner == Owner.HUMAN:
            await self._person(conversation, message)
        else:
            await self._while_waiting(conversation, message)

    async def trouble(self, conversation: Conversation, message: Message) -> None:
        """The turn cannot be done. The customer hears so and a person takes over; no message is tried for ever."""
        if conversation.owner == Owner.BOT:
            who = await who_waits(self._pool, conversation, {}, conversation.language, danger=False)
            notices = await self._telling.before(conversation, who)
            await self._hand_over.broken(conversation, message, notices)
        else:
            await self._pool.execute(HANDLED, message["id"], None)

    async def _after_a_question(self, conversation: Conversation, message: Message) -> None:
        if not await self._replies.take(conversation, message):
            await self._bot(conversation, message)

    async def _bot(self, conversation: Conversation, message: Message) -> None:
        tracker = await self._trackers.at(conversation.id, conversation.session_version, conversation.version)
        turn = await self._dialogue.turn(tracker, message, conversation.channel, conversation.language)
        notices = await self._telling.before(conversation, who_in_turn(tracker, turn, conversation.language))
        if turn.hands_over:
            await self._hand_over.from_turn(conversation, message, turn, tracker, notices)
        elif not turn.lines:
            raise RuntimeError(f"no line for intent {turn.parsed['intent']['name']}")
        else:
            await self._say(_plain(conversation, message, turn, tracker), settled_in(tracker, turn), notices)
        self._trackers.keep(tracker, conversation.version + 1, turn)

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

    async def _person(self, conversation: Conversation, message: Message) -> None:
        parsed = await self._dialogue.understand(message["text"], conversation.id)
        await self._pool.execute(HANDLED, message["id"], scores_of(parsed))
        if number := order_in(parsed["entities"]):
            await order_told(self._pool, conversation.id, number)

    async def _while_waiting(self, conversation: Conversation, message: Message) -> None:
        parsed = await self._dialogue.understand(message["text"], conversation.id)
        heard = await texts_heard(self._pool, conversation.id)
        scores, language = scores_of(parsed), _spoken_now(conversation, parsed)
        answer = await self._waiting.answer(str(conversation.handoff_id), language, scores, heard)
        next_owner = Owner.BOT if answer.withdrawn else conversation.owner
        events = WITHDRAWN if answer.withdrawn else ()
        handled: dict[str, dict[str, Any] | None] = {message["id"]: scores}
        state = (conversation.id, conversation.version, conversation.owner, next_owner)
        step = Commit(*state, answer.lines, events, handled, language, handoff_id=conversation.handoff_id)
        who = await who_waits(self._pool, conversation, scores, language, answer.danger)
        notices = await self._telling.before(conversation, who)
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit_telling(connection, step, notices)
            if answer.withdrawn:
                await self._hand_over.handoffs.withdraw(connection, str(conversation.handoff_id))
            if answer.danger:
                await self._hand_over.handoffs.into_crisis(connection, str(conversation.handoff_id))
            if contact := contact_in(parsed["entities"]):
                await keep_contact(connection, conversation.id, str(conversation.handoff_id), contact)
            if number := order_in(parsed["entities"]):
                await order_told(connection, conversation.id, number)
        await self._announcer.messages(lines)
        if answer.withdrawn:
            await self._announcer.owner(conversation.id, Owner.BOT, language)
            await self._announcer.handoff(str(conversation.handoff_id), conversation.id, HandoffState.CLOSED)
        if answer.danger:
            state_now = HandoffState(conversation.owner)
            await self._announcer.handoff(str(conversation.handoff_id), conversation.id, state_now)


def _spoken_now(conversation: Conversation, parsed: Mapping[str, Any]) -> str:
    """The conversation's language after a message; what is said on in one that we do not speak stays as it was."""
    told = follow(conversation.language, heard_in(parsed), Heard(conversation.language))
    return told if told in SPOKEN else conversation.language


def _plain(conversation: Conversation, message: Message, turn: Turn, tracker: DialogueStateTracker) -> Commit:
    return Commit(
        conversation.id,
        conversation.version,
        Owner.BOT,
        Owner.BOT,
        turn.lines,
        [event.as_dict() for event in turn.events],
        {message["id"]: scores_of(turn.parsed)},
        tracker.get_slot("language"),
        turn.new_session,
    )
