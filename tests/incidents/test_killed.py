"""The leader is killed in the middle of a push: the next one goes on, and nobody is told twice or not at all."""

import asyncio
import signal
import sys

from bot.conversation.clock import Clock
from bot.settings import ROOT
from tests.eventually import eventually
from tests.incidents.scene import Scene
from tests.promises.settled_before import Nobody

MANY = 150
START_S, TAKEOVER_S = 120.0, 15.0
HEARD = "SELECT count(*) FROM incident_told WHERE number = 2"
SAID = """
SELECT count(m.id) FROM incident_told t JOIN messages m USING (conversation_id)
WHERE t.number = 1 AND m.text LIKE '%water is gone%' GROUP BY t.conversation_id
"""


async def test_what_a_killed_leader_left_is_told_by_the_next_and_nothing_twice(scene: Scene, database_url: str) -> None:
    incident = await scene.declared()
    for _ in range(MANY):
        await scene.writes(await scene.opened())
    command = (sys.executable, "-W", "ignore", "-m", "tests.incidents.pushing_process", database_url)
    leader = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    clock = Clock(scene.pool, 0.1, Nobody(), scene.leader())

    async def more_than(count: int) -> bool:
        return bool(await scene.pool.fetchval(HEARD) > count)

    await scene.updated(incident, {"en": "The water is gone."})
    await eventually(lambda: more_than(5), START_S)
    leader.send_signal(signal.SIGKILL)
    await leader.wait()
    left = MANY - await scene.pool.fetchval(HEARD)
    clock.start()
    await eventually(lambda: more_than(MANY - 1), TAKEOVER_S)
    await asyncio.sleep(0.5)
    await clock.stop()
    assert left > 0, "killed too late to leave anything"
    assert [row["count"] for row in await scene.pool.fetch(SAID)] == [1] * MANY
