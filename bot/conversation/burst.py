"""Several messages in a row are one complaint (EMPATHY stage 2): what waits is read and answered as one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.scores import scores_of
from bot.policy.topics import FALLBACK, TOPICS, WISHES
from bot.policy.triggers import SERIOUS_INTENTS, Thresholds
from bot.understanding.classifier import SECOND_INTENT
from bot.understanding.wishes import ONE_MATTER, SMALL_TALK

MOST = 10
"""Messages read as one; more than a sender may have in work at once are left over by a long outage."""
MOST_CHARS = 2000  # as long as one message may be: the rest is the next turn's
ALONE = ("affirm", "deny", "cancel_handoff")
"""Answers to what we asked or offered: with other words around it a plain yes would no longer be one."""
SURE = Thresholds().other_matter
Message = Mapping[str, Any]
Parsed = Mapping[str, Any]


@dataclass(frozen=True)
class Burst:
    """`messages` as stored, oldest first, at least one; `each`: parse data of each; `parsed`: of all as one."""

    messages: Sequence[Message]
    each: Sequence[Parsed]
    parsed: Parsed

    @property
    def message(self) -> dict[str, Any]:
        """As one message. Its id is the oldest's: a turn that is done again after a kill, with what was written
        meanwhile, keeps it, and with it the keys under which something was granted."""
        return {**self.messages[0], "text": joined(self.messages), "ids": [m["id"] for m in self.messages]}

    def scores(self, told: Parsed) -> dict[str, dict[str, Any] | None]:
        """Of every message by its id. The last one's mood is the turn's: `told`, its parse data in the conversation."""
        *earlier, last = self.messages
        own = {m["id"]: scores_of(parsed) for m, parsed in zip(earlier, self.each[:-1], strict=True)}
        mood = {name: scores_of(told)[name] for name in ("frustration", "frustration_reasons")}
        return {**own, last["id"]: {**scores_of(self.each[-1]), **mood} if own else scores_of(told)}


def together(messages: Sequence[Message], each: Sequence[Parsed]) -> int:
    """How many of the messages that wait, oldest first, are answered as one."""
    count = chars = 0
    for message, parsed in zip(messages[:MOST], each, strict=False):
        chars += len(message["text"])
        alone = bool(message.get("payload")) or _intent(parsed) in ALONE
        if count and (alone or chars > MOST_CHARS):
            break
        count += 1
        if alone:
            break
    return count


def joined(messages: Sequence[Message]) -> str:
    """Each message begins a line, which understanding takes for a sentence of its own; not a word is changed."""
    return "\n".join(message["text"] for message in messages)


def as_one(whole: Parsed, messages: Sequence[Message], each: Sequence[Parsed]) -> dict[str, Any]:
    """Parse data of the joined text, with what a single message said more clearly: between other sentences danger, a
    wish for a person and a second matter are easily lost."""
    told = (whole, *each)
    worst = max(told, key=lambda parsed: parsed.get("severity") or 0)
    intent = _first(whole, each)
    return {
        **whole,
        "intent": intent,
        SECOND_INTENT: _second(whole, intent, messages, each),
        "frustration": max(parsed.get("frustration") or 0.0 for parsed in told),
        "frustration_reasons": list(dict.fromkeys(r for p in told for r in p.get("frustration_reasons") or [])),
        "abuse": max(parsed.get("abuse") or 0.0 for parsed in told),
        "severity": worst.get("severity") or 0,
        "severity_cue": worst.get("severity_cue"),
        "wants_human": any(p.get("wants_human") or _sure(p) == "contact_human_agent" for p in told),
    }


def _first(whole: Parsed, each: Sequence[Parsed]) -> dict[str, Any]:
    """The intent of all: a serious matter before any other; of the whole, where that is understood."""
    serious = next((p["intent"] for p in each if _sure(p) in SERIOUS_INTENTS), None)
    if serious or _intent(whole) != FALLBACK:
        return dict(serious or whole["intent"])
    wishes = [p["intent"] for p in each if _sure(p) and _sure(p) not in SMALL_TALK]
    return dict(max(wishes, key=lambda intent: intent["confidence"], default=whole["intent"]))


def _second(
    whole: Parsed, first: Mapping[str, Any], messages: Sequence[Message], each: Sequence[Parsed]
) -> dict[str, Any] | None:
    if whole.get(SECOND_INTENT) and first["name"] == _intent(whole):
        return dict(whole[SECOND_INTENT])
    others = [n for n, parsed in enumerate(each) if _another(_sure(parsed), first["name"])]
    if not others:
        return None
    return {**each[others[0]]["intent"], "text": joined([messages[n] for n in others])}


def _another(intent: str, first: str) -> bool:
    """Whether it is a matter besides the first. Anger about a problem, and what one wants for it, are none."""
    problem = first in SERIOUS_INTENTS or (first in TOPICS and TOPICS[first].problem)
    same = intent == first or any({intent, first} <= matter for matter in ONE_MATTER)
    return bool(intent) and intent not in SMALL_TALK and not same and not (problem and intent in ("complaint", *WISHES))


def _sure(parsed: Parsed) -> str:
    """The intent, where it is no guess; else nothing."""
    intent = parsed.get("intent") or {}
    known = intent.get("name") != FALLBACK and (intent.get("confidence") or 0.0) >= SURE
    return str(intent["name"]) if known else ""


def _intent(parsed: Parsed) -> str:
    return (parsed.get("intent") or {}).get("name") or FALLBACK
