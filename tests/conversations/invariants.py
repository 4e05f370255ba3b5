"""What must hold in every conversation whatever it is about (EMPATHY sections 1 to 3). Pure: a transcript in.

`Chat` checks them all after everything it reads, so no dialogue has to ask for it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time
from functools import cache
from typing import Any

from actions.saying import SHOP_ZONE
from bot.policy.topics import SAME_PROBLEM, TOPICS, UNDER_WAY, WISHES
from bot.policy.triggers import SERIOUS_INTENTS, Thresholds
from bot.recovery.catalogue import Catalogue
from bot.recovery.catalogue_file import load_catalogue
from bot.responses.linter.tone import Tone, read_tones
from bot.responses.sentences import sentences
from bot.settings import ROOT
from bot.vocabulary import Author, CaseOutcome, Owner
from tests.conversations.dated import undated
from tests.conversations.transcript import Line, Transcript, questions

PROBLEMS = {name for name, topic in TOPICS.items() if topic.problem} | set(SERIOUS_INTENTS)
WORDS = re.compile(r"[^\W\d_]{2,}")
FACT = re.compile(r"\S+@\S+|FL-\d+")
ACKNOWLEDGE, HAND_OVER = "utter_acknowledge_", "utter_handover_"
GRANTED, FOUND_LATE = "utter_granted_", "utter_acknowledge_found_late"
BAD_NEWS = ("utter_order_late", "utter_parcel_", "utter_remedy_parcel_lost", "utter_refund_overdue")
"""What a look-up may find: a problem, by whatever name the customer asked."""
SORRY_AGAIN = (HAND_OVER, "utter_granted_apology", "utter_promise_", "utter_wait_longer", "utter_follow_up_")
"""Something else went wrong since, or the customer asked for an apology."""
MAY_SPEAK = {
    Owner.BOT: {Author.BOT, Author.SYSTEM},
    Owner.WAITING: {Author.SYSTEM, Author.BOT},
    Owner.CALLBACK: {Author.SYSTEM, Author.BOT},
    Owner.HUMAN: set(),
    "desk": {Author.SYSTEM, Author.HUMAN},
}


def broken_invariants(transcript: Transcript) -> list[str]:
    """One line for each breach: the invariant and where."""
    return [f"{name}: {found}" for name, rule in INVARIANTS.items() for found in rule(transcript)]


def unacknowledged(transcript: Transcript) -> Iterator[str]:
    """A problem is acknowledged, or handed over, before anything but an incident is said, and before a question."""
    heard: list[str] = []
    told: Line | None = None
    for line in transcript.lines:
        if line["author"] == Author.CUSTOMER:
            told = line if told or _new_problem(line, heard) else None
        elif told and line["author"] in (Author.BOT, Author.SYSTEM):
            if _of_an_incident(transcript, line):
                continue
            if not _heard_first(transcript, line["text"]):
                yield f"{told['text']!r} -> {line['text']!r}"
            told = None
        heard += [_acknowledged(name) for name, _ in transcript.said(line["text"], ACKNOWLEDGE)]


def late_acknowledgements(transcript: Transcript) -> Iterator[str]:
    """Bad news that a look-up brings to somebody who told no problem comes after an apology, never alone."""
    sorry = False
    for line in transcript.ours:
        apology = _tone(transcript, line).apology
        news = [match.start() for _, match in transcript.said(line["text"], *BAD_NEWS)]
        before = line["text"][: min(news)] if news else ""
        if news and not (sorry or apology.search(before) or apology.search(line["text"][min(news) :][:20])):
            yield line["text"]
        sorry = sorry or bool(apology.search(line["text"]))


def double_questions(transcript: Transcript) -> Iterator[str]:
    """One question in all that comes back to one message."""
    asked: dict[int, str] = {}
    for n, line in enumerate(transcript.ours):
        if len(questions(line["text"])) > 1:
            yield line["text"]
        step = line.get("step", -1 - n)
        if questions(line["text"]):
            if step in asked:
                yield f"{asked[step]} + {line['text']}"
            asked[step] = line["text"]


def single_options(transcript: Transcript) -> Iterator[str]:
    """Where the catalogue has two ways out of a problem and the assistant settles it, the customer has the choice."""
    least = _catalogue().at_least
    for case in transcript.cases:
        settles = case["outcome"] in (CaseOutcome.OFFERED, CaseOutcome.SETTLED)
        if settles and _has_ways_out(case["problem"]) and len(case["offered"]) < least:
            yield f"{case['problem']} {case['outcome']} with {case['offered']}"
    yield from _single_buttons(transcript, least)


def _single_buttons(transcript: Transcript, least: int) -> Iterator[str]:
    """The same of what was shown: a turn that leaves an offer open shows at least so many buttons."""
    topic = None
    for events in transcript.turns:
        slots = {e["name"]: e["value"] for e in events if e["event"] == "slot"}
        said = [e for e in events if e["event"] == "bot"]
        topic = slots.get("topic", topic)
        shown = sum(len((e.get("data") or {}).get("buttons") or ()) for e in said)
        if slots.get("offer") and said and _has_ways_out(topic or "") and shown < least and not _tells_the_wait(said):
            yield f"{topic}: {[e['text'] for e in said]}"


def _tells_the_wait(said: Sequence[Mapping[str, Any]]) -> bool:
    """How long a person would take: what a yes to that means settles nothing."""
    return any(str((e.get("metadata") or {}).get("utter_action", "")).startswith("utter_wait_if_") for e in said)


def repeated_sentences(transcript: Transcript) -> Iterator[str]:
    """Whatever its punctuation; a single word ("Gladly.") is no sentence."""
    seen: set[str] = set()
    for line in transcript.ours:
        spoken = {_normal(sentence) for sentence in sentences(line["text"])}
        spoken = {sentence for sentence in spoken if " " in sentence}
        yield from (f"{sentence!r}" for sentence in sorted(spoken & seen))
        seen |= spoken


def repeated_apologies(transcript: Transcript) -> Iterator[str]:
    """Once for a problem; again only when something else went wrong, and never twice in answer to one message."""
    acknowledged: set[str] = set()
    steps: set[int] = set()
    for n, line in enumerate(transcript.ours):
        names = {name for name, _ in transcript.said(line["text"], ACKNOWLEDGE)}
        yield from (f"{name} twice: {line['text']}" for name in sorted(names & acknowledged))
        acknowledged |= names
        if not _tone(transcript, line).apology.search(line["text"]):
            continue
        again = any(True for _ in transcript.said(line["text"], *SORRY_AGAIN, *BAD_NEWS))
        if not names and not again:
            yield f"for nothing new: {line['text']}"
        step = line.get("step", -1 - n)
        if step in steps and not names:
            yield f"twice in one answer: {line['text']}"
        steps.add(step)


def undated_promises(transcript: Transcript) -> Iterator[str]:
    """Every row of the ledger is a line of this conversation that names the day, or a time."""
    texts = {line["id"]: line["text"] for line in transcript.lines}
    for promise in transcript.promises:
        due = promise["due_at"].astimezone(SHOP_ZONE)
        by_day = due.time().replace(microsecond=0) == time(23, 59, 59)
        named = rf"\b{due.day}\b" if by_day else r"\d|minut|минут"
        if texts.get(promise["message_id"]) != promise["text"] or not re.search(named, promise["text"]):
            yield f"{promise['text']!r} by {due}"


def never_said(transcript: Transcript) -> Iterator[str]:
    """What data/tone forbids, also where only the filled gaps make it so."""
    for line in transcript.ours:
        found = (rule.pattern.search(line["text"]) for rule in _tone(transcript, line).never)
        yield from (f"{match[0]!r} in {line['text']}" for match in found if match)


def out_of_turn(transcript: Transcript) -> Iterator[str]:
    """Only the owner speaks."""
    for line in transcript.lines:
        if line["author"] != Author.CUSTOMER and line["author"] not in MAY_SPEAK[line["owner"]]:
            yield f"{line['author']} in the turn of {line['owner']}: {line['text']}"


def talk_while_waiting(transcript: Transcript) -> Iterator[str]:
    """Who waits for a person hears no more lines than they write messages, and what is new of an incident."""
    wait = (Owner.WAITING, Owner.CALLBACK)
    written = Counter(line.get("step") for line in transcript.lines if line["author"] == Author.CUSTOMER)
    for line in transcript.ours:
        ours = line["author"] in MAY_SPEAK[Owner.WAITING] and not _of_an_incident(transcript, line)
        if line["owner"] in wait and ours and "step" in line:
            written[line["step"]] -= 1
            if written[line["step"]] < 0:
                yield line["text"]


def silences(transcript: Transcript) -> Iterator[str]:
    """Every message gets an answer, unless a person has the word."""
    answered = {line["step"] for line in transcript.lines if line["author"] != Author.CUSTOMER and "step" in line}
    for line in transcript.lines:
        asks = line["author"] == Author.CUSTOMER and line["owner"] not in (Owner.HUMAN, "desk")
        if asks and "step" in line and line["step"] not in answered:
            yield f"{line['text']!r} while {line['owner']}"


INVARIANTS: Mapping[str, Callable[[Transcript], Iterator[str]]] = {
    "not acknowledged": unacknowledged,
    "bad news without an apology": late_acknowledgements,
    "two questions": double_questions,
    "one way out": single_options,
    "a time without a promise": undated,
    "a promise without its time": undated_promises,
    "said twice": repeated_sentences,
    "apologises again": repeated_apologies,
    "never said": never_said,
    "out of turn": out_of_turn,
    "talks to somebody who waits": talk_while_waiting,
    "silence": silences,
}


def _acknowledged(response: str) -> str:
    """The problem it is for."""
    return "late_delivery" if response == FOUND_LATE else response.removeprefix(ACKNOWLEDGE)


def _new_problem(line: Line, heard: list[str]) -> bool:
    """As sure as the policy must be, in words, and neither a wish about the problem under way nor more of it."""
    scores = line["scores"] or {}
    problem, sure = scores.get("intent"), scores.get("confidence", 0) >= Thresholds().other_matter
    if problem not in PROBLEMS or not sure or not WORDS.search(FACT.sub("", line["text"])):
        return False
    kin = {problem, *(name for names in SAME_PROBLEM if problem in names for name in names)}
    same_breath = heard and (heard[-1] in UNDER_WAY or problem in WISHES or problem in UNDER_WAY)
    return line["owner"] == Owner.BOT and not same_breath and not kin & set(heard)


def _heard_first(transcript: Transcript, text: str) -> bool:
    first = [match.start() for _, match in transcript.said(text, ACKNOWLEDGE, HAND_OVER, GRANTED)]
    return bool(first) and min(first) == 0 and min(questions(text), default=len(text)) > 0


def _of_an_incident(transcript: Transcript, line: Line) -> bool:
    """Said before everything else to those it affects."""
    return any(match.start() == 0 for _, match in transcript.said(line["text"], "utter_incident_"))


def _has_ways_out(problem: str) -> bool:
    found = _catalogue().problems.get(problem)
    ways = [fitting.option for fitting in found.fitting if fitting.option.way_out] if found else []
    return len(ways) >= _catalogue().at_least


def _normal(sentence: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", sentence.casefold()).split())


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "compensation.yml")


@cache
def _tones() -> Mapping[str, Tone]:
    return read_tones(ROOT)


def _tone(transcript: Transcript, line: Line) -> Tone:
    """Of the language the conversation had when the line came."""
    return _tones()[line.get("language") or transcript.language]
