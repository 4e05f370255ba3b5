"""Each step reaches those who were told of an earlier one, once, whoever leads, and never over a person."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.incidents.declaring import Said
from bot.incidents.incident import Incident
from bot.incidents.telling import Notice
from bot.promises.settling import Passing
from bot.vocabulary import LANGUAGES, HandoffState, Owner
from tests.incidents.scene import ANSWER, Scene, soon

HUMAN = "UPDATE conversations SET owner = 'human' WHERE id = $1"
BOT = "UPDATE conversations SET owner = 'bot' WHERE id = $1"
WROTE = """
INSERT INTO messages (id, conversation_id, seq, author, text, delivery)
SELECT $1 || '-person', id, last_seq + 1, 'human', 'I have just read it.', 'pending' FROM conversations WHERE id = $1
"""


async def pushed(scene: Scene, whose: str) -> list[str]:
    """What the customer heard besides the first turn."""
    return (await scene.told(whose))[2:]


async def hears(scene: Scene, language: str = "en") -> str:
    whose = await scene.opened(language)
    assert len(await scene.writes(whose)) == 2
    return whose


async def test_an_update_reaches_those_who_were_told_and_nobody_else(scene: Scene) -> None:
    incident = await scene.declared()
    anna, ola = await hears(scene), await scene.opened()
    await scene.tick()
    assert await pushed(scene, anna) == []
    await scene.updated(incident, {"en": "The water is gone."})
    for _ in range(3):
        await scene.tick()
    [line] = await pushed(scene, anna)
    assert "The water is gone." in line and await scene.told(ola) == []


async def test_two_leaders_say_it_once(scene: Scene) -> None:
    incident = await scene.declared()
    customers = [await hears(scene) for _ in range(20)]
    await scene.updated(incident)
    now = datetime.now(UTC)
    await asyncio.gather(*(scene.leader()(now) for _ in range(3)))
    await scene.tick()
    assert [len(await pushed(scene, one)) for one in customers] == [1] * 20


async def test_a_leader_that_dies_leaves_nothing_half_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    incident, dying = await scene.declared(), scene.leader()
    customers = [await hears(scene) for _ in range(3)]
    await scene.updated(incident)

    async def killed(messages: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dying, "_announcer", type("Dead", (), {"messages": staticmethod(killed)}))
    with pytest.raises(KeyboardInterrupt):
        await dying(datetime.now(UTC))
    await scene.tick()
    assert [len(await pushed(scene, one)) for one in customers] == [1] * 3


@pytest.mark.parametrize("language", LANGUAGES)
async def test_closing_sends_the_last_word_in_every_language(scene: Scene, language: str) -> None:
    incident = await scene.declared()
    whose = await hears(scene, language)
    await scene.declaring.close(incident, Said({language: "Ende gut."}), "ola")
    await scene.tick()
    await scene.tick()
    [line] = await pushed(scene, whose)
    assert "Ende gut." in line
    assert await scene.writes(whose) == [ANSWER]
    [promise] = await scene.promises(whose)
    assert (promise["state"], promise["owed"]) == ("kept", False)


async def test_while_a_person_speaks_the_assistant_is_silent_and_the_desk_sees_it(scene: Scene) -> None:
    incident = await scene.declared()
    anna = await hears(scene)
    await scene.pool.execute(HUMAN, anna)
    await scene.updated(incident, {"en": "The water is gone."})
    await scene.tick()
    assert await pushed(scene, anna) == []
    [behind] = (await scene.incidents.get(incident))["behind"]
    assert (behind["conversation_id"], behind["owner"]) == (anna, "human")
    await scene.pool.execute(BOT, anna)
    await scene.tick()
    [line] = await pushed(scene, anna)
    assert "The water is gone." in line


async def test_a_person_who_writes_after_the_update_keeps_the_promise(scene: Scene) -> None:
    incident = await scene.declared()
    anna = await hears(scene)
    await scene.pool.execute(HUMAN, anna)
    await scene.updated(incident)
    await scene.tick()
    assert (await scene.promises(anna))[0]["state"] == "open"
    await scene.pool.execute(WROTE, anna)
    await scene.tick()
    [promise] = await scene.promises(anna)
    assert (promise["state"], promise["evidence"]) == ("kept", f"message {anna}-person")


async def test_who_waits_for_a_person_is_told_and_keeps_waiting(scene: Scene) -> None:
    incident, whose = await scene.declared(), await scene.desk.waiting(state=HandoffState.WAITING)
    told = (
        "INSERT INTO incident_told (incident_id, conversation_id, number, language, text) VALUES ($1, $2, 1, 'en', '')"
    )
    await scene.pool.execute(told, incident, whose)
    await scene.updated(incident, {"en": "The water is gone."})
    await scene.tick()
    assert "The water is gone." in (await scene.told(whose))[-1]
    row = await scene.desk.row(whose)
    assert (row["owner"], row["state"]) == (Owner.WAITING, HandoffState.WAITING)


async def test_who_is_being_answered_hears_it_in_the_answer(scene: Scene) -> None:
    incident = await scene.declared()
    anna = await hears(scene)
    await scene.wrote(anna)
    await scene.updated(incident)
    await scene.tick()
    assert await pushed(scene, anna) == []


async def test_an_update_that_does_not_come_is_told_before_its_time_with_a_new_one(scene: Scene) -> None:
    due = soon(60)
    await scene.declared(next_update_at=due)
    anna = await hears(scene)
    await scene.tick(due - timedelta(minutes=5))
    assert await pushed(scene, anna) == []
    for _ in range(2):
        await scene.tick(due - timedelta(seconds=90))
    [line] = await pushed(scene, anna)
    assert "news about the disruption" in line
    old, new = await scene.promises(anna)
    assert (old["state"], old["owed"], new["state"], new["updates"]) == ("updated", False, "open", 1)
    assert new["due_at"] >= due + timedelta(minutes=55)


async def test_two_leaders_give_one_new_time(scene: Scene) -> None:
    due = soon(60)
    incident = await scene.declared(next_update_at=due)
    anna = await hears(scene)
    late = due - timedelta(seconds=90)
    await asyncio.gather(*(scene.leader()(late) for _ in range(3)))
    assert [step["step"] for step in (await scene.incidents.get(incident))["steps"]] == ["declared", "late"]
    await scene.tick(late)
    assert len(await pushed(scene, anna)) == 1


async def test_the_third_time_no_time_is_named_and_it_stays_owed(scene: Scene) -> None:
    incident = await scene.declared()
    anna = await hears(scene)
    for _ in range(4):
        due = (await scene.incidents.get(incident))["next_update_at"]
        await scene.tick((due or soon(6000)) - timedelta(seconds=90))
    lines = await pushed(scene, anna)
    assert len(lines) == 3 and "e-mail" in lines[-1]
    *_, last = await scene.promises(anna)
    assert (last["state"], last["owed"]) == ("updated", True)
    await scene.updated(incident)
    await scene.tick()
    assert not [promise for promise in (await scene.promises(anna))[:3] if promise["owed"]]


async def test_a_time_that_passed_without_us_is_broken(scene: Scene) -> None:
    await scene.declared()
    anna = await hears(scene)
    await Passing(scene.pool)(soon(90))
    [promise] = await scene.promises(anna)
    assert (promise["state"], promise["owed"]) == ("broken", True)


async def test_a_drill_goes_through_every_step_and_nobody_hears_it(scene: Scene) -> None:
    incident, anna = await scene.declared(drill=True), await scene.opened("pl")
    await scene.writes(anna)
    await scene.updated(incident)
    await scene.tick()
    await scene.declaring.close(incident, Said(), "ola")
    await scene.tick()
    assert await scene.told(anna) == [ANSWER]
    heard = (await scene.incidents.get(incident))["heard"]
    assert [(one["number"], one["conversation_id"], one["message_id"]) for one in heard] == [
        (3, anna, None),
        (2, anna, None),
        (1, anna, None),
    ]
    assert await scene.promises(anna) == []


async def test_whom_a_line_fails_for_holds_up_nobody(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    incident, leader = await scene.declared(), scene.leader()
    customers = sorted([await hears(scene) for _ in range(3)])
    await scene.updated(incident)
    notice, tried = leader._notice, []

    async def broken(of: Incident, row: asyncpg.Record, owner: Owner) -> Notice:
        if row["conversation_id"] == customers[0]:
            tried.append(owner)
            raise ValueError("no words for them")
        return await notice(of, row, owner)

    monkeypatch.setattr(leader, "_notice", broken)
    for _ in range(2):
        await leader(datetime.now(UTC))
    assert [len(await pushed(scene, one)) for one in customers] == [0, 1, 1]
    assert len(tried) == 1  # not every second: it would fail and be logged every second
    await scene.tick()
    assert len(await pushed(scene, customers[0])) == 1


async def test_an_incident_without_a_new_time_holds_up_no_other(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    due, leader = soon(60), scene.leader()
    await scene.declared({"en": "The first."}, next_update_at=due)
    second = await scene.declared({"en": "The second."}, next_update_at=due)
    anna = await scene.opened()
    await scene.writes(anna)
    another_time = leader._another_time

    def broken(row: asyncpg.Record, now: datetime) -> datetime | None:
        if row["id"] != second:
            raise ValueError("no hours")
        return another_time(row, now)

    monkeypatch.setattr(leader, "_another_time", broken)
    await leader(due - timedelta(seconds=90))
    assert (await scene.incidents.get(second))["step"] == "late"
    assert len(await scene.told(anna)) == 4
