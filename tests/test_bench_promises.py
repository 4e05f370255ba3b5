"""A small round of `python -m scripts.bench.promises`, on an embedded PostgreSQL of its own."""

from scripts.bench.promises import record, refunds_behind, waits_behind


async def test_a_leader_keeps_up_with_many_waits_and_refunds() -> None:
    async with record() as pool:
        assert await waits_behind(pool, 500, spread_s=5) < 10
        assert await refunds_behind(pool, 300) < 10
        untold = "SELECT count(*) FROM promises WHERE kind = 'start' AND state = 'broken' AND told_at IS NULL"
        assert await pool.fetchval(untold) == 0
        twice = "SELECT count(*) FROM messages WHERE author = 'system' GROUP BY conversation_id HAVING count(*) > 1"
        assert await pool.fetchval(twice) is None
