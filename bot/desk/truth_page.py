"""What the truth page says: sentences for a team lead, then the numbers, then the pictures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.calibration_picture import bars, dots, percent
from bot.vocabulary import Outcome
from bot.waits.truth import FEW, History, Lateness, Record, Share, Verdict

MINUTE, HOUR, DAY = 60, 3600, 86400
JUDGEMENTS: dict[Verdict, str] = {
    "good": "Nine in ten should hold: what we say is true.",
    "bad": "Nine in ten should hold: we promise more than we keep.",
    "unsure": "Nine in ten should hold; these are too few to judge.",
}
Quote = Mapping[str, Any]


def truth_view(told: History, quotes: Sequence[Quote]) -> dict[str, Any]:
    """Everything pages/truth.html shows."""
    groups = [("all", told.whole), *told.lanes.items()]
    hours = {hour: record for hour, record in told.hours.items() if record.stated}
    return {
        "period": f"{_day(told.since, told.zone)} to {_day(told.until, told.zone)}",
        "zone": told.zone.key,
        "now": [(quote["lane"], told_now(quote, told.until, told.zone)) for quote in quotes],
        "verdict": verdict(told.whole.latest),
        "sentences": sentences(told),
        "lanes": [_numbers(str(label), record) for label, record in groups if record.stated],
        "hours": [_numbers(f"{hour}:00", record) for hour, record in hours.items()],
        "dots": dots((str(label), record) for label, record in groups),
        "bars": bars(hours),
        "few": FEW,
    }


def verdict(latest: Share) -> tuple[Verdict, str]:
    """And the sentence the page begins with."""
    if latest.share is None:
        return "unsure", "No stated time has come due yet."
    held = f"{latest.held} of {latest.of} stated times held ({percent(latest.share)} %)"
    return latest.verdict, f"{held}. {JUDGEMENTS[latest.verdict]}"


def sentences(told: History) -> list[str]:
    """What is true of this week, a fact each; nothing about what did not happen."""
    whole = told.whole
    said = [*_about_lateness(whole), *_about_likely(whole.likely), *_about_updates(told.updates)]
    left, pending = whole.outcomes[Outcome.LEFT], whole.outcomes[Outcome.PENDING]
    if left:
        said.append(f"{_people(left, 'left', 'left')} before the time had come: counted neither as held nor as broken.")
    if pending:
        said.append(f"{_people(pending, 'waits', 'wait')} still, and the time has not come yet.")
    return said


def _about_lateness(whole: Record) -> list[str]:
    late = whole.late
    if not late.count:
        return []
    heard = f"Heard from us before the time passed: {late.warned}."
    silence = f"Waited past it without a word: {late.count - late.warned}."
    said = [f"{_people(late.count, 'was', 'were')} not answered in time: {_by_how_much(late)}.", f"{heard} {silence}"]
    if late.unfinished:
        said.append(
            f"Of these not answered at all: {late.unfinished}. They count as late until now, or until they left."
        )
    return said


def _by_how_much(late: Lateness) -> str:
    median, p90, worst = (duration(seconds or 0) for seconds in (late.median_s, late.p90_s, late.worst_s))
    if late.count == 1:
        return f"{worst} late"
    return f"half by up to {median}, nine in ten by up to {p90}, the worst by {worst}"


def _about_likely(likely: Share) -> list[str]:
    if likely.share is None:
        return []
    met = f"{likely.held} of {likely.of} were answered by the likely time ({percent(likely.share)} %)."
    return [f"{met} Half is right: more means we say too long, fewer too short."]


def _about_updates(updates: Record) -> list[str]:
    if updates.latest.share is None:
        return []
    share = percent(updates.latest.share)
    return [f"Of new times given while waiting, {updates.latest.held} of {updates.latest.of} held ({share} %)."]


def told_now(quote: Quote, now: datetime, zone: ZoneInfo) -> str:
    """A quote of `Waits.quote` in the desk's words."""
    match quote["state"]:
        case "open" if quote["point_s"]:
            return f"about {duration(quote['point_s'])}, {duration(quote['upper_s'])} at the latest"
        case "open":
            return f"somebody is free: within {duration(quote['upper_s'])}"
        case "closed":
            opens, answer = (_moment(quote[key], now, zone) for key in ("opens_at", "answer_by"))
            return f"closed until {opens}, answer by {answer}"
    return "no time: none can be said reliably yet"


def duration(seconds: float) -> str:
    """40 s, 4 min, 1 h 5 min, 2 d; rounded up, so that nothing late looks less late."""
    whole = int(-(-seconds // 1))
    if whole < MINUTE:
        return f"{whole} s"
    minutes = -(-whole // MINUTE)
    if minutes < HOUR // MINUTE:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 2 * DAY // HOUR:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} d {hours % 24} h"


def _numbers(label: str, record: Record) -> dict[str, Any]:
    """A row of a table; None where there is nothing to count."""
    late = record.late
    return {
        "label": label,
        "stated": record.stated,
        **{str(outcome): number for outcome, number in record.outcomes.items()},
        "kept_percent": _percent(record.latest),
        "verdict": record.latest.verdict,
        "likely_percent": _percent(record.likely),
        "late": [None if s is None else duration(s) for s in (late.median_s, late.p90_s, late.worst_s)],
    }


def _percent(share: Share) -> int | None:
    return None if share.share is None else percent(share.share)


def _people(count: int, one: str, many: str) -> str:
    return f"One customer {one}" if count == 1 else f"{count} customers {many}"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B}"


def _moment(iso: str, now: datetime, zone: ZoneInfo) -> str:
    local = datetime.fromisoformat(iso).astimezone(zone)
    today = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if today else f"{local:%H:%M} on {_day(local, zone)}"
