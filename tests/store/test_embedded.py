from pathlib import Path

import asyncpg
import redis

from bot.store.embedded import EmbeddedRedis


async def test_the_record_speaks_json(pool: asyncpg.Pool) -> None:
    assert await pool.fetchval("SELECT $1::jsonb", {"ż": [1, None]}) == {"ż": [1, None]}


def test_redis_started_twice_is_one_server(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path / "redis")
    client = redis.from_url(server.start())
    try:
        client.set("kept", "yes")
        assert redis.from_url(server.start()).get("kept") == b"yes"
    finally:
        server.stop()


def test_redis_in_a_very_deep_folder_still_gets_a_socket(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path / ("d" * 90) / "redis")
    try:
        assert redis.from_url(server.start()).ping()
    finally:
        server.stop()
