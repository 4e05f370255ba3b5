"""What the desk may say, and that a repetition says it once."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import NotFound, WrongState
from bot.incidents.declaring import CannotBeSaid, Declaration, Said
from tests.incidents.scene import WHAT, Scene, soon


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"what": {}}, "what: in at least one of en, pl, cs, ru"),
        ({"doing": {"pl": "Pracujemy"}}, "doing: without what in pl"),
        ({"next_update_at": None}, "next_update_at"),
        ({"next_update_at": soon(2)}, "next_update_at"),
        ({"next_update_at": soon(60 * 24 * 8)}, "next_update_at"),
        ({"since": soon(30)}, "since"),
        ({"since": soon(-60 * 24 * 31)}, "since"),
        ({"affects": {"topics": ["weather"]}}, "affects.topics: weather unknown; known are track_order"),
    ],
)
async def test_what_cannot_be_said_is_named(scene: Scene, given: dict[str, Any], wrong: str) -> None:
    words = {"what": WHAT, "doing": {}, "next_update_at": soon()} | given
    about = {"since": soon(-5), "affects": {}} | {key: words.pop(key) for key in ("since", "affects") if key in words}
    with pytest.raises(CannotBeSaid, match=wrong):
        await scene.declaring.declare(Declaration(Said(**words), **about), "ola")
    assert await scene.incidents.list() == []


async def test_the_same_declaration_and_the_same_update_twice_are_one(scene: Scene) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    declared = Declaration(Said(WHAT, next_update_at=soon(), client_id=first), soon(-5), {})
    update = Said(WHAT, next_update_at=soon(120), client_id=second)
    for _ in range(2):
        assert await scene.declaring.declare(declared, "ola") == first
    await asyncio.gather(*(scene.declaring.update(first, update, "ola") for _ in range(3)))
    [incident] = await scene.incidents.list("open")
    assert (incident["id"], incident["number"]) == (first, 2)


async def test_what_is_closed_stays_closed(scene: Scene) -> None:
    incident = await scene.declared()
    await scene.declaring.close(incident, Said(), "ola")
    with pytest.raises(WrongState):
        await scene.updated(incident)
    with pytest.raises(NotFound):
        await scene.updated("nothing")
    assert await scene.incidents.list("open") == [] and len(await scene.incidents.list("closed")) == 1


async def test_the_desk_reads_every_step_and_the_words_in_all_languages(scene: Scene) -> None:
    incident = await scene.declared({"en": "The depot is flooded.", "cs": "Depo je pod vodou."})
    await scene.updated(incident, {"en": "The water is gone."})
    read = await scene.incidents.get(incident)
    assert [step["step"] for step in read["steps"]] == ["declared", "updated"]
    assert "The water is gone." in read["words"]["en"]["told"] and "pod vodou" not in read["words"]["cs"]["told"]
    assert "pod vodou" in read["words"]["cs"]["first"]
    assert set(read["words"]) == {"en", "pl", "cs", "ru"} and (read["told"], read["told_last"]) == (0, 0)
    assert read["next_update_at"] - read["said_at"] > timedelta(hours=1)
