"""The frame is in the customer's language, the desk's words where it wrote them, and the times are facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.incidents.incident import Affects, Incident
from bot.incidents.wording import IncidentWording, Listener
from bot.vocabulary import LANGUAGES, IncidentStep, PromiseKind
from tests.handoff.quoted import wordings

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 13:00 in Warsaw
WHAT = {"en": "The depot is flooded", "ru": "Склад затоплен."}
FLOOD = Incident(
    "flood",
    False,
    NOW - timedelta(hours=1),
    Affects(),
    1,
    IncidentStep.DECLARED,
    WHAT,
    WHAT,
    {"en": "Parcels go by another road."},
    NOW + timedelta(hours=2),
)


def said(incident: Incident = FLOOD, first: bool = True, language: str = "en", zone: str | None = None) -> str:
    wait_wording, wording = wordings()
    return IncidentWording(wording, wait_wording).line(incident, first, Listener(language, zone), NOW).text


def test_what_happened_and_what_we_do_since_when_and_when_more_comes() -> None:
    text = said()
    assert "since 12:00. The depot is flooded. Parcels go by another road." in text and "by 15:00" in text


@pytest.mark.parametrize(
    ("language", "since", "by", "own"),
    [
        ("en", "since 12:00", "by 15:00", True),
        ("pl", "od 12:00", "do 15:00", False),
        ("cs", "od 12:00", "do 15:00", False),
        ("ru", "с 12:00", "до 15:00", True),
    ],
)
def test_a_language_nobody_wrote_in_gets_the_facts(language: str, since: str, by: str, own: bool) -> None:
    text = said(language=language)
    assert since in text and by in text
    assert (WHAT.get(language, "flood") in text) is own and "{" not in text


def test_times_are_those_of_the_customer() -> None:
    assert "since 06:00" in said(zone="America/New_York")


def test_a_beginning_on_another_day_names_it() -> None:
    text = said(replace(FLOOD, since=NOW - timedelta(days=1)))
    assert "since 13:00 on Sunday 22 November" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", list(IncidentStep))
def test_every_step_has_its_own_words_in_every_language(step: IncidentStep, language: str) -> None:
    closed = step == IncidentStep.CLOSED
    texts = {
        said(replace(FLOOD, step=step, what=what, next_update_at=None if closed else due), False, language)
        for what in ({language: "What happened."}, dict[str, str]())
        for due in (FLOOD.next_update_at, None)
    }
    assert all(text and "{" not in text for text in texts) and len(texts) >= 2


def test_who_hears_of_it_only_when_it_is_late_hears_what_it_is() -> None:
    assert "flooded" in said(replace(FLOOD, step=IncidentStep.LATE))
    assert "flooded" not in said(replace(FLOOD, step=IncidentStep.LATE), first=False)


def test_who_hears_of_it_after_an_update_hears_how_it_began_and_what_is_known_now() -> None:
    later = replace(FLOOD, number=2, step=IncidentStep.UPDATED, what={"en": "The water is gone."}, doing={})
    assert "The depot is flooded. The water is gone." in said(later)
    assert "depot" not in said(later, first=False)
    assert "Склад затоплен." in said(later, language="ru")


def test_the_next_update_is_a_promise_and_a_time_that_passed_is_none() -> None:
    wait_wording, wording = wordings()
    words = IncidentWording(wording, wait_wording)
    line = words.line(FLOOD, True, Listener("en"), NOW)
    assert (line.due, line.kind, line.about) == (
        "2026-11-23T14:00:00+00:00",
        PromiseKind.INCIDENT,
        {"incident": "flood"},
    )
    later = words.line(FLOOD, True, Listener("en"), NOW + timedelta(hours=3))
    assert later.due is None and "15:00" not in later.text


def test_buttons_only_where_the_bot_answers() -> None:
    wait_wording, wording = wordings()
    words, stuck = IncidentWording(wording, wait_wording), replace(FLOOD, step=IncidentStep.LATE, next_update_at=None)
    assert words.line(stuck, False, Listener("en"), NOW).buttons
    assert not words.line(stuck, False, Listener("en", to_bot=False), NOW).buttons
