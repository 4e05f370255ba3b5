"""What is said about an incident: the frame in the customer's language, the desk's own words where it wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.messages import Outgoing
from bot.incidents.incident import Incident
from bot.responses.wording import Line, Wording
from bot.vocabulary import Author, IncidentStep, PromiseKind
from bot.waits.wording import WaitWording

WRITTEN = {
    IncidentStep.DECLARED: "utter_incident_declared",
    IncidentStep.UPDATED: "utter_incident_update",
    IncidentStep.CLOSED: "utter_incident_closed",
}
UNWRITTEN = {
    IncidentStep.DECLARED: "utter_incident_declared_generic",
    IncidentStep.UPDATED: "utter_incident_update_generic",
    IncidentStep.CLOSED: "utter_incident_closed_generic",
}
"""For a language in which nobody at the desk wrote: the facts that are data."""
ENDS = (".", "!", "?", "…", "”", "“", "»", '"')


@dataclass(frozen=True, slots=True)
class Listener:
    """`heard`: texts of the conversation, latest first. `to_bot`: the bot answers there, so buttons lead somewhere."""

    language: str
    zone: str | None = None
    heard: Sequence[str] = ()
    to_bot: bool = True


class IncidentWording:
    def __init__(self, wording: Wording, wait_wording: WaitWording) -> None:
        self._wording = wording
        self._wait_wording = wait_wording

    def line(self, incident: Incident, first: bool, whom: Listener, now: datetime) -> Outgoing:
        """`first`: this customer hears of it for the first time. A time that has passed is not promised any more."""
        due = incident.next_update_at if incident.next_update_at and incident.next_update_at > now else None
        late = incident.step == IncidentStep.LATE and not first
        by = self._wait_wording.moment(due, now, whom.language, whom.zone) if due else ""
        if late:
            said = [self._say("utter_incident_late" if due else "utter_incident_late_open", whom, by=by)]
        else:
            after = [self._say("utter_incident_next", whom, by=by)] if due else []
            said = [self._what(incident, first, whom, now), *after]
        buttons = [button for one in said for button in one.buttons] if whom.to_bot else []
        text, when, about = " ".join(one.text for one in said), due and due.isoformat(), {"incident": incident.id}
        return Outgoing(text, Author.BOT, buttons=buttons, due=when, kind=PromiseKind.INCIDENT, about=about)

    def _what(self, incident: Incident, first: bool, whom: Listener, now: datetime) -> Line:
        step = IncidentStep.DECLARED if first else incident.step
        since = self._wait_wording.since(incident.since, now, whom.language, whom.zone)
        written = _written(incident, first, whom.language)
        if not written:
            return self._say(UNWRITTEN[step], whom, since=since)
        return self._say(WRITTEN[step], whom, since=since, what=" ".join(map(_ended, written)))

    def _say(self, response: str, whom: Listener, **values: str) -> Line:
        return self._wording.line(response, whom.language, whom.heard, **values)


def _written(incident: Incident, first: bool, language: str) -> list[str]:
    """Who hears of it late hears how it began, too; the same words once."""
    texts = (incident.began, incident.what, incident.doing) if first else (incident.what, incident.doing)
    return list(dict.fromkeys(text[language] for text in texts if language in text))


def _ended(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}."
