"""Said first to whom it affects, once for each step, together with the answer or not at all."""

from datetime import timedelta

import pytest

from bot.conversation.messages import Outgoing
from bot.conversation.outbox import Commit, Stale
from bot.incidents.declaring import Said
from bot.incidents.incident import Who
from bot.incidents.telling import Telling, commit_telling
from bot.vocabulary import Owner
from tests.incidents.scene import ANSWER, Scene, soon

WHOEVER = Who(frozenset(), "en")
NO_RECORD = WORDS = None


async def test_the_next_turn_of_whom_it_affects_begins_with_it(scene: Scene) -> None:
    await scene.declared(topics=["late_delivery", "track_order"])
    anna = await scene.opened()
    notice, answer = await scene.writes(anna, "late_delivery")
    assert "The depot in Lodz is flooded." in notice and answer == ANSWER


async def test_nobody_else_hears_of_it(scene: Scene) -> None:
    await scene.declared(topics=["late_delivery"], languages=["pl"])
    anna, ola = await scene.opened("en"), await scene.opened("pl")
    assert await scene.writes(anna, "late_delivery") == [ANSWER]
    assert await scene.writes(ola, "get_invoice") == [ANSWER]


async def test_nothing_is_said_twice(scene: Scene) -> None:
    incident, anna = await scene.declared(), await scene.opened()
    assert len(await scene.writes(anna)) == 2
    assert await scene.writes(anna) == [ANSWER]
    await scene.updated(incident, {"en": "The water is gone."})
    notice, _ = await scene.writes(anna, "get_invoice")
    assert "The water is gone." in notice
    await scene.tick()
    assert await scene.writes(anna) == [ANSWER]
    assert len([text for text in await scene.told(anna) if text != ANSWER]) == 2


async def test_two_incidents_are_told_in_the_order_they_were_declared(scene: Scene) -> None:
    await scene.declared({"en": "First thing."})
    await scene.declared({"en": "Second thing."})
    first, second, answer = await scene.writes(await scene.opened())
    assert "First thing." in first and "Second thing." in second and answer == ANSWER


async def test_danger_comes_before_any_other_word(scene: Scene) -> None:
    await scene.declared()
    anna = await scene.opened()
    assert await scene.writes(anna, danger=True) == [ANSWER]
    assert len(await scene.writes(anna)) == 2


async def test_a_drill_is_written_down_and_not_said(scene: Scene) -> None:
    incident, anna = await scene.declared(drill=True), await scene.opened()
    assert await scene.writes(anna) == [ANSWER]
    [heard] = (await scene.incidents.get(incident))["heard"]
    assert (heard["conversation_id"], heard["message_id"]) == (anna, None) and "flooded" in heard["text"]
    assert await scene.promises(anna) == []


async def test_the_next_update_is_in_the_ledger_and_kept_by_it(scene: Scene) -> None:
    first, second = soon(60), soon(120)
    incident, anna = await scene.declared(next_update_at=first), await scene.opened()
    await scene.writes(anna)
    [promise] = await scene.promises(anna)
    assert (promise["state"], promise["due_at"], promise["about"]) == ("open", first, {"incident": incident})
    await scene.updated(incident, minutes=120)
    await scene.tick()
    kept, new = await scene.promises(anna)
    assert (kept["state"], kept["owed"], new["state"]) == ("kept", False, "open")
    assert abs(new["due_at"] - second) < timedelta(seconds=5)


async def test_an_incident_that_goes_on_meanwhile_is_read_again(scene: Scene) -> None:
    """Either all of a step is stored or nothing: a killed worker leaves no half of it."""
    incident, anna = await scene.declared(), await scene.opened()
    conversation = await scene.wrote(anna)
    notices = await scene.telling.before(conversation, WHOEVER)
    await scene.updated(incident)
    step = Commit(anna, conversation.version, Owner.BOT, Owner.BOT, [Outgoing(ANSWER)])
    with pytest.raises(Stale):
        async with scene.pool.acquire() as connection, connection.transaction():
            await commit_telling(connection, step, notices)
    assert await scene.told(anna) == [] and await scene.promises(anna) == []


async def test_without_an_open_incident_nothing_more_is_read(scene: Scene) -> None:
    await scene.declaring.close(await scene.declared(), Said(), "ola")
    conversation = await scene.wrote(await scene.opened())
    assert conversation.incidents == ()
    assert await Telling(NO_RECORD, WORDS).before(conversation, WHOEVER) == []
