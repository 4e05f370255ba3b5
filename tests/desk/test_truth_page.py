"""The truth page: what it says, and that it says it only to people of the desk."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import jsonschema
import pytest
from customers import Customers
from desk_server import PASSWORD, Desk

from bot.desk.openapi import description
from bot.desk.truth_page import duration, sentences, told_now, verdict
from bot.waits.truth import Share, Told, history

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")
WAIT = "UPDATE promises SET wait_lane = 'normal', wait_about_at = due_at - interval '1 minute' WHERE handoff_id = $1"
FORGET = "UPDATE promises SET wait_lane = NULL"


def said(*started: float | None, warned: bool = False, left: float | None = None) -> str:
    """Of waits "12 minutes at the latest", an hour ago; answered after so many minutes."""
    at = NOW - timedelta(hours=1)

    def after(minutes: float | None) -> datetime | None:
        return None if minutes is None else at + timedelta(minutes=minutes)

    due = at + timedelta(minutes=12)
    waits = [Told("normal", at, None, due, after(n), after(left) if n is None else None, warned, True) for n in started]
    return " ".join(sentences(history(waits, NOW, WARSAW)))


@pytest.mark.parametrize(
    ("held", "of", "judged", "words"),
    [
        (45, 50, "good", "45 of 50 stated times held (90 %)"),
        (44, 50, "bad", "we promise more than we keep"),
        (3, 3, "unsure", "too few to judge"),
        (0, 0, "unsure", "No stated time has come due yet."),
    ],
)
def test_the_verdict_is_one_sentence(held: int, of: int, judged: str, words: str) -> None:
    found, sentence = verdict(Share(held, of, 0.9))
    assert found == judged and words in sentence


def test_lateness_is_said_in_words_a_team_lead_uses() -> None:
    assert "One customer was not answered in time: 3 min late." in said(5, 15)
    assert "2 customers were not answered in time: half by up to 3 min, nine in ten by up to 8 min" in said(15, 20)
    assert "before the time passed: 1. Waited past it without a word: 0." in said(15, warned=True)
    assert "Of these not answered at all: 1." in said(None)


def test_who_left_in_time_is_shown_and_counts_neither_way() -> None:
    assert said(None, left=5) == "One customer left before the time had come: counted neither as held nor as broken."


def test_what_did_not_happen_is_not_mentioned() -> None:
    assert said(5) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.2, "1 min"), (61, "2 min"), (3600, "1 h"), (3900, "1 h 5 min"), (200_000, "2 d 7 h")],
)
def test_durations_are_rounded_up(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ({"state": "open", "point_s": 360.0, "upper_s": 720.0}, "about 6 min, 12 min at the latest"),
        ({"state": "open", "point_s": 0.0, "upper_s": 120.0}, "somebody is free: within 2 min"),
        ({"state": "unknown"}, "no time: none can be said reliably yet"),
        (
            {"state": "closed", "opens_at": "2026-11-24T07:00:00+00:00", "answer_by": "2026-11-24T07:30:00+00:00"},
            "closed until 08:00 on Tuesday 24 November, answer by 08:30 on Tuesday 24 November",
        ),
    ],
)
def test_what_a_customer_would_be_told_now(quote: dict[str, Any], words: str) -> None:
    assert told_now(quote, NOW, WARSAW) == words


async def _page(desk: Desk) -> str:
    async with desk.logged_in(await desk.person()) as client, client.get("/desk/truth") as response:
        assert response.status == 200
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        return await response.text()


async def test_before_anything_was_stated_it_says_so_and_shows_no_numbers(desk: Desk) -> None:
    await desk.firstline.pool.execute(FORGET)
    text = await _page(desk)
    assert "Nothing stated yet this week." in text and "What a customer would be told now" in text
    assert "<table" not in text and "<svg" not in text


async def test_words_come_first_then_numbers_then_pictures(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    await desk.firstline.pool.execute(WAIT, handoff)
    await desk.call("POST", f"/api/handoffs/{handoff}/claim")
    text = await _page(desk)
    places = [text.index(part) for part in ("In words", "In numbers", "In pictures", "</svg>")]
    assert places == sorted(places)
    assert "style=" not in text  # the page's own policy would drop it
    described = re.findall(r'role="img" aria-labelledby="(\S+) (\S+)"', text)
    assert len(described) == 2 and all(f'id="{name}"' in text for pair in described for name in pair)


async def test_only_people_of_the_desk_see_it_and_a_login_leads_back(desk: Desk) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{desk.url}/desk/truth", allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/desk/login?next=/desk/truth")
        form = {"name": await desk.person(), "password": PASSWORD, "next": "/desk/truth"}
        post = client.post(f"{desk.url}/desk/login", data=form, headers={"Origin": desk.url}, allow_redirects=False)
        async with post as response:
            assert response.headers["Location"] == "/desk/truth"


async def test_the_desk_links_to_it(desk: Desk) -> None:
    async with desk.logged_in(await desk.person()) as client, client.get("/desk") as response:
        assert 'href="/desk/truth"' in await response.text()


async def test_the_api_gives_the_same_and_is_what_its_description_says(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    await desk.firstline.pool.execute(WAIT, handoff)
    await desk.call("POST", f"/api/handoffs/{handoff}/claim")
    status, body = await desk.call("GET", "/api/waits")
    assert (status, body["history"]["kept"] > 0) == (200, True)
    assert "history" not in (await desk.call("GET", "/api/waits?history=no"))[1]
    schema = {"$ref": "#/components/schemas/WaitHistory", "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(body["history"])
