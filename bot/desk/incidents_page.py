"""What pages/incidents.html shows: how each incident stands, in the desk's words and the desk's time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.incidents.incident import KNOWN_TOPICS
from bot.vocabulary import LANGUAGES, Owner

NAMES = {"en": "English", "pl": "Polish", "cs": "Czech", "ru": "Russian"}
STEPS = {"declared": "declared", "updated": "update", "late": "the next update was late", "closed": "closed"}
TITLE = "An incident"
Row = Mapping[str, Any]


def incidents_view(open_ones: Sequence[Row], closed: Sequence[Row], zone: ZoneInfo) -> dict[str, Any]:
    """`open_ones` as Incidents.get gives them, `closed` as Incidents.list does."""
    return {
        "open": [_whole(one, zone) for one in open_ones],
        "closed": [_head(one, zone) for one in closed],
        "topics": [(name, name.replace("_", " ")) for name in KNOWN_TOPICS],
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "zone": zone.key,
    }


def _whole(one: Row, zone: ZoneInfo) -> dict[str, Any]:
    behind = [{**row, "person": row["owner"] == Owner.HUMAN} for row in one["behind"]]
    heard = [{**row, "at": said_at(row["at"], zone), "short": row["conversation_id"][:8]} for row in one["heard"]]
    steps = [
        {**step, "step": STEPS[step["step"]], "at": said_at(step["at"], zone), "words": " ".join(_texts(step["what"]))}
        for step in one["steps"]
    ]
    words = [(NAMES[code], one["words"][code]) for code in LANGUAGES]
    return {
        **_head(one, zone),
        "now": " ".join(_texts(one["what"])),
        "steps": steps,
        "heard": heard,
        "behind": behind,
        "words": words,
    }


def _head(one: Row, zone: ZoneInfo) -> dict[str, Any]:
    due = one["next_update_at"]
    return {
        "id": one["id"],
        "drill": one["drill"],
        "title": next(iter(_texts(one["began"])), TITLE),
        "since": said_at(one["since"], zone),
        "next": said_at(due, zone) if due else "no time is named any more",
        "closed_at": said_at(one["closed_at"], zone) if one["closed_at"] else None,
        "whom": whom(one["affects"]),
        "told": one["told"],
        "told_last": one["told_last"],
        "made_by": one["made_by"],
    }


def whom(affects: Mapping[str, Sequence[str]]) -> str:
    """ "everybody", or every condition that has to hold."""
    said = []
    if affects["topics"]:
        said.append(f"who writes about {_or(topic.replace('_', ' ') for topic in affects['topics'])}")
    if affects["languages"]:
        said.append(f"in {_or(NAMES[code] for code in affects['languages'])}")
    if affects["orders"]:
        said.append(f"with order {_or(affects['orders'])}")
    return ", ".join(said) or "everybody"


def said_at(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%H:%M}, {local.day} {local:%B}"


def _or(names: Any) -> str:
    return " or ".join(names)


def _texts(written: Mapping[str, str]) -> list[str]:
    """In every language in which it was written, English first."""
    return [written[code] for code in LANGUAGES if code in written]
