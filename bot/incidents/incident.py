"""An incident as it stands now, and whom it affects. Pure; the words are in bot/incidents/wording.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from actions.shop.given import plain_number
from bot.policy.topics import TOPICS
from bot.vocabulary import IncidentStep

KNOWN_TOPICS = tuple(TOPICS)
"""What an incident can be about: the matters the bot itself tells apart."""
COLUMNS = "id, drill, since, affects, number, step, began, what, doing, next_update_at"


@dataclass(frozen=True, slots=True)
class Who:
    """One customer at one moment. `topics`: intents of what they wrote and the matter under way; `orders` they have
    shown to be theirs. `danger`: their safety comes first, before any other word."""

    topics: frozenset[str]
    language: str
    orders: frozenset[str] = frozenset()
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Affects:
    """Every condition that is given has to hold; with none it is everybody."""

    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()

    def covers(self, who: Who) -> bool:
        about = not self.topics or not self.topics.isdisjoint(who.topics)
        ordered = not self.orders or not _plain(self.orders).isdisjoint(_plain(who.orders))
        return about and ordered and (not self.languages or who.language in self.languages)


@dataclass(frozen=True, slots=True)
class Incident:
    """`number` of its last `step`. By language, as the desk wrote it: how it `began`, then `what` is known now and what
    we are `doing`; of a declaration `what` is how it began."""

    id: str
    drill: bool
    since: datetime
    affects: Affects
    number: int
    step: IncidentStep
    began: Mapping[str, str] = field(default_factory=dict)
    what: Mapping[str, str] = field(default_factory=dict)
    doing: Mapping[str, str] = field(default_factory=dict)
    next_update_at: datetime | None = None


class Heard(NamedTuple):
    """An open incident beside a conversation, and the last step its customer was told of; None: of none."""

    incident: Incident
    told: int | None

    def news_for(self, who: Who) -> bool:
        """Whoever was told of it hears every step, whatever they write about now."""
        return self.told < self.incident.number if self.told else self.incident.affects.covers(who)


def incident_of(row: Mapping[str, Any]) -> Incident:
    """From a row of `incidents`, or from one as JSON. Other keys are left out."""
    values = {name: row[name] for name in COLUMNS.split(", ")}
    values["affects"] = Affects(**{name: frozenset(of) for name, of in row["affects"].items()})
    values["step"] = IncidentStep(row["step"])
    values["since"], values["next_update_at"] = _moment(row["since"]), _moment(row["next_update_at"])
    return Incident(**values)


def _plain(orders: Iterable[str]) -> set[str]:
    return {plain_number(number) for number in orders}


def _moment(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
