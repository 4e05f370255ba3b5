import re

from desk_server import Desk
from sanic import Sanic

from bot.desk.api import desk_api
from bot.desk.openapi import description
from bot.vocabulary import Cause, Delivery, HandoffState, Lane, PromiseState


def _routes() -> set[tuple[str, str]]:
    app = Sanic("described")
    app.blueprint(desk_api())
    named = [route for route in app.router.routes if not route.path.endswith(":path>")]
    return {(_plain(route.path), method.lower()) for route in named for method in route.methods}


def _plain(path: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", r"{\1}", path)


async def test_every_route_is_described_and_every_description_is_a_route() -> None:
    described = {
        (path, verb) for path, item in description()["paths"].items() for verb in item if verb in ("get", "post")
    }
    assert _routes() == described


async def test_the_description_is_served_to_anybody(desk: Desk) -> None:
    status, body = await desk.call("GET", "/api/openapi.json", headers={})
    assert (status, body["openapi"][:2]) == (200, "3.")
    assert body == description()


def test_it_spells_states_as_the_vocabulary_does() -> None:
    schemas = description()["components"]["schemas"]
    assert schemas["HandoffState"]["enum"] == list(HandoffState)
    assert schemas["Close"]["properties"]["cause"]["enum"] == list(Cause)
    assert schemas["Handoff"]["properties"]["lane"]["enum"] == list(Lane)
    assert schemas["Promise"]["properties"]["state"]["enum"] == list(PromiseState)
    assert schemas["Message"]["properties"]["delivery"]["enum"] == list(Delivery)


def test_every_reference_leads_somewhere() -> None:
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(description()))):
        place = description()
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
