"""Everything the program holds while it runs, built once and given to whoever needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg
from redis.asyncio import Redis

from actions import services
from actions.carrying_out import Unfinished, carry_out
from actions.connecting import services_on
from actions.order_action import SHOP_ZONE, shop_now
from actions.shop.chosen import leave, stock
from actions.shop.interface import Shop
from bot.conversation.action_runner import load_actions
from bot.conversation.announcer import Announcer
from bot.conversation.clock import Clock
from bot.conversation.conversations import Conversations
from bot.conversation.dialogue import Dialogue
from bot.conversation.hand_over import HandOver
from bot.conversation.hearing import Hearing
from bot.conversation.inbox import Inbox
from bot.conversation.listening import Patience
from bot.conversation.outage import Outage
from bot.conversation.rates import Rates
from bot.conversation.steps import Parts, Steps
from bot.conversation.turns import Turns
from bot.conversation.waiting_step import WaitingStep
from bot.handoff.opening import Opening
from bot.handoff.queue import Handoffs
from bot.handoff.waiting import Waiting
from bot.incidents.declaring import Declaring
from bot.incidents.listing import Incidents
from bot.incidents.pushing import IncidentPushes
from bot.incidents.telling import Telling
from bot.incidents.wording import IncidentWording
from bot.midnight import Midnight
from bot.now import Now, utc_now
from bot.promises.by_person import Promising
from bot.promises.follow_up_replies import FollowUpReplies
from bot.promises.follow_up_rules import load_rules
from bot.promises.follow_ups import FollowUps
from bot.promises.ledger import Ledger
from bot.promises.news import News
from bot.promises.settling import Passing, Settling
from bot.promises.shop_check import ShopCheck
from bot.promises.slipping import Slipping
from bot.promises.updates import Updates
from bot.recovery.compensations import Compensations
from bot.recovery.gesture_rules import load_gestures
from bot.recovery.gestures import Gestures, Till
from bot.responses.wording import Wording
from bot.settings import ROOT, Settings
from bot.store import postgres
from bot.store.keeper import Embedded, Keeper
from bot.store.lock_store import RedisLocks
from bot.store.wire import Wire
from bot.waits.quote import Waits

CLOSE_S = 5.0
REDIS_TIMEOUT_S = 1.0  # Redis only speeds things up: nobody waits longer than this for it


@dataclass(frozen=True)
class Keys:
    """`secret` signs tokens and sessions, `api_token` opens the desk API."""

    secret: bytes
    api_token: str


@dataclass
class Firstline:
    settings: Settings
    pool: asyncpg.Pool
    redis: Redis
    wire: Wire
    secret: bytes
    api_token: str
    conversations: Conversations
    handoffs: Handoffs
    waits: Waits
    ledger: Ledger
    promising: Promising
    incidents: Incidents
    declaring: Declaring
    dialogue: Dialogue
    turns: Turns
    clock: Clock
    keeper: Keeper
    shop: Shop
    now: Now = utc_now

    async def start(self) -> None:
        self.keeper.start()
        await self.wire.start()
        self.conversations.deliveries.start()
        self.clock.start()

    async def stop(self) -> None:
        await self.keeper.stop()
        await self.clock.stop()
        await self.turns.stop()
        await self.conversations.deliveries.stop()
        await self.wire.stop()
        await leave(self.shop)
        await self._close_pool()
        await self.redis.close()

    async def _close_pool(self) -> None:
        """A record that hangs must not keep the process from ending."""
        try:
            await postgres.within(CLOSE_S, self.pool.close())
        except TimeoutError:
            self.pool.terminate()


@dataclass(frozen=True)
class Servers:
    """Where the record and Redis are, and those of them that are embedded and ours to keep alive."""

    database_url: str
    redis_url: str
    embedded: Sequence[Embedded] = ()


async def build(settings: Settings, servers: Servers, model: Path, keys: Keys, now: Now = utc_now) -> Firstline:
    """Connects and wires up; `start` sets it going. The schema must be migrated. `now` must go with the record's."""
    pool = await postgres.connect(servers.database_url, settings.database_connections)
    redis = Redis.from_url(servers.redis_url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S)
    await stock(settings, pool, shop_now().date())
    given = services_on(pool, settings, now)
    services.use(given)
    waits, said = given.waits, given.wait_wording
    dialogue = Dialogue(model, load_actions(), settings.session_turns_max)
    await dialogue.understand("hello")  # loads the sentence model now, not while the first customer waits
    wire = Wire(redis)
    wording = Wording(dialogue.domain.responses)
    announcer = Announcer(wire, wording)
    ledger = Ledger(pool)
    compensations = Compensations(given.recovery.grants, given.recovery.catalogue, now)
    handoffs = Handoffs(pool, ledger, announcer, now)
    hand_over = HandOver(pool, Opening(waits, said, wording, now), handoffs, announcer, compensations)
    asking = load_rules(ROOT / "data" / "follow-ups.yml")
    replies = FollowUpReplies(pool, dialogue, announcer, hand_over, asking)
    incident_wording = IncidentWording(wording, said)
    telling = Telling(pool, incident_wording, now)
    waiting = WaitingStep(pool, Waiting(pool, waits, said, wording, now), handoffs, telling, announcer)
    parts = Parts(hand_over, waiting, replies, telling)
    hearing = Hearing(dialogue, Patience(settings.listen_quiet_s, settings.listen_most_s))
    steps = Steps(pool, hearing, announcer, parts)
    outage = Outage(announcer, settings.outage_notice_s)
    rates = Rates(settings.burst_messages, settings.refill_messages_per_s, settings.unanswered_max)
    turns = Turns(steps, RedisLocks(redis=redis), rates, outage, settings.listen_most_s)
    inbox = Inbox(pool, rates, settings.message_max_chars, now)
    conversations = Conversations(pool, inbox, announcer, turns, outage)
    updates = Updates(pool, waits, said, wording, announcer)
    unfinished = Unfinished(given.recovery.grants, given.recovery.remedies, shop_now)
    settling = Settling(pool, ShopCheck(pool, given.shop, SHOP_ZONE))
    slipping = Slipping(pool, given.hours, said, SHOP_ZONE, wording, announcer)
    follow_ups = FollowUps(pool, asking, timedelta(days=settings.follow_up_days), announcer)
    pushes = IncidentPushes(pool, telling, given.hours, announcer)
    ask_shop = carry_out(given.recovery.remedies, shop_now)
    till = Till(given.recovery.catalogue, given.recovery.grants, given.shop.find_order, ask_shop)
    giving = load_gestures(ROOT / "data" / "gestures.yml", given.recovery.catalogue.options)
    gestures = Gestures(pool, giving, asking, till, announcer)
    news = News(pool, SHOP_ZONE, wording, announcer)
    tell = (updates, slipping, news, pushes)
    due = (Midnight(settings, pool), settling, *tell, Passing(pool), follow_ups, unfinished, gestures)
    clock = Clock(pool, settings.clock_period_s, conversations, *due, now=now)
    return Firstline(
        settings=settings,
        pool=pool,
        redis=redis,
        wire=wire,
        secret=keys.secret,
        api_token=keys.api_token,
        conversations=conversations,
        handoffs=handoffs,
        waits=waits,
        ledger=ledger,
        promising=Promising(pool, handoffs, announcer, wording, said, now),
        incidents=Incidents(pool, incident_wording, now),
        declaring=Declaring(pool, now),
        dialogue=dialogue,
        turns=turns,
        clock=clock,
        keeper=Keeper(servers.embedded),
        shop=given.shop,
        now=now,
    )
