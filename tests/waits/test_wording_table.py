"""What customers are told when the clock, the calendar or the desk does something unusual: one table, four languages.

Every row goes the whole way from the record over opening hours and estimator to the words. Its second line: when in
Warsaw, with whom at the desk -> the response without utter_wait_, and the moment in UTC that the ledger keeps, so that
words and moment can be compared. Then the words as gaps of the response, separated by a slash; no words, no number, no
promise. `stated=60-120`: a wait of about 60 and at most 120 minutes, however it came about.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.responses.importer import read_responses
from bot.responses.wording import Wording
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES
from bot.waits.hours_file import parse_hours
from bot.waits.phrases_file import load_phrases
from bot.waits.quote import Waits
from bot.waits.wording import Statement, WaitWording
from waits.desk_rows import DeskRows

WARSAW = ZoneInfo("Europe/Warsaw")
WORDING = WaitWording(load_phrases(ROOT / "data" / "waits"), WARSAW)
SENTENCES = Wording(read_responses(ROOT / "data" / "responses"))
ORDER = ("opens", "closes", "point", "upper", "slot", "answer_by")
WEEK = {
    "time_zone": "Europe/Warsaw",
    "holidays": {"country": "PL"},
    "weekly": {
        **dict.fromkeys(("mon", "tue", "wed", "thu"), {"08:00-20:00": 6}),
        "fri": {"08:00-24:00": 6},
        "sun": {"10:00-16:00": 6},
    },
    "lanes": {"priority": {"weekly": {day: ["00:00-24:00"] for day in ("mon", "tue", "fri", "sat", "sun")}}},
    "languages": {"ru": {"weekly": {"mon": ["10:00-14:00"]}}},
}
SetUp = Callable[[DeskRows], Awaitable[Any]]


async def nobody(desk: DeskRows) -> None:
    """Nobody has logged in."""


async def free(desk: DeskRows) -> None:
    await desk.agent("Ala")


async def long_queue(desk: DeskRows) -> None:
    """One person, busy, and six who wait: more than an hour of work."""
    await desk.agent("Ala")
    await desk.chat("Ala")
    for _ in range(6):
        await desk.waiting("normal")


async def all_gone(desk: DeskRows) -> None:
    """Three were there with their chats; their pages have been silent for two minutes."""
    for name in ("Ala", "Bea", "Cyd"):
        await desk.agent(name, seen_ago=120)
        await desk.chat(name)
    await desk.waiting("normal")


async def set_back(desk: DeskRows) -> None:
    """The clock jumped back by an hour: what was seen and claimed a moment ago lies in the future now."""
    await desk.agent("Ala", seen_ago=-3600)
    await desk.chat("Ala", age=-3540)


async def set_forward(desk: DeskRows) -> None:
    """The clock jumped forward by an hour: one who waited for a minute seems to have waited for 61."""
    await desk.agent("Ala", slots=2)
    await desk.waiting("normal", ago=3660)


SET_UPS = {one.__name__: one for one in (nobody, free, long_queue, all_gone, set_back, set_forward)}
TABLE = """
the night the clocks go forward, before it: Sunday's opening is an hour nearer
    2026-03-28T21:00 nobody -> closed 2026-03-29T08:30Z
    en tomorrow (Sunday) at 10:00 / tomorrow (Sunday) by 10:30
    pl jutro (niedziela) o 10:00 / jutro (niedziela) do 10:30
    cs zítra (neděle) od 10:00 / zítra (neděle) do 10:30
    ru завтра (воскресенье) в 10:00 / завтра (воскресенье) до 10:30

the night the clocks go forward, in it: 02:30 does not exist
    2026-03-29T01:30 nobody stated=60-120 -> estimate 2026-03-29T02:30Z
    en at about 03:30 / by 04:30
    pl około 03:30 / o 04:30
    cs kolem 3:30 / do 4:30
    ru примерно в 03:30 / в 04:30

the night the clocks go back, before it: Sunday's opening is an hour farther
    2026-10-24T21:00 nobody -> closed 2026-10-25T09:30Z
    en tomorrow (Sunday) at 10:00 / tomorrow (Sunday) by 10:30
    pl jutro (niedziela) o 10:00 / jutro (niedziela) do 10:30
    cs zítra (neděle) od 10:00 / zítra (neděle) do 10:30
    ru завтра (воскресенье) в 10:00 / завтра (воскресенье) до 10:30

