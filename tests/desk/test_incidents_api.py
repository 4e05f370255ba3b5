"""Incidents at the desk: the API as its description says, and the page for people."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import jsonschema
import pytest
from desk_server import Desk

from bot.desk.incidents_page import said_at, whom
from bot.desk.openapi import description
from bot.incidents.incident import KNOWN_TOPICS

FORGET = "TRUNCATE incidents CASCADE"
TOLD = """
INSERT INTO incident_told (incident_id, conversation_id, number, language, text)
VALUES ($1, $2, 1, 'pl', 'Magazyn <jest> zalany.')
"""
OPEN = "INSERT INTO conversations (id, channel, owner) VALUES ($1, 'web', 'human')"


@pytest.fixture(autouse=True)
async def no_incident(desk: Desk) -> AsyncIterator[None]:
    await desk.firstline.pool.execute(FORGET)
    yield
    await desk.firstline.pool.execute(FORGET)


def at(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


def given(**more: Any) -> dict[str, Any]:
    what = {"en": "The depot in Lodz is flooded.", "pl": "Magazyn w Łodzi jest zalany."}
    return {"what": what, "since": at(-30), "next_update_at": at(60)} | more


async def declared(desk: Desk, **more: Any) -> dict[str, Any]:
    status, incident = await desk.call("POST", "/api/incidents", given(**more))
    assert status == 200, incident
    return dict(incident)


async def somebody_told(desk: Desk, incident: str) -> str:
    whose = uuid.uuid4().hex
    await desk.firstline.pool.execute(OPEN, whose)
    await desk.firstline.pool.execute(TOLD, incident, whose)
    return whose


async def test_declared_updated_closed(desk: Desk) -> None:
    client_id = str(uuid.uuid4())
    first, again = [await declared(desk, client_id=client_id, agent="ola") for _ in range(2)]
    assert (first["id"], again["number"], first["made_by"], first["state"]) == (client_id, 1, "ola", "open")
    assert "flooded" in first["words"]["en"]["first"]
    path = f"/api/incidents/{client_id}"
    update = {"what": {"en": "The water is gone."}, "next_update_at": at(120), "client_id": str(uuid.uuid4())}
    for _ in range(2):
        status, updated = await desk.call("POST", f"{path}/updates", update)
        assert (status, updated["number"], updated["step"]) == (200, 2, "updated")
    status, closed = await desk.call("POST", f"{path}/close")
    assert (status, closed["state"], closed["words"]["en"]["first"]) == (200, "closed", None)
    status, answer = await desk.call("POST", f"{path}/updates", update | {"client_id": str(uuid.uuid4())})
    assert (status, answer["error"]["state"]) == (409, "closed")
    assert (await desk.call("GET", "/api/incidents?state=open"))[1] == {"incidents": []}
    [listed] = (await desk.call("GET", "/api/incidents?state=closed"))[1]["incidents"]
    assert listed["id"] == client_id


async def test_what_is_read_is_what_the_description_says(desk: Desk) -> None:
    incident = await declared(desk, affects={"topics": ["late_delivery"], "languages": ["pl"], "orders": ["FL-1"]})
    whose = await somebody_told(desk, incident["id"])
    status, read = await desk.call("GET", f"/api/incidents/{incident['id']}")
    assert (status, read["told"], [one["conversation_id"] for one in read["heard"]]) == (200, 1, [whose])
    schema = {"$ref": "#/components/schemas/IncidentRead", "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(read)


def test_the_description_knows_the_topics() -> None:
    topics = description()["components"]["schemas"]["Incident"]["properties"]["affects"]["properties"]["topics"]
    assert tuple(topics["items"]["enum"]) == KNOWN_TOPICS


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"what": {}}, "what: in at least one of"),
        ({"what": {"en": " \u200b"}}, "what"),
        ({"what": {"de": "Überflutet"}}, "what"),
        ({"what": "flooded"}, "what"),
        ({"doing": {"cs": "Pracujeme."}}, "doing: without what in cs"),
        ({"since": "yesterday"}, "since: a moment like"),
        ({"since": "2026-11-22T10:00:00"}, "since: a moment with its time zone"),
        ({"since": at(60)}, "since"),
        ({"next_update_at": at(-5)}, "next_update_at"),
        ({"affects": {"topics": ["weather"]}}, "affects.topics"),
        ({"affects": {"people": ["anna"]}}, "affects"),
        ({"drill": "yes"}, "drill"),
    ],
)
async def test_what_is_wrong_is_named(desk: Desk, wrong: dict[str, Any], says: str) -> None:
    status, answer = await desk.call("POST", "/api/incidents", given(**wrong))
    assert (status, answer["error"]["code"]) == (400, "bad_request") and says in answer["error"]["message"]
    assert (await desk.call("GET", "/api/incidents"))[1] == {"incidents": []}


async def test_an_unknown_one_is_not_found(desk: Desk) -> None:
    for method, path, sent in (
        ("GET", "", None),
        ("POST", "/close", {}),
        ("POST", "/updates", {"what": {"en": "New."}, "next_update_at": at(60)}),
    ):
        assert (await desk.call(method, f"/api/incidents/none{path}", sent))[0] == 404


async def test_only_the_desk_may(desk: Desk) -> None:
    assert (await desk.call("POST", "/api/incidents", given(), headers={}))[0] == 401
    page = f"{desk.url}/desk/incidents"
    async with aiohttp.ClientSession() as client, client.get(page, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/desk/login?next=/desk/incidents")


async def test_the_page_shows_how_it_stands_and_who_was_told(desk: Desk) -> None:
    drill = await declared(desk, drill=True)
    whose = await somebody_told(desk, drill["id"])
    await declared(desk, what={"cs": "Sklad je pod vodou."}, affects={"topics": ["late_delivery"]})
    async with desk.logged_in(await desk.person()) as client:
        async with client.get("/desk/incidents") as response:
            text = await response.text()
            assert response.status == 200 and "unsafe" not in response.headers["Content-Security-Policy"]
        async with client.get("/desk") as response:
            assert 'href="/desk/incidents"' in await response.text()
    assert "Who would have been told" in text and whose[:8] in text and "Magazyn &lt;jest&gt; zalany." in text
    assert "who writes about late delivery" in text and "Sklad je pod vodou." in text
    assert "style=" not in text and "onclick" not in text


async def test_who_speaks_with_a_person_is_shown_after_an_update(desk: Desk) -> None:
    incident = await declared(desk)
    whose = await somebody_told(desk, incident["id"])
    sent = {"what": {"en": "The water is gone."}, "next_update_at": at(90)}
    _, updated = await desk.call("POST", f"/api/incidents/{incident['id']}/updates", sent)
    assert [(one["conversation_id"], one["owner"]) for one in updated["behind"]] == [(whose, "human")]
    async with desk.logged_in(await desk.person()) as client, client.get("/desk/incidents") as response:
        assert "please tell them" in await response.text()


def test_whom_it_affects_in_words() -> None:
    none: dict[str, list[str]] = {"topics": [], "languages": [], "orders": []}
    assert whom(none) == "everybody"
    some = {"topics": ["late_delivery", "track_order"], "languages": ["pl"], "orders": ["FL-1"]}
    assert whom(some) == "who writes about late delivery or track order, in Polish, with order FL-1"


def test_moments_are_said_in_the_desks_zone() -> None:
    assert said_at(datetime(2026, 11, 22, 23, 5, tzinfo=UTC), ZoneInfo("Europe/Warsaw")) == "00:05, 23 November"


async def test_words_against_the_tone_are_said_and_warned_of(desk: Desk) -> None:
    plain = await declared(desk)
    assert plain["warnings"] == []
    sent = {"what": {"en": "Please be patient."}, "next_update_at": at(90)}
    status, updated = await desk.call("POST", f"/api/incidents/{plain['id']}/updates", sent)
    assert (status, updated["number"], updated["what"]["en"]) == (200, 2, "Please be patient.")
    [warned] = updated["warnings"]
    assert warned["field"] == "what.en" and "data/tone/en.yml" in warned["rule"]
    schema = {"$ref": "#/components/schemas/IncidentRead", "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(updated)
    assert "warnings" not in (await desk.call("GET", f"/api/incidents/{plain['id']}"))[1]
