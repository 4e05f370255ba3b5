"""A quote turned into the name of a response and the words for its gaps; sentences are in data/responses/."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.waits.phrases import Phrases
from bot.waits.steps import CLOCK_S, MINUTE, MOST_MINUTES, latest_moment
from bot.waits.zones import zone_named

ALTERNATIVE = "utter_wait_alternative"


@dataclass(frozen=True, slots=True)
class Statement:
    """Responses to utter in this order, and the value of every gap in them."""

    responses: tuple[str, ...]
    slots: Mapping[str, str] = field(default_factory=dict)


class WaitWording:
    """`zone` is where customers read the times of day who have not told another."""

    def __init__(self, phrases: Mapping[str, Phrases], zone: ZoneInfo) -> None:
        self._phrases = phrases
        self._zone = zone

    def moment(self, due: datetime, now: datetime, language: str, zone: str | None = None) -> str:
        """ "by 15:10", "tomorrow by 08:30", in the customer's language and time."""
        words, here = self._phrases.get(language, self._phrases["en"]), zone_named(zone) or self._zone
        return words.at_clock("within", due.astimezone(here), now.astimezone(here))

    def since(self, began: datetime, now: datetime, language: str, zone: str | None = None) -> str:
        """ "since 14:05", "since 14:05 on Sunday 22 November", in the customer's language and time."""
        words, here = self._phrases.get(language, self._phrases["en"]), zone_named(zone) or self._zone
        return words.at_clock("since", began.astimezone(here), now.astimezone(here))

    def say(self, quote: Mapping[str, Any], now: datetime, call_back: bool = False) -> Statement:
        """The words for a quote of `Waits.quote`. A language without phrases is answered in English.

        `call_back`: the customer asked for one, so off hours they hear when to be there.
        """
        words = self._phrases.get(quote["language"] or "en", self._phrases["en"])
        here = now.astimezone(self._of(quote))
        response, slots = _called_back(quote, words, here) if call_back else _sentence(quote, words, here)
        return Statement((response, ALTERNATIVE) if quote["alternative"] else (response,), slots)

    def _of(self, quote: Mapping[str, Any]) -> ZoneInfo:
        return zone_named(quote.get("zone")) or self._zone


def _sentence(quote: Mapping[str, Any], words: Phrases, now: datetime) -> tuple[str, dict[str, str]]:
    match quote["state"]:
        case "open" if quote["point_s"] == 0:
            return "utter_wait_now", {"upper": _within(quote["upper_s"], words, now)}
        case "open":
            return _estimate(quote["point_s"], quote["upper_s"], words, now)
        case "closed":
            return _closed(quote, words, now)
    return "utter_wait_unknown", {}


def _estimate(point_s: float, upper_s: float, words: Phrases, now: datetime) -> tuple[str, dict[str, str]]:
    if point_s == upper_s:
        return "utter_wait_within", {"upper": _within(upper_s, words, now)}
    if upper_s <= MOST_MINUTES * MINUTE:
        point = words.in_minutes("about", round(point_s / MINUTE))
        return "utter_wait_estimate", {"point": point, "upper": words.in_minutes("latest", _minutes(upper_s))}
    return _clock_estimate(_near(now, point_s), latest_moment(now, upper_s), words, now)


def _called_back(quote: Mapping[str, Any], words: Phrases, now: datetime) -> tuple[str, dict[str, str]]:
    if quote["state"] != "closed" or not quote["slot_from"]:
        return _sentence(quote, words, now)
    start, end = (datetime.fromisoformat(quote[name]).astimezone(now.tzinfo) for name in ("slot_from", "answer_by"))
    return "utter_wait_call_back", {"slot": words.from_to(start, end, now)}


def _clock_estimate(point: datetime, upper: datetime, words: Phrases, now: datetime) -> tuple[str, dict[str, str]]:
    if point.timestamp() >= upper.timestamp():  # in the hour the clocks go back over, the hands do not tell
        return "utter_wait_within", {"upper": words.at_clock("within", upper, now)}
    same_day = point if point.date() == upper.date() else now
    latest = words.at_clock("latest", upper, same_day)
    return "utter_wait_estimate", {"point": words.at_clock("about", point, now), "upper": latest}


def _closed(quote: Mapping[str, Any], words: Phrases, now: datetime) -> tuple[str, dict[str, str]]:
    answer_by = datetime.fromisoformat(quote["answer_by"]).astimezone(now.tzinfo)
    slots = {"answer_by": words.at_clock("within", answer_by, now)}
    if quote["closes_at"]:
        closes = datetime.fromisoformat(quote["closes_at"]).astimezone(now.tzinfo)
        return "utter_wait_closing", slots | {"closes": words.at_clock("closes", closes, now)}
    opens = datetime.fromisoformat(quote["opens_at"]).astimezone(now.tzinfo)
    return "utter_wait_closed", slots | {"opens": words.at_clock("opens", opens, now)}


def _within(seconds: float, words: Phrases, now: datetime) -> str:
    if seconds <= MOST_MINUTES * MINUTE:
        return words.in_minutes("within", _minutes(seconds))
    return words.at_clock("within", latest_moment(now, seconds), now)


def _minutes(seconds: float) -> int:
    return math.ceil(seconds / MINUTE)


def _near(now: datetime, seconds: float) -> datetime:
    later = now.timestamp() + seconds
    return datetime.fromtimestamp(round(later / CLOCK_S) * CLOCK_S, now.tzinfo)
