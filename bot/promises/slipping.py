"""Words of persons and days of orders that will not hold: the customer hears it before, with a new time where there
is one. Waits for a person have their own rule (bot/promises/updates.py), and so has our own word to write (news.py)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import asyncpg

from actions.saying import day
from bot.conversation.announcer import Announcer
from bot.conversation.messages import Outgoing
from bot.conversation.reading import texts_heard
from bot.promises.ledger import OWN_WORD
from bot.promises.once_more import once_more
from bot.promises.shop_check import LAST, LEAD
from bot.promises.telling import Notice, tell
from bot.promises.updates import BATCH, UPDATES_MAX
from bot.responses.wording import Wording
from bot.vocabulary import Author, Owner, PromiseKind
from bot.waits.hours import Hours
from bot.waits.wording import WaitWording

PERSON_BEFORE = timedelta(minutes=2)  # a person who writes in these two minutes would have kept it
DAYTIME = (time(8), time(22))  # nobody is told about a parcel at night
NEW_DAY = {
    PromiseKind.DELIVERY: "utter_promise_delivery_moved",
    PromiseKind.REFUND: "utter_promise_refund_moved",
}
NO_DAY = {PromiseKind.DELIVERY: "utter_promise_delivery_open", PromiseKind.REFUND: "utter_promise_refund_open"}
DUE = f"""
SELECT p.id, p.kind, p.about, p.due_at, p.created_at, p.updates, p.handoff_id, p.expected_on, p.made_by,
    coalesce(u.display_name, p.made_by) AS shown, c.id AS conversation_id, c.version, c.language, c.owner,
    c.customer->>'zone' AS zone
FROM (SELECT *, {LEAD} AS lead FROM promises WHERE owed) p
JOIN conversations c ON c.id = p.conversation_id LEFT JOIN desk_users u ON u.name = p.made_by
WHERE p.owed AND p.told_at IS NULL AND p.state IN ('open', 'broken') AND (
    (p.kind = 'message' AND NOT ({OWN_WORD}) AND p.due_at < $1::timestamptz + $2::interval)
    OR ($5 AND p.kind IN ('refund', 'delivery') AND (
        p.expected_on > (p.due_at AT TIME ZONE $3)::date
        OR (p.due_at < $1::timestamptz + p.lead AND p.checked_at >= p.due_at - p.lead))))
ORDER BY p.due_at LIMIT $6
"""


class Slipping:
    """Called by the clock's leader, after the evidence was looked up."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        hours: Hours,
        wait_wording: WaitWording,
        zone: ZoneInfo,
        wording: Wording,
        announcer: Announcer,
    ) -> None:
        self._pool = pool
        self._hours = hours
        self._wait_wording = wait_wording
        self._zone = zone
        self._wording = wording
        self._announcer = announcer

    async def __call__(self, now: datetime) -> None:
        local = now.astimezone(self._zone)
        by_day = DAYTIME[0] <= local.time() < DAYTIME[1]
        rows = await self._pool.fetch(DUE, now, PERSON_BEFORE, self._zone.key, LAST, by_day, BATCH)
        notices = [await self._notice(row, local) for row in rows]
        await tell(self._pool, self._announcer, notices, now)

    async def _notice(self, row: asyncpg.Record, now: datetime) -> Notice:
        heard = await texts_heard(self._pool, row["conversation_id"])
        line = self._of_person(row, heard, now) if row["kind"] == PromiseKind.MESSAGE else self._of_shop(row, heard)
        return Notice(row["id"], row["conversation_id"], row["handoff_id"], row["version"], line)

    def _of_person(self, row: asyncpg.Record, heard: Sequence[str], now: datetime) -> Outgoing:
        if row["updates"] >= UPDATES_MAX:
            return self._line("utter_promise_person_other_way", row, heard, None)
        due = once_more(row["created_at"], row["due_at"], now, self._hours)
        by = self._wait_wording.moment(due, now, row["language"], row["zone"])
        return self._line("utter_promise_person_later", row, heard, due, by=by)

    def _of_shop(self, row: asyncpg.Record, heard: Sequence[str]) -> Outgoing:
        promised, expected = row["due_at"].astimezone(self._zone).date(), row["expected_on"]
        days = {"promised": day(promised, row["language"])}
        if row["updates"] >= UPDATES_MAX or expected is None or expected <= promised:
            return self._line(NO_DAY[row["kind"]], row, heard, None, **days)
        due = datetime.combine(expected, time.max, self._zone)
        days["expected"] = day(expected, row["language"])
        return self._line(NEW_DAY[row["kind"]], row, heard, due, **days)

    def _line(
        self, response: str, row: asyncpg.Record, heard: Sequence[str], due: datetime | None, **values: str
    ) -> Outgoing:
        values |= {"agent": row["shown"], "order_number": (row["about"] or {}).get("order_number", "")}
        said = self._wording.line(response, row["language"], heard, **values)
        buttons = said.buttons if row["owner"] == Owner.BOT else []  # they ask for a person
        return Outgoing(said.text, Author.SYSTEM, buttons=buttons, due=due.isoformat() if due else None)
