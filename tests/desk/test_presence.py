import uuid

import asyncpg

from bot.desk import presence


async def test_somebody_new_takes_chats_and_a_choice_is_kept(pool: asyncpg.Pool) -> None:
    agent = uuid.uuid4().hex
    assert await presence.seen(pool, agent, slots=3) is True
    await presence.set_available(pool, agent, False, slots=3)
    assert await presence.seen(pool, agent, slots=2) is False
    row = await pool.fetchrow(
        "SELECT available, slots, now() - seen_at < '5 s' AS fresh FROM agent_presence WHERE agent = $1",
        agent,
    )
    assert dict(row) == {"available": False, "slots": 2, "fresh": True}
