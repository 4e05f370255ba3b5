"""Thousands of promises due within a minute, worked off by one leader on a real record: how far does it fall behind?

`python -m scripts.bench.promises` makes 10,000 waits that end within a minute and 10,000 refunds that fall due at one
midnight. Behind is the time between the moment a promise had to be dealt with and the moment it was: a wait before
its time (BEFORE_S of bot/waits/restating.py), a refund at its time.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from actions.saying import SHOP_ZONE
from actions.shop.demo import DemoShop
from actions.shop.seed import seed
from bot.conversation.announcer import Announcer
from bot.promises.settling import Passing, Settling
from bot.promises.shop_check import ShopCheck
from bot.promises.updates import Updates
from bot.responses.importer import read_responses
from bot.responses.wording import Wording
from bot.settings import ROOT
from bot.store import embedded, postgres
from bot.store.wire import Wire
from bot.waits.hours import Hours
from bot.waits.phrases import load_phrases
from bot.waits.quote import Waits
from bot.waits.restating import BEFORE_S
from bot.waits.wording import WaitWording
from scripts.bench.figures import Row, Target

MANY = 10_000
SPREAD_S = 60.0
AGENTS, SLOTS = 12, 3
PERIOD_S = 1.0  # as the clock's
CUSTOMERS = """
INSERT INTO conversations (id, channel, owner, handoff_id, language, last_seq)
SELECT p || n, 'web', CASE p WHEN 'w' THEN 'waiting' ELSE 'bot' END, CASE p WHEN 'w' THEN p || n END,
    (ARRAY['en', 'pl', 'cs', 'ru'])[1 + n % 4], 3
FROM generate_series(1, $1::int) n, (VALUES ($2::text)) AS kind(p)
"""
SAID = """
INSERT INTO messages (id, conversation_id, seq, author, text, delivery)
SELECT c.id || '-' || n, c.id, n, 'bot', 'A line that was said before, number ' || n, 'delivered'
FROM conversations c, generate_series(1, 3) n
"""
HANDED_OVER = """
INSERT INTO handoffs (id, conversation_id, lane, state, language, contract, created_at)
SELECT id, id, 'normal', 'waiting', language, '{}', now() - interval '10 min' FROM conversations WHERE id LIKE 'w%'
"""
WAITS = """
INSERT INTO promises (id, conversation_id, handoff_id, text, due_at, made_by, kind, created_at)
SELECT c.id, c.id, c.id, 'soon', $1::timestamptz + random() * make_interval(secs => $2), 'bot', 'start',
    now() - interval '10 min' FROM conversations c WHERE id LIKE 'w%'
"""
REFUNDS = """
INSERT INTO promises (id, conversation_id, text, due_at, made_by, kind, about, checked_at)
SELECT c.id, c.id, 'by midnight', $1, 'bot', 'refund', jsonb_build_object('order_number', o.number, 'email', o.email),
    $1::timestamptz - interval '5 min'
FROM (SELECT id, row_number() OVER () AS n FROM conversations WHERE id LIKE 'r%') c
JOIN (SELECT number, email, row_number() OVER () AS n, count(*) OVER () AS most FROM demo_shop.orders) o
    ON o.n = 1 + c.n % o.most
"""
PEOPLE = """
INSERT INTO agent_presence SELECT 'a' || n, now() + interval '1 hour', true, $2 FROM generate_series(1, $1::int) n
"""
CHATS = """
INSERT INTO conversations (id, channel, owner) SELECT 'h' || n, 'web', 'human' FROM generate_series(1, $1::int) n;
"""
HELD = """
INSERT INTO handoffs (id, conversation_id, lane, state, language, contract, agent, claimed_at, created_at)
SELECT 'h' || n, 'h' || n, 'normal', 'human', 'en', '{}', 'a' || 1 + n % $2, now() - interval '3 min', now()
FROM generate_series(1, $1::int) n
"""
BEHIND = """
SELECT max(extract(epoch FROM coalesce(m.at, $1) - (p.due_at - make_interval(secs => $2))))::float
FROM promises p LEFT JOIN messages m ON m.conversation_id = p.conversation_id AND m.author = 'system' AND m.seq = 4
WHERE p.id LIKE 'w%'
"""
OPEN = "SELECT count(*) FROM promises WHERE state = 'open' AND id LIKE $1 AND updates = 0"


@asynccontextmanager
async def record() -> AsyncIterator[asyncpg.Pool]:
    """An embedded PostgreSQL of its own, migrated, with the demo shop."""
    with tempfile.TemporaryDirectory() as directory:
        server = embedded.EmbeddedPostgres(Path(directory) / "postgres")
        url = server.start()
        postgres.migrate(url)
        pool = await postgres.connect(url, 10)
        try:
            await seed(pool, datetime.now(SHOP_ZONE).date())
            yield pool
        finally:
            await pool.close()
            server.stop()


async def waits_behind(pool: asyncpg.Pool, count: int, spread_s: float = SPREAD_S) -> float:
    """Seconds the leader was behind at most with so many waits that end within `spread_s`."""
    await pool.execute(CUSTOMERS, count, "w")
    await pool.execute(SAID)
    await pool.execute(HANDED_OVER)
    await pool.execute(PEOPLE, AGENTS, SLOTS)
    await pool.execute(CHATS.replace("$1", str(AGENTS * SLOTS)))
    await pool.execute(HELD, AGENTS * SLOTS, AGENTS)
    await pool.execute(WAITS, datetime.now(UTC) + timedelta(seconds=BEFORE_S), spread_s)
    responses = Wording(read_responses(ROOT / "data" / "responses"))
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
    updates = Updates(pool, Waits(pool, Hours.always()), said, responses, Announcer(Wire(None), responses))
    ended = await _work(pool, "w%", updates, Passing(pool))
    return float(await pool.fetchval(BEHIND, ended, BEFORE_S))


async def refunds_behind(pool: asyncpg.Pool, count: int) -> float:
    """The same with days that end at one midnight: the shop is asked about each order once more."""
    await pool.execute(CUSTOMERS, count, "r")
    due = datetime.now(UTC)
    await pool.execute(REFUNDS, due)
    shop = DemoShop(pool, now=lambda: datetime.now(SHOP_ZONE))
    settling = Settling(pool, ShopCheck(pool, shop, SHOP_ZONE))
    return (await _work(pool, "r%", settling, Passing(pool)) - due).total_seconds()


async def _work(pool: asyncpg.Pool, whose: str, *due: Callable[[datetime], Awaitable[None]]) -> datetime:
    """As the clock does, until nothing is open that was at the start. The moment it was done."""
    ends = time.monotonic() + 10 * SPREAD_S
    while time.monotonic() < ends and await pool.fetchval(OPEN, whose):
        for one in due:
            await one(datetime.now(UTC))
        await asyncio.sleep(PERIOD_S)
    return datetime.now(UTC)


async def figures(count: int = MANY) -> list[Row]:
    async with record() as pool:
        waits = await waits_behind(pool, count)
        refunds = await refunds_behind(pool, count)
    return [
        Row(f"{count:,} waits due within a minute, behind at most", "s", waits, None, Target(10, "value")),
        Row(f"{count:,} refunds due at one midnight, behind at most", "s", refunds, None, Target(10, "value")),
    ]


def main() -> int:
    rows = asyncio.run(figures(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
    for row in rows:
        print(f"{row.name}: {row.ours:.1f} {row.unit} ({row.target}) {'met' if row.met else 'NOT MET'}")
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
