"""A story as a page of Markdown: every line with its time, and what the program understood and decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.vocabulary import Author
from scripts.transcripts.record import Chapter, Row, spoken_by

ZONE = ZoneInfo("Europe/Warsaw")
WRITTEN = "Played against the running program by `python -m scripts.transcripts`; all of it is read from the record."
LINES = ("time", "who", "what was said", "what was understood, and decided")
PROMISES = ("promised by", "by when", "what will keep it", "state", "evidence", "what the customer read")
HANDOFFS = ("lane", "why", "answer owed by", "agent", "state", "resolution", "cause")
CASES = ("problem", "order", "severity", "frustration", "offered", "chosen", "cost", "outcome")
GRANTS = ("option", "order", "amount", "state", "reference", "due")


def page(title: str, about: str, chapters: Sequence[Chapter]) -> str:
    parts = [f"# {title}", about.strip(), WRITTEN]
    for number, chapter in enumerate(chapters, 1):
        parts += [f"## Conversation {number}" if len(chapters) > 1 else "## Conversation", *_chapter(chapter)]
    return "\n\n".join(parts) + "\n"


def _chapter(chapter: Chapter) -> list[str]:
    day = f"{chapter.messages[0]['at'].astimezone(ZONE):%Y-%m-%d}, times in {ZONE.key}."
    return [
        day,
        _table(LINES, (_line(chapter, message) for message in chapter.messages)),
        *_section("Ledger of promises", PROMISES, [_promise(row) for row in chapter.promises]),
        *_section("Hand-over", HANDOFFS, [_handoff(row) for row in chapter.handoffs]),
        *_section("Case", CASES, [_case(row) for row in chapter.cases]),
        *_section("Granted", GRANTS, [_grant(row) for row in chapter.grants]),
    ]


def _line(chapter: Chapter, message: Row) -> Iterable[object]:
    buttons = " ".join(f"[{button['title']}]" for button in message["buttons"])
    heard = _heard(chapter, message) if message["author"] == Author.CUSTOMER else ""
    return _clock(message["at"]), spoken_by(message), f"{message['text']} {buttons}", heard


def _heard(chapter: Chapter, message: Row) -> str:
    scores, takeover = message["scores"] or {}, chapter.takeover(message)
    cue = f" ({scores['severity_cue']})" if scores.get("severity_cue") else ""
    reasons = f" ({', '.join(scores['frustration_reasons'])})" if scores.get("frustration_reasons") else ""
    understood = (
        f"{scores.get('intent')} {scores.get('confidence', 0):.2f}; "
        f"frustration {scores.get('frustration', 0):.2f}{reasons}; severity {scores.get('severity', 0)}{cue}"
    )
    return f"{understood}\n**{_decided(chapter, message, takeover)}**"


def _decided(chapter: Chapter, message: Row, takeover: Row | None) -> str:
    actions = ", ".join(chapter.decisions.get(message["id"], ()))
    if not takeover:
        return actions or "nothing for the policy to decide: the conversation waits for a person or is theirs"
    trigger = takeover["contract"]["trigger"]
    return f"{actions}: to a person because of {trigger['kind']} ({trigger['explanation']})"


def _promise(row: Row) -> Iterable[object]:
    due = row["due_at"]
    return row["made_by"], _moment(due), row["kind"], row["state"], row["evidence"], row["text"]


def _handoff(row: Row) -> Iterable[object]:
    trigger, due = row["contract"]["trigger"], row["respond_by"]
    why = f"{trigger['kind']} ({trigger['explanation']})"
    return row["lane"], why, due and _moment(due), row["agent"], row["state"], row["resolution"], row["cause"]


def _case(row: Row) -> Iterable[object]:
    known = (row["problem"], row["order_number"], row["severity"], f"{row['frustration']:.2f}")
    return *known, ", ".join(row["offered"]), row["chosen"], row["cost"], row["outcome"]


def _grant(row: Row) -> Iterable[object]:
    amount = f"{row['amount']} {row['currency']}"
    return row["option"], row["order_number"], amount, row["state"], row["reference"], row["due_on"]


def _section(title: str, head: Sequence[str], rows: list[Iterable[object]]) -> list[str]:
    return [f"### {title}", _table(head, rows) if rows else "None."]


def _table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    cells = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(value: object) -> str:
    text = "" if value is None else str(value).strip()
    return text.replace("|", "\\|").replace("\n", "<br>")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%H:%M:%S}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"