the night the clocks go back, in it: 02:30 comes twice
    2026-10-25T01:30 nobody stated=75-120 -> estimate 2026-10-25T01:30Z
    en at about 02:45 (summer time) / by 02:30 (winter time)
    pl około 02:45 (czas letni) / o 02:30 (czas zimowy)
    cs kolem 2:45 (letní čas) / do 2:30 (zimní čas)
    ru примерно в 02:45 (летнее время) / в 02:30 (зимнее время)

the night the clocks go back: later by the clock's hands is sooner
    2026-10-25T01:30 nobody stated=80-95 -> estimate 2026-10-25T01:05Z
    en at about 02:50 (summer time) / by 02:05 (winter time)
    pl około 02:50 (czas letni) / o 02:05 (czas zimowy)
    cs kolem 2:50 (letní čas) / do 2:05 (zimní čas)
    ru примерно в 02:50 (летнее время) / в 02:05 (зимнее время)

a public holiday at noon
    2026-11-11T12:00 free -> closed 2026-11-12T07:30Z
    en tomorrow (Thursday) at 08:00 / tomorrow (Thursday) by 08:30
    pl jutro (czwartek) o 08:00 / jutro (czwartek) do 08:30
    cs zítra (čtvrtek) od 8:00 / zítra (čtvrtek) do 8:30
    ru завтра (четверг) в 08:00 / завтра (четверг) до 08:30

the eve of a public holiday, too late for today
    2026-11-10T19:50 long_queue -> closing 2026-11-12T07:30Z
    en until 20:00 / on Thursday by 08:30
    pl do 20:00 / w czwartek do 08:30
    cs do 20:00 / ve čtvrtek do 8:30
    ru до 20:00 / в четверг до 08:30

Christmas: two holidays, a Saturday without hours
    2026-12-24T12:00 free -> closed 2026-12-27T09:30Z
    en on Sunday at 10:00 / on Sunday by 10:30
    pl w niedzielę o 10:00 / w niedzielę do 10:30
    cs v neděli od 10:00 / v neděli do 10:30
    ru в воскресенье в 10:00 / в воскресенье до 10:30

a lane that is open at night when the others are closed
    2026-11-24T03:00 free lane=priority -> now 2026-11-24T02:02Z
    en within 2 minutes
    pl w ciągu 2 minut
    cs do 2 minut
    ru в течение 2 минут

a language with hours of its own
    2026-11-23T15:00 free hours_of=ru -> closed 2026-11-24T07:30Z
    en tomorrow (Tuesday) at 08:00 / tomorrow (Tuesday) by 08:30
    pl jutro (wtorek) o 08:00 / jutro (wtorek) do 08:30
    cs zítra (úterý) od 8:00 / zítra (úterý) do 8:30
    ru завтра (вторник) в 08:00 / завтра (вторник) до 08:30

midnight is closing time: until midnight, not until 00:00 tomorrow
    2026-11-27T23:40 long_queue -> closing 2026-11-29T09:30Z
    en until midnight / on Sunday by 10:30
    pl do północy / w niedzielę do 10:30
    cs do půlnoci / v neděli do 10:30
    ru до полуночи / в воскресенье до 10:30

a wait that ends at midnight
    2026-11-27T22:00 free stated=60-120 -> estimate 2026-11-27T23:00Z
    en at about 23:00 / by midnight
    pl około 23:00 / o północy
    cs kolem 23:00 / do půlnoci
    ru примерно в 23:00 / в полночь

a wait over midnight
    2026-11-27T22:30 free stated=60-120 -> estimate 2026-11-27T23:30Z
    en at about 23:30 / tomorrow (Saturday) by 00:30
    pl około 23:30 / jutro (sobota) o 00:30
    cs kolem 23:30 / zítra (sobota) do 0:30
    ru примерно в 23:30 / завтра (суббота) в 00:30

five minutes before closing, somebody free
    2026-11-24T19:55 free -> now 2026-11-24T18:57Z
    en within 2 minutes
    pl w ciągu 2 minut
    cs do 2 minut
    ru в течение 2 минут

