"""What must hold in every conversation whatever it is about (EMPATHY sections 1 and 3). Pure: a transcript in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time
from functools import partial
from typing import Any

from actions.saying import SHOP_ZONE
from bot.handoff.contract import CRISIS
from bot.policy.topics import TOPICS
from bot.policy.triggers import SERIOUS_INTENTS, Thresholds
from bot.responses.wording import spoken_as
from bot.vocabulary import Author, Owner

Line = Mapping[str, Any]
Responses = Mapping[str, list[dict[str, Any]]]

PROBLEMS = {name for name, topic in TOPICS.items() if topic.problem} | set(SERIOUS_INTENTS)
QUOTED = re.compile('["„][^"”]*["”]')
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
WORDS = re.compile(r"[^\W\d_]{2,}")
FACT = re.compile(r"\S+@\S+|FL-\d+")
MAY_SPEAK = {
    Owner.BOT: {Author.BOT},
    Owner.WAITING: {Author.SYSTEM, Author.BOT},
    Owner.CALLBACK: {Author.SYSTEM, Author.BOT},
    Owner.HUMAN: set(),
    "desk": {Author.SYSTEM, Author.HUMAN},
}
ABOUT_THE_WAIT = {"ask_wait_time", "cancel_handoff"}


def broken_rules(lines: Sequence[Line], promises: Sequence[Mapping[str, Any]], responses: Responses) -> list[str]:
    """`lines` with `owner`: whose turn it was when each was written."""
    rules: tuple[Callable[[], Iterator[str]], ...] = (
        partial(unacknowledged, lines, responses),
        partial(double_questions, lines),
        partial(repeated_sentences, lines),
        partial(undated_promises, lines, promises),
        partial(out_of_turn, lines, responses),
    )
    return [broken for rule in rules for broken in rule()]


def unacknowledged(lines: Sequence[Line], responses: Responses) -> Iterator[str]:
    """After a problem is told for the first time, nothing but an incident is said before it is acknowledged or handed
    over."""
    told = next((n for n, line in enumerate(lines) if _tells_a_problem(line)), None)
    if told is None:
        return
    answers = (line["text"] for line in lines[told:] if line["author"] != Author.CUSTOMER)
    first = next((text for text in answers if not _begins(text, responses, "utter_incident_")), "")
    if not _begins(first, responses, "utter_acknowledge_", "utter_handover_"):
        yield f"not acknowledged: {lines[told]['text']!r} -> {first!r}"


def double_questions(lines: Sequence[Line]) -> Iterator[str]:
    yield from (f"two questions: {text}" for text in _ours(lines) if QUOTED.sub("", text).count("?") > 1)


def repeated_sentences(lines: Sequence[Line]) -> Iterator[str]:
    seen: set[str] = set()
    for text in _ours(lines):
        sentences = SENTENCE_END.split(text)
        yield from (f"said twice: {sentence}" for sentence in sentences if sentence in seen)
        seen.update(sentences)


def undated_promises(lines: Sequence[Line], promises: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Every row of the ledger is a line of this conversation that names the day, or a time."""
    texts = {line["id"]: line["text"] for line in lines}
    for promise in promises:
        due = promise["due_at"].astimezone(SHOP_ZONE)
        by_day = due.time().replace(microsecond=0) == time(23, 59, 59)
        named = rf"\b{due.day}\b" if by_day else r"\d|minut"
        if texts.get(promise["message_id"]) != promise["text"] or not re.search(named, promise["text"]):
            yield f"promise without its date: {promise['text']!r} by {due}"


def out_of_turn(lines: Sequence[Line], responses: Responses) -> Iterator[str]:
    """Only the owner speaks; while somebody waits, only about the wait, about danger and about an incident."""
    may_ask = False
    for line in lines:
        if line["author"] == Author.CUSTOMER:
            scores = line["scores"] or {}
            may_ask = scores.get("intent") in ABOUT_THE_WAIT or scores.get("severity", 0) >= CRISIS
        elif line["author"] not in MAY_SPEAK[line["owner"]]:
            yield f"{line['author']} spoke in the turn of {line['owner']}: {line['text']}"
        elif line["owner"] not in (Owner.WAITING, Owner.CALLBACK) or may_ask:
            continue
        elif not _begins(line["text"], responses, "utter_incident_"):
            yield f"spoke to somebody who waits: {line['text']}"


def _begins(text: str, responses: Responses, *prefixes: str) -> bool:
    kind = [name for name in responses if name.startswith(prefixes)]
    return any(spoken_as(variant["text"]).match(text) for name in kind for variant in responses[name])


def _tells_a_problem(line: Line) -> bool:
    scores = line["scores"] or {}
    sure = scores.get("intent") in PROBLEMS and scores["confidence"] >= Thresholds().other_matter
    return line["author"] == Author.CUSTOMER and sure and bool(WORDS.search(FACT.sub("", line["text"])))


def _ours(lines: Sequence[Line]) -> list[str]:
    return [line["text"] for line in lines if line["author"] in (Author.BOT, Author.SYSTEM)]
