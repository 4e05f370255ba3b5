from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from actions import services
from actions.contact import OpeningHours, SendPasswordLink, WaitTime
from actions.services import Services
from bot.waits.hours import Hours
from bot.waits.hours_file import WEEKDAYS, parse_hours
from bot.waits.quote import Waits
from tests.actions.stage import IGA, Shelf, an_order, play
from tests.handoff.quoted import Quoted, closed, soon, unknown

WEEK = {"time_zone": "Europe/Warsaw", "exceptions": {}}
ALWAYS_BUT_SUNDAY = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}


def open_on(given: Services, **days: list[str]) -> None:
    services.use(replace(given, hours=parse_hours({**WEEK, "weekly": days})))


async def test_a_desk_that_never_closes(given: Services) -> None:
    assert given.hours == Hours.always()
    assert (await play(OpeningHours())).said == ["utter_opening_hours_always"]


async def test_the_week_in_words_and_whether_somebody_is_there_now(given: Services) -> None:
    open_on(given, **ALWAYS_BUT_SUNDAY, sun=["00:00-23:59"])
    played = await play(OpeningHours(), language="en")
    assert played.said == ["utter_opening_hours", "utter_open_now"]
    open_on(given)
    assert (await play(OpeningHours())).said == ["utter_opening_hours"]


async def test_the_week_is_told_in_the_customers_language(given: Services) -> None:
    open_on(given, mon=["08:00-20:00"])
    assert (await play(OpeningHours(), language="pl")).values["hours"] == "poniedziałek 08:00–20:00"


async def test_off_hours_the_week_is_followed_by_the_next_opening(given: Services, pool: asyncpg.Pool) -> None:
    day = WEEKDAYS[(datetime.now(UTC).weekday() + 3) % 7]
    hours = parse_hours({**WEEK, "weekly": {day: ["08:00-20:00"]}})
    services.use(replace(given, hours=hours, waits=Waits(pool, hours)))
    played = await play(OpeningHours(), language="en")
    assert played.said == ["utter_opening_hours", "utter_opens_next"]
    assert played.values["opens"].endswith("at 08:00")


@pytest.mark.parametrize(
    ("waits", "then", "gap"),
    [(soon(12), ["utter_wait_estimate"], "point"), (closed(), ["utter_wait_closed"], "answer_by")],
)
async def test_the_wait_is_one_message_with_one_button(
    given: Services, waits: Quoted, then: list[str], gap: str
) -> None:
    services.use(replace(given, waits=waits))
    played = await play(WaitTime())
    assert (played.said, played.values["then"]) == (["utter_wait_if_handover"], then)
    assert played.values[gap]
    assert played.slots == {"offer": "person"}


async def test_who_has_not_asked_is_not_told_of_a_place_in_the_queue(given: Services) -> None:
    services.use(replace(given, waits=unknown()))
    played = await play(WaitTime())
    assert (played.said, "then" in played.values) == (["utter_wait_if_unknown"], False)
    assert played.slots == {"offer": "person"}


async def test_asking_promises_nothing(given: Services) -> None:
    services.use(replace(given, waits=soon()))
    assert "due" not in (await play(WaitTime())).values


async def mails(pool: asyncpg.Pool, email: str) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM demo_shop.outgoing_mail WHERE recipient = $1", email))


async def test_a_password_link_tells_nobody_who_has_an_account(shelf: Shelf, pool: asyncpg.Pool) -> None:
    await shelf.put(an_order())
    stranger, before = f"{uuid4().hex}@example.com", await mails(pool, IGA.email)
    heard: list[Any] = [await play(SendPasswordLink(), email=email) for email in (IGA.email, stranger)]
    assert heard[0].said == heard[1].said == ["utter_password_link_sent"]
    assert heard[0].slots == heard[1].slots == {"topic": None}
    assert (await mails(pool, IGA.email) - before, await mails(pool, stranger)) == (1, 0)


async def test_the_same_message_sends_one_link(shelf: Shelf, pool: asyncpg.Pool) -> None:
    await shelf.put(an_order())
    before = await mails(pool, IGA.email)
    message_id = uuid4().hex
    for _ in range(2):
        await play(SendPasswordLink(), message_id=message_id, email=IGA.email)
    assert await mails(pool, IGA.email) - before == 1


async def test_without_services_the_mistake_is_named() -> None:
    before = services.use(None)
    with pytest.raises(RuntimeError, match="services.ready"):
        services.shop()
    services.use(before)
