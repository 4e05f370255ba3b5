"""Opens a hand-over out of a bot's turn: lane, wait, the lines to the customer, the contract."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.messages import Outgoing
from bot.handoff.contract import Known, contract, lane, trigger_of
from bot.handoff.suggestions import LIFE_EVENT
from bot.now import Now, utc_now
from bot.policy.triggers import NO_SUCH_ORDER, NOTHING_NEW
from bot.responses.wording import Wording
from bot.vocabulary import Author, HandoffState, Lane, Owner, Trigger
from bot.waits.quote import Waits
from bot.waits.stated import stated_wait
from bot.waits.wording import ALTERNATIVE, WaitWording

CALL_BACK = "utter_handover_callback"
CLOSINGS = {"open": "utter_handover_closing", "unknown": "utter_handover_closing_unknown"}

FRAUD_CUES = ("fraud or account takeover", "personal data exposed", "fraud report")
"""What data/severity (and severity.py of the intent) says of money and data; every other cue of that weight is about
people's safety, and so is a message that has both."""


@dataclass(frozen=True)
class Opened:
    """`state` and `owner` belong together: nobody there is a callback, else the customer waits."""

    contract: dict[str, Any]
    lines: list[Outgoing]
    state: HandoffState
    owner: Owner


class Opening:
    def __init__(self, waits: Waits, wait_wording: WaitWording, wording: Wording, now: Now = utc_now) -> None:
        self._waits = waits
        self._wait_wording = wait_wording
        self._wording = wording
        self._now = now

    async def open(self, known: Known, scores: Mapping[str, Any]) -> Opened:
        """`scores` of the message that led here: fraud is told something else than fire."""
        now, handoff_id = self._now(), str(uuid.uuid4())
        trigger = trigger_of(known)
        where = lane(trigger, scores.get("severity") or 0)
        quote = await self._waits.quote(where, known.language, now, conversation_id=known.conversation_id)
        lines = self._lines(known, _response(trigger, where, scores), quote, now)
        said = [_as_said(line, now) for line in lines]
        promises = [{"id": None, "text": ln.text, "due_at": ln.due, "state": "open"} for ln in lines if ln.due]
        known = _with_messages(known, said)
        closed = quote["state"] == "closed"
        state, owner = (HandoffState.CALLBACK, Owner.CALLBACK) if closed else (HandoffState.WAITING, Owner.WAITING)
        return Opened(contract(handoff_id, known, where, promises, now), lines, state, owner)

    def _lines(self, known: Known, response: str, quote: dict[str, Any], now: datetime) -> list[Outgoing]:
        """In the order of EMPATHY section 2: acknowledgement, who takes over and why, how long, nothing to repeat."""
        wait = self._wait_wording.say(quote, now, call_back=response == CALL_BACK)
        waits = [r for r in wait.responses if r != ALTERNATIVE]  # the safety line has said it already
        texts = [self._text(response, known, {})] + [self._text(r, known, wait.slots) for r in waits]
        closing = self._text(CLOSINGS.get(quote["state"], "utter_handover_closing_callback"), known, {})
        told = Outgoing(" ".join(texts), Author.BOT, due=quote["due_at"], wait=stated_wait(quote))
        return [told, Outgoing(closing, Author.BOT)]

    def _text(self, response: str, known: Known, values: Any) -> str:
        """A second hand-over in one conversation does not repeat the words of the first."""
        heard = [message["text"] for message in reversed(known.messages) if message["author"] != Author.CUSTOMER]
        written = len(known.messages) - len(heard)
        return self._wording.counted(response, known.language, heard, written, **values).text


def safety_line(scores: Mapping[str, Any]) -> str:
    """The response that tells what to do first, by the scores of a message of severity 4."""
    only_money = scores.get("severity_cue") in FRAUD_CUES and scores.get("intent") != "safety_incident"
    return "utter_handover_fraud" if only_money else "utter_handover_crisis"


def _response(trigger: Mapping[str, str], where: Lane, scores: Mapping[str, Any]) -> str:
    if where == Lane.CRISIS:
        return safety_line(scores)
    if scores.get("intent") == "request_callback":
        return CALL_BACK
    if trigger["explanation"] == NOTHING_NEW.explanation:
        return "utter_handover_nothing_new"
    if trigger["kind"] == Trigger.SEVERITY and scores.get("severity_cue") == LIFE_EVENT:
        return "utter_handover_occasion"
    if trigger["explanation"].endswith(NO_SUCH_ORDER):
        return "utter_handover_not_found"
    return f"utter_handover_{trigger['kind']}"


def _as_said(line: Outgoing, now: datetime) -> dict[str, Any]:
    return {"id": line.id, "at": now.isoformat(), "author": line.author, "text": line.text, "scores": None}


def _with_messages(known: Known, said: Sequence[dict[str, Any]]) -> Known:
    return Known(**{**known.__dict__, "messages": [*known.messages, *said]})
