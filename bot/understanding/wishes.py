"""What a message of several parts wishes first, and what besides: each part's ranking beside the whole's. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.intents import Ranked

SMALL_TALK = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "out_of_scope"})
"""Said beside a wish, these are no wish of their own."""
ONE_MATTER = (
    frozenset({"track_order", "late_delivery", "missing_parcel"}),
    frozenset({"get_refund", "track_refund"}),
    frozenset({"get_invoice", "check_invoices"}),
    frozenset({"recover_password", "registration_problems"}),
    frozenset({"contact_human_agent", "request_callback", "contact_customer_service"}),
    frozenset({"damaged_item", "safety_incident"}),
    frozenset({"payment_issue", "fraud_report"}),
)
"""Told in two parts these are one matter: "it is late, where is it"."""
PROBLEMS = frozenset(
    {"track_order", "late_delivery", "missing_parcel", "damaged_item", "wrong_item", "payment_issue", "track_refund"}
)
"""Anger before a problem is about it ("I'm not angry, where is it"): the problem is the matter, not the complaint."""
_HOLDS_A_WISH = 0.45
"""Confidence from which a part may be the first wish."""
_SECOND = 0.6
"""Confidence from which another part is a second wish: acting on a wish nobody has is worse than being asked again."""
_LEADS = {"own": 1.9, "whole": 1.5, "later": 0.95, "place": 0.3, "parts": -0.4, "constant": -1.2}
"""Logistic weights of the first part being right where it and the whole disagree: how sure it is, how likely the
whole finds its intent, how sure a later part is of the whole's intent, which part it is, of how many. Fitted by
`python -m scripts.fit_wishes`.
"""


@dataclass(frozen=True)
class Wishes:
    """ranking: intents of the first wish, best first; second: what is asked besides; part: where that begins."""

    ranking: Sequence[Ranked]
    second: Ranked | None = None
    part: int = 0


@dataclass(frozen=True)
class Disagreement:
    """The first part that holds a wish, which is another than the whole's, and what speaks for it."""

    part: Sequence[Ranked]
    evidence: dict[str, float]


def parts_tell(intents: Iterable[str]) -> bool:
    """Whether a message's parts may be heard beside the whole, given all intents learned: where small talk is none of
    them, the greeting before a wish passes for a wish (Banking77: 93.4 % right with parts, 93.8 without)."""
    return set(intents) >= SMALL_TALK


def weigh(whole: Sequence[Ranked], parts: Sequence[Sequence[Ranked]]) -> Wishes:
    """whole, parts: rankings of the message and of each of its parts in order."""
    told = _told(parts)
    if not told:
        return Wishes(whole)
    first = _first(whole, parts)
    for n in told:
        if parts[n][0].confidence >= _SECOND and not _one_matter(parts[n][0].intent, first[0].intent):
            return Wishes(first, parts[n][0], n)
    return Wishes(first)


def _one_matter(one: str, other: str) -> bool:
    return one == other or any({one, other} <= matter for matter in ONE_MATTER)


def disagreement(whole: Sequence[Ranked], parts: Sequence[Sequence[Ranked]]) -> Disagreement | None:
    """None where the first part with a wish says the same as the whole, or none holds one."""
    told = _told(parts)
    if not told or parts[told[0]][0].intent == whole[0].intent:
        return None
    part = parts[told[0]]
    later = [parts[n][0].confidence for n in told[1:] if parts[n][0].intent == whole[0].intent]
    evidence = {
        "own": part[0].confidence,
        "whole": next((ranked.confidence for ranked in whole if ranked.intent == part[0].intent), 0.0),
        "later": max(later, default=0.0),
        "place": float(told[0]),
        "parts": float(len(parts)),
    }
    return Disagreement(part, evidence)


def _told(parts: Sequence[Sequence[Ranked]]) -> list[int]:
    """Numbers of the parts that hold a wish."""
    sure = [n for n, part in enumerate(parts) if part[0].confidence >= _HOLDS_A_WISH]
    told = [n for n in sure if parts[n][0].intent not in SMALL_TALK]
    troubled = any(parts[n][0].intent in PROBLEMS for n in told)
    return [n for n in told if not (troubled and parts[n][0].intent == "complaint")]


def _first(whole: Sequence[Ranked], parts: Sequence[Sequence[Ranked]]) -> Sequence[Ranked]:
    found = disagreement(whole, parts)
    if found is None:
        return max(whole, parts[_told(parts)[0]], key=lambda ranking: ranking[0].confidence)
    believed = _LEADS["constant"] + sum(_LEADS[name] * value for name, value in found.evidence.items())
    return found.part if believed > 0 else whole
