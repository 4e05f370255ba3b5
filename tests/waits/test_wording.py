from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.waits.phrases_file import load_phrases
from bot.waits.wording import Statement, WaitWording

WORDING = WaitWording(load_phrases(Path(__file__).parents[2] / "data" / "waits"), ZoneInfo("Europe/Warsaw"))
NOON = datetime(2026, 11, 20, 11, 1, tzinfo=UTC)  # 12:01 in Warsaw, a Friday
BLANK = dict.fromkeys(("point_s", "upper_s", "opens_at", "closes_at", "answer_by"))


def say(language: str | None = "en", now: datetime = NOON, **quote: Any) -> Statement:
    return WORDING.say({**BLANK, "language": language, "alternative": False, **quote}, now)


def estimate(point_min: float, upper_min: float, language: str = "en", now: datetime = NOON) -> dict[str, str]:
    said = say(language, now, state="open", point_s=point_min * 60, upper_s=upper_min * 60)
    assert said.responses == ("utter_wait_estimate",)
    return dict(said.slots)


def test_a_short_wait_is_said_in_minutes() -> None:
    assert estimate(6, 12) == {"point": "in about 6 minutes", "upper": "12 minutes"}
    assert estimate(6, 12, "pl") == {"point": "za około 6 minut", "upper": "za 12 minut"}


def test_ninety_minutes_are_still_minutes() -> None:
    assert estimate(60, 90)["upper"] == "90 minutes"


def test_beyond_ninety_minutes_both_ends_are_times_of_day_in_the_customers_zone() -> None:
    assert estimate(75, 120) == {"point": "at about 13:15", "upper": "by 14:05"}


def test_a_time_of_day_is_never_before_the_bound() -> None:
    assert estimate(75, 122)["upper"] == "by 14:05"
    assert estimate(75, 125)["upper"] == "by 14:10"


def test_the_same_figure_twice_is_said_once() -> None:
    said = say(state="open", point_s=300, upper_s=300)
    assert said == Statement(("utter_wait_within",), {"upper": "within 5 minutes"})


def test_the_same_time_of_day_twice_is_said_once() -> None:
    said = say("pl", state="open", point_s=7320, upper_s=7380)
    assert said == Statement(("utter_wait_within",), {"upper": "do 14:05"})


def test_somebody_free_is_said_with_a_bound() -> None:
    said = say("pl", state="open", point_s=0, upper_s=120)
    assert said == Statement(("utter_wait_now",), {"upper": "w ciągu 2 minut"})


def test_a_wait_over_midnight_names_the_day_once() -> None:
    late = NOON.replace(hour=21, minute=0)
    assert estimate(120, 150, "pl", late) == {"point": "jutro (sobota) około 00:00", "upper": "o 00:30"}


def test_a_wait_that_begins_today_and_ends_tomorrow_names_tomorrow() -> None:
    late = NOON.replace(hour=21, minute=0)
    assert estimate(60, 150, "en", late) == {"point": "at about 23:00", "upper": "tomorrow (Saturday) by 00:30"}


def test_a_wait_through_the_clock_change_counts_real_minutes() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 in Warsaw; at 02:00 it becomes 03:00
    assert estimate(60, 120, "en", night)["upper"] == "by 04:30"


def test_no_reliable_time_is_said_without_a_number() -> None:
    assert say(state="unknown") == Statement(("utter_wait_unknown",), {})


def test_closed_says_when_the_desk_opens_and_by_when_the_answer_comes() -> None:
    opens, answer_by = "2026-11-23T07:00:00+00:00", "2026-11-23T07:30:00+00:00"
    said = say("pl", state="closed", opens_at=opens, answer_by=answer_by)
    assert said.responses == ("utter_wait_closed",)
    assert said.slots == {"opens": "w poniedziałek o 08:00", "answer_by": "w poniedziałek do 08:30"}


def test_shortly_before_closing_says_how_long_the_desk_is_still_there() -> None:
    moments = {"closes_at": "2026-11-20T19:00:00+00:00", "opens_at": "2026-11-21T09:00:00+00:00"}
    said = say(state="closed", answer_by="2026-11-21T09:30:00+00:00", **moments)
    assert said.responses == ("utter_wait_closing",)
    assert said.slots == {"closes": "until 20:00", "answer_by": "tomorrow (Saturday) by 10:30"}


def test_a_crisis_hears_the_way_that_does_not_wait() -> None:
    said = say(state="open", point_s=300, upper_s=600, alternative=True)
    assert said.responses == ("utter_wait_estimate", "utter_wait_alternative")


@pytest.mark.parametrize("language", ["other", None])
def test_a_language_we_do_not_speak_is_answered_in_english(language: str | None) -> None:
    assert say(language, state="open", point_s=300, upper_s=300).slots == {"upper": "within 5 minutes"}
