"""The outsider reads every sentence about a wait as the program means it, in four languages."""

from datetime import UTC, datetime
from typing import Any

import pytest

from actions.saying import SHOP_ZONE
from bot.settings import ROOT
from bot.vocabulary import LANGUAGES
from bot.waits.phrases import load_phrases
from bot.waits.steps import latest_moment
from bot.waits.wording import WaitWording
from scripts.bench.day.stated import NotUnderstood, latest
from tests.handoff.quoted import wordings

NOW = datetime(2026, 11, 23, 11, 1, tzinfo=UTC)  # 12:01 in Warsaw
BLANK = dict.fromkeys(("point_s", "upper_s", "opens_at", "closes_at", "answer_by"))
UNTIMED = (
    "utter_wait_unknown",
    "utter_handover_closing",
    "utter_wait_callback_instead",
    "utter_joined",
    "utter_closed",
)


def sentences(language: str, **quote: Any) -> list[str]:
    """Every variant."""
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE).say(
        {**BLANK, "language": language, "alternative": False, **quote}, NOW
    )
    _, wording = wordings()
    heard: list[str] = []
    for _ in range(3):
        heard.insert(0, " ".join(wording.line(r, language, heard, **said.slots).text for r in said.responses))
    return heard


def read(text: str) -> datetime | None:
    return latest(text, NOW.astimezone(SHOP_ZONE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("minutes", [1, 2, 5, 12, 21, 22, 45, 90, 105, 240])
@pytest.mark.parametrize("about", [0, 0.5, 1])
def test_minutes_and_times_of_day(language: str, minutes: int, about: float) -> None:
    upper_s = 60.0 * minutes
    for text in sentences(language, state="open", point_s=upper_s * about, upper_s=upper_s):
        assert read(text) == latest_moment(NOW, upper_s), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_tomorrow(language: str) -> None:
    moments = {"opens_at": "2026-11-24T08:00:00+01:00", "answer_by": "2026-11-24T08:30:00+01:00"}
    for text in sentences(language, state="closed", **moments):
        assert read(text) == datetime.fromisoformat("2026-11-24T08:30:00+01:00"), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("response", UNTIMED)
def test_what_names_no_time(language: str, response: str) -> None:
    _, wording = wordings()
    assert read(wording.line(response, language, (), agent="Agnieszka").text) is None


def test_a_time_in_unknown_words_is_not_passed_over() -> None:
    with pytest.raises(NotUnderstood):
        read("It may be 5 minutes or so.")
