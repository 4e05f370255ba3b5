from datetime import datetime, timedelta

import asyncpg

from scripts.bench.day.simulated_time import SimulatedTime, simulated_record

START = datetime.fromisoformat("2026-11-23T08:00:00+00:00")
OPEN = "INSERT INTO conversations (id, channel) VALUES ($1, 'web') RETURNING created_at"


async def test_the_program_and_its_record_have_the_same_time(database_url: str) -> None:
    url = await simulated_record(database_url, "simulated_time", START)
    record, other = await asyncpg.connect(url), await asyncpg.connect(url)
    time = SimulatedTime(record, START)
    try:
        for moment in (START, START + timedelta(hours=1)):
            await time.to(moment)
            both = await other.fetchrow("SELECT now() AS n, clock_timestamp() AS c")
            assert (time.now(), both["n"], both["c"]) == (moment, moment, moment)
            assert await other.fetchval(OPEN, moment.isoformat()) == moment
    finally:
        await record.close()
        await other.close()
