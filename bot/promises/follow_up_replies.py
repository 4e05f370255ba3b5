"""What comes back when we have asked whether a solution worked: stored, and whoever is unhappy gets a person.

A message that is no answer is left to the bot, and so is a question inside an answer.
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

import asyncpg
from rasa.shared.core.events import ActionExecuted, SlotSet

from bot.conversation.announcer import Announcer
from bot.conversation.dialogue import Dialogue
from bot.conversation.hand_over import Dissatisfied, HandOver
from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, commit
from bot.conversation.reading import Conversation, texts_heard
from bot.conversation.scores import scores_of
from bot.conversation.trackers import Trackers
from bot.policy.topics import FALLBACK, OTHER, SMALL_TALK, TOPICS
from bot.policy.trace import told
from bot.policy.triggers import Thresholds
from bot.promises.follow_up_answers import Answer, read
from bot.promises.follow_up_rules import Rules
from bot.promises.follow_ups import same_matter
from bot.vocabulary import FollowUpState, Owner, Trigger

LIMITS = Thresholds()
ANGRY = LIMITS.rising_frustration
BUTTONS = (None, "/affirm", "/deny")
"""Payloads under our question; another button is about something else."""
LATEST = """
SELECT *, $2::timestamptz - asked_at AS age, EXISTS (
    SELECT 1 FROM messages m WHERE m.conversation_id = $1 AND m.seq > asked_seq AND m.author IN ('human', 'system')
) AS interrupted FROM follow_ups
WHERE conversation_id = $1 AND asked_at IS NOT NULL AND asked_seq < $3 ORDER BY asked_at DESC LIMIT 1
"""
ANSWER = """
UPDATE follow_ups SET state = $2, worked = coalesce($3, worked), score = coalesce($4, score),
    line = coalesce(nullif($5, ''), line), answered_at = now() WHERE id = $1
"""
OPT_OUT = """
INSERT INTO follow_up_opt_outs (customer, conversation_id) SELECT who, $2 FROM unnest(ARRAY[$1, $2]) AS who
ON CONFLICT (customer) DO NOTHING
"""
FORGET = f"""
UPDATE follow_ups SET state = '{FollowUpState.DROPPED}', reason = 'the customer wishes no such questions'
WHERE state = '{FollowUpState.PLANNED}' AND (customer = $1 OR conversation_id = $2)
"""
Message = Mapping[str, Any]


class FollowUpReplies:
    def __init__(
        self, pool: asyncpg.Pool, dialogue: Dialogue, announcer: Announcer, hand_over: HandOver, rules: Rules
    ) -> None:
        self._pool = pool
        self._dialogue = dialogue
        self._announcer = announcer
        self._hand_over = hand_over
        self._rules = rules
        self._trackers = Trackers(pool, dialogue)

    async def take(self, conversation: Conversation, message: dict[str, Any]) -> bool:
        """Whether the message is dealt with; if not, the bot has to answer it."""
        row = await self._pool.fetchrow(LATEST, conversation.id, _moment(message), message["seq"])
        if row is None:
            return False
        answer = read(message["text"], self._rules.words) if message.get("payload") in BUTTONS else None
        if answer and answer.opt_out:
            await self._opt_out(conversation, message, row)
            return True
        if row["state"] != FollowUpState.ASKED or row["interrupted"] or row["age"] > self._rules.answer_within:
            return False  # a person has talked with the customer since, or it is too long ago
        return await self._answered(conversation, message, row, answer)

    def before_an_answer(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The first message, and those after it up to one that is an answer to our question: that is read by itself."""
        later = takewhile(lambda message: read(message["text"], self._rules.words) is None, messages[1:])
        return [messages[0], *later]

    async def _answered(
        self, conversation: Conversation, message: dict[str, Any], row: asyncpg.Record, read_as: Answer | None
    ) -> bool:
        parsed = await self._dialogue.understand(message["text"], conversation.id)
        answer = _second(read_as, row) if row["worked"] else read_as or _understood(parsed, row["topic"], message)
        if answer is None:
            state = FollowUpState.ANSWERED if row["worked"] else FollowUpState.PASSED
            await self._pool.execute(ANSWER, row["id"], state, None, None, None)
            return False
        if answer.unhappy:
            await self._to_a_person(conversation, message, row, answer, parsed)
            return True
        if answer.asks_more or _asks_more(parsed, answer, row["topic"]):
            await self._pool.execute(ANSWER, row["id"], FollowUpState.ANSWERED, *_values(answer))
            return False
        await self._thank(conversation, message, row, answer, parsed)
        return True

    async def _thank(
        self,
        conversation: Conversation,
        message: Message,
        row: asyncpg.Record,
        answer: Answer,
        parsed: Mapping[str, Any],
    ) -> None:
        """After a plain yes a number may still follow."""
        response, state = "utter_follow_up_thanks", FollowUpState.ANSWERED
        if answer.score is None and not row["worked"]:
            response, state = "utter_follow_up_thanks_score", FollowUpState.ASKED
        elif answer.score == 3:
            response = "utter_follow_up_thanks_middle"
        step = await self._saying(conversation, message, response, scores_of(parsed))
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit(connection, step)
            await connection.execute(ANSWER, row["id"], state, *_values(answer))
        await self._announcer.messages(lines)

    async def _opt_out(self, conversation: Conversation, message: Message, row: asyncpg.Record) -> None:
        step = await self._saying(conversation, message, "utter_follow_up_opted_out", None)
        async with self._pool.acquire() as connection, connection.transaction():
            lines = await commit(connection, step)
            await connection.execute(OPT_OUT, row["customer"], conversation.id)
            await connection.execute(FORGET, row["customer"], conversation.id)
            if row["state"] == FollowUpState.ASKED:
                await connection.execute(ANSWER, row["id"], FollowUpState.PASSED, None, None, None)
        await self._announcer.messages(lines)

    async def _saying(
        self, conversation: Conversation, message: Message, response: str, scores: dict[str, Any] | None
    ) -> Commit:
        heard = await texts_heard(self._pool, conversation.id)
        said = self._announcer.wording.line(response, conversation.language, heard)
        line = Outgoing(said.text, buttons=said.buttons)
        whose = (conversation.id, conversation.version, Owner.BOT, Owner.BOT)
        why = told("follow up", response, ["the customer answered whether the solution worked"], scores)
        return Commit(*whose, [line], handled={message["id"]: scores}, trace=why)

    async def _to_a_person(
        self,
        conversation: Conversation,
        message: dict[str, Any],
        row: asyncpg.Record,
        answer: Answer,
        parsed: Mapping[str, Any],
    ) -> None:
        """With everything the bot knew; the answer is stored in the same transaction."""
        tracker = await self._trackers.at(conversation.id, conversation.session_version, conversation.version)
        handed = sorted({*(tracker.get_slot("handed_over") or ()), *([row["topic"]] if row["topic"] else ())})
        trigger = {"kind": Trigger.DISSATISFIED, "explanation": _explanation(answer)}
        slots = {**tracker.current_slot_values(), "topic": row["topic"], "handed_over": handed, "handover": trigger}
        actions = [e.action_name for e in tracker.events if isinstance(e, ActionExecuted) and e.action_name]
        events = [SlotSet("handed_over", handed).as_dict()]

        async def store(connection: asyncpg.Connection) -> None:
            await connection.execute(ANSWER, row["id"], FollowUpState.ANSWERED, *_values(answer))

        unhappy = Dissatisfied(slots, scores_of(parsed), actions, events, store)
        await self._hand_over.dissatisfied(conversation, message, unhappy)


