"""Every sentence that states a time ahead has a row in the promise ledger of its conversation, due at that time.

What a time is, is read off the text (times_ahead.py). What needs no row follows from where the time stands, by rule:
- a day that has passed;
- words of a response itself ("within 30 days of delivery"): terms that hold for everybody, no word given to one;
- a gap that is none of ours (bot/responses/linter/promises.py): the customer's deadline (`until`), when we open or
  close, the day that does not hold any more (`promised`), ways out that nobody has chosen yet (`refund_within`);
- a wait that would be, said before a person is asked for; and the last day of a voucher, which is there already.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.remedies import PROMISED
from bot.responses.linter.promises import OURS
from bot.vocabulary import Remedy
from tests.conversations.times_ahead import TimeAhead, times_ahead
from tests.conversations.transcript import Line, Transcript

Promises = Sequence[Mapping[str, Any]]
Spans = list[tuple[int, int]]
NO_PROMISE = ("utter_wait_if_", *(f"utter_granted_{kind}" for kind in Remedy if kind not in PROMISED))
STRETCH, LIKELY = "slot", "point"
"""Gaps with a moment beside the one that is promised: where the stretch begins, and when it is likely."""


def undated(transcript: Transcript) -> Iterator[str]:
    """Times ahead that no promise of the conversation is due at."""
    for line in transcript.ours:
        named = times_ahead(line["text"], datetime.fromisoformat(line["at"])) if line.get("at") else []
        if named:
            yield from _unkept(line, named, transcript)


def _unkept(line: Line, named: list[TimeAhead], transcript: Transcript) -> Iterator[str]:
    ours, excused = _places(line["text"], transcript)
    owed = [one for one in named if _inside(one, ours) or not _inside(one, excused)]
    kept = [one for one in owed if any(one.kept_by(promise["due_at"]) for promise in transcript.promises)]
    beside = _beside_the_promise(line["text"], transcript)
    for one in owed:
        if one not in kept and not (kept and _inside(one, beside)):
            yield f"no promise is due at {one.words!r}: {line['text']}"


def _places(text: str, transcript: Transcript) -> tuple[Spans, Spans]:
    """Gaps of ours that promise, and everything else that is a response's."""
    ours: Spans = []
    excused: Spans = []
    conditional = any(True for _ in transcript.said(text, "utter_wait_if_"))
    for name, match in transcript.said(text, "utter_"):
        excused.append(match.span())
        if not conditional and not name.startswith(NO_PROMISE):
            ours += [match.span(group) for group in match.groupdict() if _gap(group) in {*OURS, STRETCH}]
    return ours, excused


def _beside_the_promise(text: str, transcript: Transcript) -> Spans:
    found = (match for _, match in transcript.said(text, "utter_"))
    return [match.span(group) for match in found for group in match.groupdict() if _gap(group) in (STRETCH, LIKELY)]


def _gap(group: str) -> str:
    return group.rpartition("_")[0]


def _inside(one: TimeAhead, spans: Spans) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)
