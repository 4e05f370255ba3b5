"""Who is at the desk right now. Waits and routing count people seen within the last minute."""

import asyncpg


async def seen(pool: asyncpg.Pool, agent: str, slots: int) -> bool:
    """Notes that the agent's desk page is open; returns whether they take chats. New people do."""
    return await pool.fetchval(
        """INSERT INTO agent_presence (agent, seen_at, available, slots) VALUES ($1, now(), true, $2)
           ON CONFLICT (agent) DO UPDATE SET seen_at = now(), slots = $2 RETURNING available""",
        agent,
        slots,
    )


async def set_available(pool: asyncpg.Pool, agent: str, available: bool, slots: int) -> None:
    await pool.execute(
        """INSERT INTO agent_presence (agent, seen_at, available, slots) VALUES ($1, now(), $2, $3)
           ON CONFLICT (agent) DO UPDATE SET seen_at = now(), available = $2, slots = $3""",
        agent,
        available,
        slots,
    )