def _moment(message: Message) -> datetime:
    return datetime.fromisoformat(message["at"])


def _values(answer: Answer) -> tuple[bool | None, int | None, str]:
    worked = answer.worked if answer.score is None else not answer.unhappy
    return worked, answer.score, answer.line


def _explanation(answer: Answer) -> str:
    score = f" with {answer.score} of 5" if answer.score else ""
    return f"asked whether the solution worked, the customer answered{score}: {answer.line or 'no more than that'}"


def _second(answer: Answer | None, row: asyncpg.Record) -> Answer | None:
    """After a yes: the number, or that it does not hold after all. A bare "no" declines to give a number."""
    if answer is None or (answer.score is None and (answer.worked or len(answer.line.split()) <= 2)):
        return None
    return answer


def _understood(parsed: Mapping[str, Any], topic: str | None, message: Message) -> Answer | None:
    """What the bot understands of words that say neither yes nor no: the same problem again, anger, or thanks."""
    intent, sure = _intent(parsed)
    if (parsed.get("frustration") or 0.0) >= ANGRY or (sure and intent in (*same_matter(topic), "deny")):
        return Answer(worked=False, line=message["text"])
    if sure and intent in ("thank", "affirm"):
        return Answer(worked=True, line=message["text"])
    return None


def _asks_more(parsed: Mapping[str, Any], answer: Answer, topic: str | None) -> bool:
    """A person is asked for, somebody is in danger, or another matter came up beside a plain yes."""
    intent, sure = _intent(parsed)
    if parsed.get("wants_human") or (parsed.get("severity") or 0) >= LIMITS.severity:
        return True
    same = (*same_matter(topic), *SMALL_TALK, FALLBACK, OTHER, "review")
    return answer.score is None and sure and intent in TOPICS and intent not in same


def _intent(parsed: Mapping[str, Any]) -> tuple[str, bool]:
    intent = parsed.get("intent") or {}
    return intent.get("name") or FALLBACK, (intent.get("confidence") or 0.0) >= LIMITS.other_matter
