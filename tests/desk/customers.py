"""Customers who come to the desk, through the real record; only the bot itself is not here."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import asyncpg

from actions.saying import SHOP_ZONE
from bot.conversation.announcer import Announcer
from bot.conversation.conversations import Conversations
from bot.conversation.inbox import Inbox
from bot.conversation.messages import Outgoing
from bot.conversation.outage import Outage
from bot.conversation.outbox import Commit, commit
from bot.conversation.rates import Rates
from bot.handoff.contract import Known, contract
from bot.handoff.queue import Handoffs
from bot.incidents.declaring import Declaring
from bot.incidents.listing import Incidents
from bot.incidents.wording import IncidentWording
from bot.now import utc_now
from bot.promises.by_person import Promising
from bot.promises.ledger import Ledger
from bot.responses.wording import Wording
from bot.settings import ROOT, Settings
from bot.store.wire import Wire
from bot.vocabulary import HandoffState, Lane, Owner
from bot.waits.hours import Hours
from bot.waits.phrases_file import load_phrases
from bot.waits.quote import Waits
from bot.waits.wording import WaitWording
from tests.handoff.quoted import wordings

SAID = ("joined", "returned", "closed", "state_waiting", "state_human", "state_callback")
RESPONSES = {f"utter_{name}": [{"text": f"{name} {{agent}}"}] for name in SAID}
RESPONSES["utter_promise_by_person"] = [{"text": "I promise you: {what}, {by}."}]
FEELINGS = {
    "severity": 2,
    "severity_cue": "lost parcel",
    "frustration": 0.8,
    "frustration_reasons": ["capitals"],
}
TRACE = {
    "stages": ["hand over"],
    "steps": [
        {
            "stage": "hand over",
            "rule": "frustration",
            "action": "action_hand_over",
            "because": ["frustration 0.80"],
            "skipped": [{"stage": "clarify", "why": "a person takes over"}],
            "understood": {"intent": "missing_parcel", "confidence": 0.93, "severity": 2, "frustration": 0.8},
            "checks": [
                {"rule": "severity", "fired": False, "value": 2, "threshold": 3},
                {"rule": "frustration", "fired": True, "value": 0.8, "threshold": 0.7, "last": [0.4, 0.8]},
                {"rule": "language", "fired": None},
            ],
        }
    ],
}
"""As bot/policy/trace.py writes it."""


class SilentBot:
    """Nobody answers customers but the desk."""

    def wake(self, conversation_id: str) -> asyncio.Task[None]:
        return asyncio.create_task(asyncio.sleep(0))

    written = wake

    def typing(self, conversation_id: str, on: bool) -> None: ...


class Customers:
    def __init__(self, pool: asyncpg.Pool, wire: Wire, settings: Settings) -> None:
        wording = Wording(RESPONSES)
        rates = Rates(settings.burst_messages, settings.refill_messages_per_s, settings.unanswered_max)
        self._pool = pool
        self.announcer = Announcer(wire, wording)
        self.handoffs = Handoffs(pool, Ledger(pool), self.announcer)
        said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
        self.promising = Promising(pool, self.handoffs, self.announcer, wording, said)
        inbox = Inbox(pool, rates, settings.message_max_chars)
        outage = Outage(self.announcer, settings.outage_notice_s)
        self.conversations = Conversations(pool, inbox, self.announcer, SilentBot(), outage)

    async def come(
        self,
        issue: str = "Parcel FL-10009 is lost",
        lane: Lane = Lane.NORMAL,
        state: str = "waiting",
        **known: Any,
    ) -> SimpleNamespace:
        """A customer handed over by the bot; .handoff and .conversation are ids. `due_s`: answer due."""
        conversation = await self.conversations.open("web", "en")
        written = await self.say(conversation, issue)
        due = datetime.now(UTC) + timedelta(seconds=known.pop("due_s", 300))
        handoff = await self._hand_over(conversation, lane, state, written, due, known)
        await self.announcer.handoff(handoff, conversation, HandoffState(state))
        return SimpleNamespace(handoff=handoff, conversation=conversation)

    async def say(self, conversation: str, text: str, message_id: str | None = None) -> dict[str, Any]:
        return await self.conversations.accept(conversation, "web", message_id or uuid.uuid4().hex, text)

    async def _hand_over(
        self,
        conversation: str,
        lane: Lane,
        state: str,
        written: dict[str, Any],
        due: datetime,
        slots: dict[str, Any],
    ) -> str:
        handoff, line = str(uuid.uuid4()), Outgoing("A person takes over.", due=due.isoformat())
        trigger = {"handover": {"kind": "frustration", "explanation": "third message in capitals"}}
        customer = {"name": slots.pop("name", "Jan"), "contact": "jan@example.com"}
        messages = [{**written, "scores": FEELINGS}]
        known = Known(conversation, "web", "en", trigger | slots, messages, ["action_track_order"], 2, customer)
        promises = [{"id": None, "text": line.text, "due_at": due.isoformat(), "state": "open"}]
        agreed = contract(handoff, known, lane, promises, datetime.now(UTC))
        async with self._pool.acquire() as connection, connection.transaction():
            await self.handoffs.insert(connection, agreed, HandoffState(state))
            handled = {written["id"]: FEELINGS}
            moved = (conversation, 0, Owner.BOT, Owner(state))
            step = Commit(*moved, [line], handled=handled, handoff_id=handoff, trace=TRACE)
            await commit(connection, step)
        return handoff


def service(pool: asyncpg.Pool, wire: Wire) -> SimpleNamespace:
    settings = Settings()
    customers = Customers(pool, wire, settings)
    words = IncidentWording(*reversed(wordings()))
    return SimpleNamespace(
        settings=settings,
        pool=pool,
        wire=wire,
        secret=uuid.uuid4().bytes * 2,
        api_token=uuid.uuid4().hex,
        handoffs=customers.handoffs,
        conversations=customers.conversations,
        waits=Waits(pool, Hours.always()),
        now=utc_now,
        customers=customers,
        promising=customers.promising,
        incidents=Incidents(pool, words),
        declaring=Declaring(pool),
    )
