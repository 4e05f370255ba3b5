"""The hand-over contract, version 1 (DESIGN section 5): everything the bot knew, for the person who takes over.

Pure. Its JSON Schema is bot/handoff/contract.schema.json.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.handoff.suggestions import suggest
from bot.vocabulary import Author, Lane, Trigger

VERSION = 1
TOLD_MAX = 5
NOTHING_OFFERED: Mapping[str, Any] = {"offered": [], "granted": [], "authority_left": None}
CRISIS = 4  # severity: somebody's safety, money or data is in danger now
Message = Mapping[str, Any]
TELL_NOTHING = ("affirm", "deny", "greet", "thank", "goodbye", "contact_human_agent", "ask_wait_time")
ADDRESSES = re.compile(r"\S+@\S+")

TRIED = {
    "action_track_order": "looked up the order and told where it is",
    "action_offer_settlement": "looked up the order and offered ways out",
    "action_grant_remedy": "granted or tried to grant what the customer chose",
    "action_refund_status": "looked up the refund",
    "action_return_item": "opened or tried a return",
    "action_send_invoice": "sent or tried to send the invoice",
    "action_cancel_order": "offered or tried to cancel the order",
    "action_change_address": "tried to change the address",
    "action_send_password_link": "sent a password link",
    "action_acknowledge": "acknowledged the problem and apologised",
}


@dataclass(frozen=True)
class Known:
    """What the conversation knows. `slots` as in domain.yml; `messages` oldest first; `actions` in order.

    compensation: as in the contract, of bot/recovery/cases.py; None where nothing was offered or granted.
    """

    conversation_id: str
    channel: str
    language: str
    slots: Mapping[str, Any]
    messages: Sequence[Message]
    actions: Sequence[str]
    previous: int = 0
    customer: Mapping[str, Any] | None = None
    compensation: Mapping[str, Any] | None = None


def lane(trigger: Mapping[str, str], severity: int) -> Lane:
    if severity >= CRISIS:
        return Lane.CRISIS
    urgent = (Trigger.SEVERITY, Trigger.FRUSTRATION, Trigger.REPEAT_FAILURE, Trigger.DISSATISFIED)
    return Lane.PRIORITY if trigger["kind"] in urgent else Lane.NORMAL


def trigger_of(known: Known) -> Mapping[str, str]:
    """A turn that broke before the policy could decide is a reason too."""
    broken = {"kind": Trigger.COMPONENT_DOWN, "explanation": "the turn failed"}
    return known.slots.get("handover") or broken


def contract(
    handoff_id: str, known: Known, lane: Lane, promises: Sequence[Mapping[str, Any]], at: datetime
) -> dict[str, Any]:
    """`promises`: id, text, due_at, state. Times are ISO-8601 with zone."""
    trigger = trigger_of(known)
    due = [p["due_at"] for p in promises if p["due_at"]]
    return {
        "id": handoff_id,
        "version": VERSION,
        "conversation_id": known.conversation_id,
        "lane": lane,
        "language": known.language,
        "created_at": at.isoformat(),
        "respond_by": due[0] if due else None,
        "customer": _customer(known),
        "trigger": {**trigger, "at_message": _last_customer_id(known.messages)},
        "summary": _summary(known),
        "scores": _scores(known.messages),
        "promises": list(promises),
        "compensation": dict(known.compensation or NOTHING_OFFERED),
        "history": {
            "previous_contacts": known.previous,
            "previous_failures": len(known.slots.get("handed_over") or []),
        },
        "transcript": [{"at": m["at"], "author": m["author"], "text": m["text"]} for m in known.messages],
        "suggested_next": suggest(trigger["kind"], known.slots.get("topic"), trigger["explanation"]),
    }


def _customer(known: Known) -> dict[str, Any]:
    stored = known.customer or {}
    return {
        "id": known.conversation_id,
        "display_name": stored.get("name"),
        "verified": bool(known.slots.get("order_facts")),
        "channel": known.channel,
        "contact": stored.get("contact") or known.slots.get("email"),
    }


def _summary(known: Known) -> dict[str, Any]:
    said = [m["text"] for m in known.messages if m["author"] == Author.CUSTOMER]
    told = [m["text"] for m in known.messages if m["author"] in (Author.BOT, Author.SYSTEM)]
    return {
        "issue": _issue(known, said),
        "wants": _wants(known.messages) or (said[-1] if said else ""),
        "facts": _facts(known.slots),
        "tried": list(dict.fromkeys(TRIED[a] for a in known.actions if a in TRIED)),
        "told": told[-TOLD_MAX:],
    }


def _wants(messages: Sequence[Message]) -> str:
    """The last line that says something of its own: a yes, a number or "a person, please" does not."""
    telling = [m["text"] for m in messages if m["author"] == Author.CUSTOMER and _tells(m)]
    return telling[-1] if telling else ""


def _tells(message: Message) -> bool:
    intent = (message.get("scores") or {}).get("intent")
    return intent not in TELL_NOTHING and sum(c.isalpha() for c in ADDRESSES.sub("", message["text"])) > 5


def _issue(known: Known, said: Sequence[str]) -> str:
    topic = (known.slots.get("topic") or "").replace("_", " ")
    longest = max(said, key=len, default="")
    return f"{topic}: {longest}" if topic else longest


def _facts(slots: Mapping[str, Any]) -> list[dict[str, str]]:
    looked_up = list(slots.get("order_facts") or [])
    names = {fact["name"] for fact in looked_up}
    given = [n for n in ("order_number", "email", "address") if slots.get(n) and n not in names]
    return looked_up + [{"name": n, "value": str(slots[n]), "source": "customer"} for n in given]


def _scores(messages: Sequence[Message]) -> dict[str, Any]:
    scored = [(m["at"], m["scores"]) for m in messages if m.get("scores")]
    worst: Mapping[str, Any] = max((s for _, s in scored), key=lambda s: s["severity"], default={})
    timeline = [{"at": at, "frustration": s["frustration"], "severity": s["severity"]} for at, s in scored]
    return {
        "severity": worst.get("severity", 0),
        "cue": worst.get("severity_cue"),
        "frustration": max((s["frustration"] for _, s in scored), default=0.0),
        "reasons": list(dict.fromkeys(r for _, s in scored for r in s["frustration_reasons"])),
        "timeline": timeline,
    }


def _last_customer_id(messages: Sequence[Message]) -> str | None:
    return next((m["id"] for m in reversed(messages) if m["author"] == Author.CUSTOMER), None)
