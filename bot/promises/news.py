"""The assistant's own word to write about a parcel that has no new day: kept by a line, as soon as there is a day, or
on the last evening with what is known then.

Such a promise is of kind "message", made by the bot, about an order; bot/promises/shop_check.py looks the order up. A
parcel that came before the moment keeps it too (in_the_shop.py), and so does a new day told in the conversation.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import asyncpg

from actions.saying import day
from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.conversation.reading import texts_heard
from bot.promises.ledger import OWN_WORD
from bot.promises.shop_check import LAST, OFTEN
from bot.promises.slipping import DAYTIME
from bot.promises.telling import Notice, tell
from bot.promises.updates import BATCH
from bot.responses.wording import Wording
from bot.vocabulary import Author, Owner, PromiseKind

TOLD_SINCE = f"""
UPDATE promises p SET owed = false, settled_at = coalesce(p.settled_at, $1), evidence = 'message ' || d.message_id,
    state = CASE WHEN p.state <> 'open' THEN p.state WHEN d.created_at <= p.due_at THEN 'kept' ELSE 'broken' END
FROM promises d WHERE {OWN_WORD} AND p.owed AND d.conversation_id = p.conversation_id AND d.kind = 'delivery'
    AND d.about->>'order_number' = p.about->>'order_number' AND d.created_at > p.created_at
"""
# In the last hours it is written though the shop has not answered: what we know then is the same.
DUE = f"""
SELECT p.id, p.about, p.expected_on, c.id AS conversation_id, c.version, c.language, c.owner
FROM promises p JOIN conversations c ON c.id = p.conversation_id
WHERE {OWN_WORD} AND p.owed AND p.told_at IS NULL AND p.state IN ('open', 'broken') AND (p.expected_on IS NOT NULL
    OR (p.due_at < $1::timestamptz + $2::interval
        AND (p.checked_at >= p.due_at - $2::interval OR p.due_at < $1 + $2 - 2 * $3::interval)))
ORDER BY p.due_at LIMIT $4
"""


class News:
    """Called by the clock's leader, after the shop was asked. By day only; a day that is named is promised."""

    def __init__(self, pool: asyncpg.Pool, zone: ZoneInfo, wording: Wording, announcer: Announcer) -> None:
        self._pool = pool
        self._zone = zone
        self._wording = wording
        self._announcer = announcer

    async def __call__(self, now: datetime) -> None:
        await self._pool.execute(TOLD_SINCE, now)
        if not DAYTIME[0] <= now.astimezone(self._zone).time() < DAYTIME[1]:
            return
        rows = await self._pool.fetch(DUE, now, LAST, OFTEN, BATCH)
        await tell(self._pool, self._announcer, [await self._notice(row) for row in rows], now)

    async def _notice(self, row: asyncpg.Record) -> Notice:
        heard = await texts_heard(self._pool, row["conversation_id"])
        expected, values = row["expected_on"], {"order_number": row["about"]["order_number"]}
        response, due = "utter_promise_news_none", None
        if expected:
            response, due = "utter_promise_news_day", datetime.combine(expected, time.max, self._zone).isoformat()
            values["expected"] = day(expected, row["language"])
        said = self._wording.line(response, row["language"], heard, **values)
        buttons = said.buttons if row["owner"] == Owner.BOT else []  # they ask for a person
        line = Outgoing(said.text, Author.SYSTEM, buttons=buttons, due=due)
        promise = (row["id"], row["conversation_id"], None, row["version"])
        return Notice(*promise, line, keeps=True, anew=PromiseKind.DELIVERY)
