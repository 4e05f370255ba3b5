"""While the customer waits the assistant answers "how long?", takes "never mind", and speaks up in danger. Everything
else is kept for the person and confirmed in one true sentence: silence would look like a message that was lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from bot.conversation.messages import Outgoing
from bot.handoff.contract import CRISIS
from bot.handoff.opening import safety_line
from bot.now import Now, utc_now
from bot.policy.triggers import Thresholds
from bot.responses.wording import Wording
from bot.vocabulary import Author, Lane
from bot.waits.quote import CLOSED, OPEN, Waits
from bot.waits.stated import stated_wait
from bot.waits.steps import MINUTE, MOST_MINUTES
from bot.waits.wording import WaitWording

HANDOFF = "SELECT id, lane, respond_by, state FROM handoffs WHERE id = $1"
LANE = "SELECT lane FROM handoffs WHERE id = $1"
WRITTEN = """
SELECT count(*) FROM messages m JOIN handoffs h ON h.conversation_id = m.conversation_id
WHERE h.id = $1 AND m.author = 'customer'
"""
CONFIRMED = {
    "deny": "utter_waiting_still_asked",
    **dict.fromkeys(("greet", "thank", "goodbye", "affirm"), "utter_waiting_courtesy"),
}
"""What is said to words that bring nothing for the person; a no may mean the person, so it hears the way out."""
SURE = Thresholds().other_matter  # 0-1; who is taken out of the queue on a guess has lost their place
UNNOTICED_S = 10.0  # who asks at once hears the minutes they were told, not one less


@dataclass(frozen=True)
class Answer:
    """`withdrawn`: the customer needs no person any more. `danger`: the hand-over belongs into the crisis lane now."""

    lines: Sequence[Outgoing] = ()
    withdrawn: bool = False
    danger: bool = False


class Waiting:
    def __init__(
        self, pool: asyncpg.Pool, waits: Waits, wait_wording: WaitWording, wording: Wording, now: Now = utc_now
    ) -> None:
        self._pool = pool
        self._waits = waits
        self._wait_wording = wait_wording
        self._wording = wording
        self._now = now

    async def answer(self, handoff_id: str, language: str, scores: Mapping[str, Any], heard: Sequence[str]) -> Answer:
        """`scores` of what the customer wrote; `heard`: texts already said here, latest first."""
        intent = scores["intent"]
        if scores["severity"] >= CRISIS and await self._pool.fetchval(LANE, handoff_id) != Lane.CRISIS:
            text = await self._counted(safety_line(scores), handoff_id, language, heard)
            return Answer([Outgoing(text, Author.BOT)], danger=True)
        if intent == "cancel_handoff" and (scores.get("confidence") or 1.0) >= SURE:
            text = await self._counted("utter_handover_cancelled", handoff_id, language, heard)
            return Answer([Outgoing(text, Author.SYSTEM)], withdrawn=True)
        if intent in ("ask_wait_time", "contact_human_agent"):  # "is anybody there?" asks how long, too
            return Answer([await self._how_long(handoff_id, language, heard)])
        return Answer([await self._confirmed(handoff_id, intent, language, heard)])

    async def _counted(self, response: str, handoff_id: str, language: str, heard: Sequence[str]) -> str:
        """What has to be said however often it was said before."""
        count = await self._pool.fetchval(WRITTEN, handoff_id)
        return self._wording.counted(response, language, heard, count).text

    async def _confirmed(self, handoff_id: str, intent: str, language: str, heard: Sequence[str]) -> Outgoing:
        """In words not yet said here: when they are used up, the growing number of messages makes them new."""
        line = self._wording.new(CONFIRMED.get(intent, "utter_waiting_noted"), language, heard)
        if line is None:
            count = await self._pool.fetchval(WRITTEN, handoff_id)
            line = self._wording.line("utter_waiting_noted_count", language, heard, count=count)
        return Outgoing(line.text, Author.SYSTEM, buttons=line.buttons)

    async def _how_long(self, handoff_id: str, language: str, heard: Sequence[str]) -> Outgoing:
        """Never later than what was promised while that still holds, so no second promise is made."""
        row, now = await self._pool.fetchrow(HANDOFF, handoff_id), self._now()
        quote = await self._waits.quote(row["lane"], language, now, handoff_id)
        count, due = await self._pool.fetchval(WRITTEN, handoff_id), row["respond_by"]
        promised = due is not None and due > now and not _another_day(quote, due)
        if promised:
            quote = _as_promised(quote, due, now)
            return Outgoing(self._text(quote, language, now, heard, count), Author.SYSTEM)
        text = self._text(quote, language, now, heard, count)
        return Outgoing(text, Author.SYSTEM, due=quote["due_at"], wait=stated_wait(quote))

    def _text(self, quote: dict[str, Any], language: str, now: datetime, heard: Sequence[str], count: int) -> str:
        """The other way, for who cannot wait, is told as long as there are new words for it."""
        wait = self._wait_wording.say(quote, now)
        first, *others = wait.responses
        besides = [self._wording.new(other, language, heard) for other in others]
        lines = [self._wording.counted(first, language, heard, count, **wait.slots), *filter(None, besides)]
        return " ".join(line.text for line in lines)


def _another_day(quote: dict[str, Any], due: datetime) -> bool:
    """Nobody is there any more by then: what can be said now replaces what was promised."""
    return quote["state"] == CLOSED and due < datetime.fromisoformat(quote["opens_at"])


def _as_promised(quote: dict[str, Any], due: datetime, now: datetime) -> dict[str, Any]:
    """What was promised stands until an update takes it back, whatever could be said to a newcomer by now."""
    if quote["state"] == CLOSED:
        return {**quote, "answer_by": due.isoformat()}
    left_s = (due - now).total_seconds()
    in_minutes = left_s <= MOST_MINUTES * MINUTE  # a time of day is said as it was
    left_s += UNNOTICED_S if in_minutes else 0.0
    upper = max(MINUTE, left_s // MINUTE * MINUTE)  # in whole minutes, which are never later than promised
    point = quote["point_s"] if quote["state"] == OPEN else upper
    return {**quote, "state": OPEN, "point_s": min(point, upper), "upper_s": upper}
