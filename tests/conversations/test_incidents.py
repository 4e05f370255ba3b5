"""An incident in real chats: said first, whatever the bot answers then, and never before a warning of danger."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ComponentDown
from bot.incidents.declaring import Declaration, Said
from bot.incidents.pushing import IncidentPushes
from bot.service import Firstline
from tests.conversations.chat import Chat

FORGET = "TRUNCATE incidents CASCADE"
WHAT = {
    "en": "The depot in Lodz is flooded.",
    "pl": "Magazyn w Łodzi jest zalany.",
    "cs": "Sklad v Lodži je zatopený.",
    "ru": "Склад в Лодзи затоплен.",
}


@pytest.fixture(autouse=True)
async def no_incident(firstline: Firstline) -> AsyncIterator[None]:
    await firstline.pool.execute(FORGET)
    yield
    await firstline.pool.execute(FORGET)


async def declared(chat: Chat, **affects: list[str]) -> str:
    now = datetime.now(UTC)
    said = Said(WHAT, next_update_at=now + timedelta(hours=1))
    return await chat.firstline.declaring.declare(Declaration(said, now - timedelta(hours=1), affects), "ola")


async def test_before_the_acknowledgement_and_once(chat: Chat) -> None:
    await declared(chat, topics=["late_delivery"])
    await chat.plays(
        ("My parcel is late again.", WHAT["en"], "utter_incident_next", "utter_acknowledge_late_delivery"),
        ("FL-10002, anna@example.com", "utter_order_late"),
    )
    assert [line["text"] for line in chat.lines if WHAT["en"] in line["text"]] != []
    assert sum(WHAT["en"] in line["text"] for line in chat.lines) == 1


async def test_who_asks_something_else_hears_nothing(chat: Chat) -> None:
    await declared(chat, topics=["late_delivery"])
    heard = await chat.says("Can I get an invoice?")
    assert heard and not any(WHAT["en"] in line["text"] for line in heard)


async def test_in_polish(czat: Chat) -> None:
    await declared(czat, topics=["late_delivery"])
    await czat.plays(("Moja paczka się spóźnia.", WHAT["pl"], "utter_acknowledge_late_delivery"))


async def test_in_czech(hovor: Chat) -> None:
    await declared(hovor, topics=["late_delivery"])
    await hovor.plays(("Můj balík má zpoždění.", WHAT["cs"], "utter_acknowledge_late_delivery"))


async def test_in_russian(razgovor: Chat) -> None:
    await declared(razgovor, topics=["late_delivery"])
    await razgovor.plays(("Моя посылка опаздывает.", WHAT["ru"], "utter_acknowledge_late_delivery"))


async def test_who_asks_for_a_person_hears_it_first_too(chat: Chat, somebody_is_free: None) -> None:
    await declared(chat)
    await chat.plays(("I want to talk to a person", WHAT["en"], "utter_handover_asked"))


async def test_who_waits_for_a_person_hears_it_with_the_next_answer(chat: Chat, somebody_is_free: None) -> None:
    await chat.says("My parcel is late.")
    await chat.says("I want to talk to a person")
    await declared(chat, topics=["late_delivery"])
    first, *_ = await chat.says("How long will it take?")
    assert WHAT["en"] in first["text"] and await chat.owner() == "waiting"


async def test_a_warning_of_danger_comes_first(chat: Chat, somebody_is_free: None) -> None:
    await declared(chat)
    heard = await chat.says("The charger caught fire and there is smoke in the room!")
    assert heard and not any(WHAT["en"] in line["text"] for line in heard)


async def test_when_the_turn_fails_it_is_said_before_the_person_is_announced(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await declared(chat)

    async def down(*arguments: object) -> None:
        raise ComponentDown("the shop")

    monkeypatch.setattr(chat.firstline.dialogue, "turn", down)
    first, second, *_ = await chat.says("Where is my order?")
    assert WHAT["en"] in first["text"] and WHAT["en"] not in second["text"]
    assert await chat.owner() != "bot"


async def test_the_clock_brings_the_last_word(chat: Chat) -> None:
    incident = await declared(chat)
    await chat.says("Hello")
    await chat.firstline.declaring.close(incident, Said({"en": "The road is dry again."}), "ola")
    [pushes] = [due for due in chat.firstline.clock._due if isinstance(due, IncidentPushes)]
    for _ in range(2):
        await pushes(datetime.now(UTC))
    [line] = [line for line in await chat.firstline.conversations.history(chat.id) if "dry again" in line["text"]]
    assert line["author"] == "bot"
    assert [promise["state"] for promise in await chat.promises()] == ["kept"]


async def test_an_order_the_customer_has_shown_to_be_theirs(chat: Chat) -> None:
    await declared(chat, orders=["FL-10002"])
    first = await chat.says("Where is my order FL-10002?")
    then = await chat.says("anna@example.com")
    assert not any(WHAT["en"] in line["text"] for line in first)
    assert WHAT["en"] in then[0]["text"] and len(then) > 1
