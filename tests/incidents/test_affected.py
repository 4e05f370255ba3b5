"""The matter of somebody whose message makes no turn is what they have written about so far."""

from dataclasses import replace

from bot.incidents.affected import who_waits
from tests.incidents.scene import Scene


async def test_what_they_wrote_about_before_counts(scene: Scene) -> None:
    anna = await scene.opened()
    await scene.writes(anna, "late_delivery")
    await scene.declared(topics=["late_delivery"])
    conversation = await scene.wrote(anna, "how long?")
    who = await who_waits(scene.pool, conversation, {"intent": "ask_wait_time"}, "en", danger=False)
    assert who.topics == {"late_delivery", "ask_wait_time"}
    [notice] = await scene.telling.before(conversation, who)
    assert "flooded" in notice.line.text
    assert await scene.telling.before(conversation, replace(who, danger=True)) == []


async def test_the_person_at_the_desk_reads_what_the_customer_has_not_heard(scene: Scene) -> None:
    whose = await scene.desk.waiting()
    incident = await scene.declared()
    told = (
        "INSERT INTO incident_told (incident_id, conversation_id, number, language, text) VALUES ($1, $2, 1, 'en', '')"
    )
    await scene.pool.execute(told, incident, whose)
    assert [one["heard"] for one in (await scene.desk.handoffs.get(whose))["incidents"]] == [True]
    await scene.desk.handoffs.claim(whose, "ola")
    await scene.updated(incident, {"en": "The water is gone."})
    await scene.tick()
    [one] = (await scene.desk.handoffs.get(whose))["incidents"]
    assert (one["heard"], one["what"]) == (False, {"en": "The water is gone."})