five minutes before closing, a queue
    2026-11-24T19:55 long_queue -> closing 2026-11-25T07:30Z
    en until 20:00 / tomorrow (Wednesday) by 08:30
    pl do 20:00 / jutro (środa) do 08:30
    cs do 20:00 / zítra (středa) do 8:30
    ru до 20:00 / завтра (среда) до 08:30

closing time to the minute
    2026-11-24T20:00 free -> closed 2026-11-25T07:30Z
    en tomorrow (Wednesday) at 08:00 / tomorrow (Wednesday) by 08:30
    pl jutro (środa) o 08:00 / jutro (środa) do 08:30
    cs zítra (středa) od 8:00 / zítra (středa) do 8:30
    ru завтра (среда) в 08:00 / завтра (среда) до 08:30

one minute before opening
    2026-11-24T07:59 nobody -> closed 2026-11-24T07:30Z
    en at 08:00 / by 08:30
    pl o 08:00 / do 08:30
    cs od 8:00 / do 8:30
    ru в 08:00 / до 08:30

nobody logged in though the plan says six
    2026-11-24T12:00 nobody -> unknown no promise

all gone in the middle of the queue
    2026-11-24T12:00 all_gone -> unknown no promise

the clock jumps forward by an hour, in the day
    2026-11-24T12:00 set_forward -> now 2026-11-24T11:02Z
    en within 2 minutes
    pl w ciągu 2 minut
    cs do 2 minut
    ru в течение 2 минут

the clock jumps forward by an hour, over closing time
    2026-11-24T20:30 set_forward -> closed 2026-11-25T07:30Z
    en tomorrow (Wednesday) at 08:00 / tomorrow (Wednesday) by 08:30
    pl jutro (środa) o 08:00 / jutro (środa) do 08:30
    cs zítra (středa) od 8:00 / zítra (středa) do 8:30
    ru завтра (среда) в 08:00 / завтра (среда) до 08:30

the clock jumps back by an hour
    2026-11-24T12:00 set_back -> unknown no promise

the clock jumps back by an hour, to before the opening
    2026-11-24T07:30 set_back -> closed 2026-11-24T07:30Z
    en at 08:00 / by 08:30
    pl o 08:00 / do 08:30
    cs od 8:00 / do 8:30
    ru в 08:00 / до 08:30

the queue is longer than the day
    2026-11-24T19:30 long_queue -> closing 2026-11-25T07:30Z
    en until 20:00 / tomorrow (Wednesday) by 08:30
    pl do 20:00 / jutro (środa) do 08:30
    cs do 20:00 / zítra (středa) do 8:30
    ru до 20:00 / завтра (среда) до 08:30

ninety minutes are minutes
    2026-11-24T12:00 free stated=60-90 -> estimate 2026-11-24T12:30Z
    en in about 60 minutes / 90 minutes
    pl za około 60 minut / za 90 minut
    cs asi za 60 minut / za 90 minut
    ru примерно через 60 минут / через 90 минут

beyond ninety minutes the clock tells
    2026-11-24T12:00 free stated=75-105 -> estimate 2026-11-24T12:45Z
    en at about 13:15 / by 13:45
    pl około 13:15 / o 13:45
    cs kolem 13:15 / do 13:45
    ru примерно в 13:15 / в 13:45

one minute
    2026-11-24T12:00 free stated=1-1 -> within 2026-11-24T11:01Z
    en within a minute
    pl w ciągu minuty
    cs do minuty
    ru в течение минуты

two and five, where plurals differ
    2026-11-24T12:00 free stated=2-5 -> estimate 2026-11-24T11:05Z
    en in about 2 minutes / 5 minutes
    pl za około 2 minuty / za 5 minut
    cs asi za 2 minuty / za 5 minut
    ru примерно через 2 минуты / через 5 минут

twenty-one and twenty-two, where they differ again
    2026-11-24T12:00 free stated=21-22 -> estimate 2026-11-24T11:22Z
    en in about 21 minutes / 22 minutes
    pl za około 21 minut / za 22 minuty
    cs asi za 21 minut / za 22 minut
    ru примерно через 21 минуту / через 22 минуты

asked to be called back at night
    2026-11-23T22:00 free call_back=yes -> call_back 2026-11-24T07:30Z
    en tomorrow (Tuesday) between 08:00 and 08:30
    pl jutro (wtorek) między 08:00 a 08:30
    cs zítra (úterý) mezi 8:00 a 8:30
    ru завтра (вторник) между 08:00 и 08:30

asked to be called back while somebody is free
    2026-11-24T12:00 free call_back=yes -> now 2026-11-24T11:02Z
    en within 2 minutes
    pl w ciągu 2 minut
    cs do 2 minut
    ru в течение 2 минут

the desk closes at 20:00 in Warsaw, the customer is in New York
    2026-11-24T19:50 long_queue zone=America/New_York -> closing 2026-11-25T07:30Z
    en until 14:00 / tomorrow (Wednesday) by 02:30
    pl do 14:00 / jutro (środa) do 02:30
    cs do 14:00 / zítra (středa) do 2:30
    ru до 14:00 / завтра (среда) до 02:30

at night in Warsaw, the customer is in Tokyo, where it is tomorrow
    2026-11-23T22:00 nobody zone=Asia/Tokyo -> closed 2026-11-24T07:30Z
    en at 16:00 / by 16:30
    pl o 16:00 / do 16:30
    cs od 16:00 / do 16:30
    ru в 16:00 / до 16:30
"""


@dataclass(frozen=True)
class Row:
    """`words` by language; `due` in UTC, None where nothing is promised. `more`: options by name."""

    what: str
    at: datetime
    there: SetUp
    more: dict[str, str]
    response: str
    due: str | None
    words: dict[str, str]


def read(block: str) -> Row:
    what, line, *words = block.splitlines()
    given, told = line.split(" -> ")
    at, there, *more = given.split()
    response, due = told.split(maxsplit=1)
    return Row(
        what,
        datetime.fromisoformat(at).replace(tzinfo=WARSAW).astimezone(UTC),
        SET_UPS[there],
        dict(option.split("=") for option in more),
        f"utter_wait_{response}",
        None if due == "no promise" else due,
        dict.fromkeys(LANGUAGES, "") | {text.split()[0]: text.split(maxsplit=1)[1] for text in words},
    )


ROWS = [read(block) for block in TABLE.strip().split("\n\n")]


async def quoted(desk: DeskRows, row: Row) -> dict[str, Any]:
    await row.there(replace(desk, now=row.at))
    lane, hours_of = row.more.get("lane", "normal"), row.more.get("hours_of", "en")
    quote = await Waits(desk.conn, parse_hours(WEEK)).quote(lane, hours_of, row.at)
    if "stated" in row.more:
        point_s, upper_s = (60.0 * int(minutes) for minutes in row.more["stated"].split("-"))
        due_at = (row.at + timedelta(seconds=upper_s)).isoformat()
        quote |= {"state": "open", "point_s": point_s, "upper_s": upper_s, "due_at": due_at}
    return quote | {"zone": row.more.get("zone")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
async def test_the_right_words(desk: DeskRows, row: Row) -> None:
    quote, call_back = await quoted(desk, row), "call_back" in row.more
    said = {name: WORDING.say({**quote, "language": name}, row.at, call_back) for name in LANGUAGES}
    words = {name: " / ".join(one.slots[gap] for gap in ORDER if gap in one.slots) for name, one in said.items()}
    due = quote["due_at"] and datetime.fromisoformat(quote["due_at"]).strftime("%Y-%m-%dT%H:%MZ")
    assert {one.responses[0] for one in said.values()} == {row.response}
    assert (words, due) == (row.words, row.due)
    for language, one in said.items():
        assert_whole(one, language)


def assert_whole(said: Statement, language: str) -> None:
    """Every variant of the sentence says every word of the table, and no number of its own."""
    heard: list[str] = []
    for _ in range(3):
        heard.insert(0, SENTENCES.line(said.responses[0], language, heard, **said.slots).text)
        rest = heard[0]
        for words in said.slots.values():
            assert words in heard[0]
            rest = rest.replace(words, "")
        assert not any(sign.isdigit() or sign in "{}" for sign in rest)
