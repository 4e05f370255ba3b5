"""How serious a message is, 0-4, with the cue that says so, and whether it asks for a person. Pure.

0 a question, 1 an inconvenience, 2 money or goods lost or blocked, 3 serious (a life event today, a large
sum, a vulnerable customer, repeated failure, threat of lawyer or press), 4 critical (danger, fraud, leak).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding.lexicon import NOT_MEANT, Found
from bot.understanding.tone import Heard
from bot.understanding.wishes import SMALL_TALK

LARGE_SUM = {"PLN": 3000.0, "EUR": 700.0, "USD": 750.0, "GBP": 600.0, "CZK": 17000.0, "RUB": 60000.0}
"""From here on a sum in a complaint is serious in itself: about half a median monthly wage."""

OF_INTENT = {
    "safety_incident": 4,
    "fraud_report": 4,
    "legal_threat": 3,
    "damaged_item": 2,
    "missing_parcel": 2,
    "payment_issue": 2,
    "wrong_item": 2,
    "late_delivery": 1,
    "complaint": 1,
    "registration_problems": 1,
}
_SURE_ENOUGH = {4: 0.5, 3: 0.5, 2: 0.3, 1: 0.3}
"""Confidence an intent needs to decide a level by itself: a false alarm at the desk costs a colleague's minutes."""

HARMLESS_INTENTS = SMALL_TALK | frozenset(
    {
        "product_question",
        "place_order",
        "delivery_options",
        "delivery_period",
        "check_payment_methods",
        "check_refund_policy",
        "newsletter_subscription",
        "create_account",
        "review",
    }
)
"""Where one strong word is more likely a product or a joke than an accident."""
_SURE_OF_HARMLESS = 0.5
_A_LOSS = 2
_SERIOUS = 3
_CRITICAL = 4
_LIKELY = 0.55
"""From where on a message that sounds like a level (Heard.serious) is of it."""
_TOLD = 0.1
"""What a cue or the intent adds for the levels up to its own."""
_OF_A_PROBLEM, _OF_THE_INTENT = 0.15, 0.2
_SERIOUSLY_LIKELY = 0.58
"""A message is serious if it sounds so; sooner if it sounds like a problem at all (a smoke detector for sale is none)
or its intent may be a serious one. Weights: a logistic regression on graded sentences not learned; the limit balances
recall and precision."""
_TELLS_NOTHING = SMALL_TALK - {"out_of_scope"}  # which may be anything, bad news included
_SURELY_SMALL_TALK = 0.8
_CRITICALLY_LIKELY = 0.5
_A_LARGE_SUM = "a large sum"
_SOUNDS_LIKE = {1: "an inconvenience", 2: "money or goods lost or blocked"}


@dataclass(frozen=True)
class Severity:
    level: int
    cue: str | None


@dataclass(frozen=True)
class Intent:
    """The predicted intent and its confidence, 0-1; serious: that of all serious intents together."""

    name: str
    confidence: float
    serious: float = 0.0


def judge(found: Iterable[Found], intent: Intent, sums: Iterable[str] = (), heard: Heard | None = None) -> Severity:
    """found: cues of the text; sums: money entities such as "3500.00 PLN"; heard: how the message sounds as a whole."""
    found = list(found)
    harmless = intent.name in HARMLESS_INTENTS and intent.confidence >= _SURE_OF_HARMLESS
    cues = [f.cue for f in found if f.cue.severity and not (harmless and f.cue.weak)]
    told = [Severity(cue.severity, cue.says) for cue in cues]
    told.append(_by_intent(intent, misleading=any(f.cue.name == NOT_MEANT for f in found)))
    worst = _worst(told) if heard is None else _weighed(told, heard, intent)
    if (worst.level == _A_LOSS or worst.cue == _A_LARGE_SUM) and (large := next(filter(_is_large, sums), None)):
        return Severity(_SERIOUS, f"large sum: {large}")
    return worst


def _worst(told: Iterable[Severity]) -> Severity:
    return max(told, key=lambda verdict: (verdict.level, verdict.cue is not None), default=Severity(0, None))


def _weighed(told: Sequence[Severity], heard: Heard, intent: Intent) -> Severity:
    """No word is believed against the whole: "smoke" of a smoke detector, "lawyer" of an address."""
    most = _worst(told)
    if not most.level and is_small_talk(intent):
        return most
    likely = [sound + (_TOLD if most.level >= step else 0) for step, sound in enumerate(heard.serious, start=1)]
    problem, loss = (chance >= _LIKELY for chance in likely[:_A_LOSS])
    sounds = heard.serious[_SERIOUS - 1] + _OF_A_PROBLEM * heard.serious[0] + _OF_THE_INTENT * intent.serious
    if sounds >= _SERIOUSLY_LIKELY:
        level = _CRITICAL if likely[_CRITICAL - 1] >= _CRITICALLY_LIKELY else _SERIOUS
        return Severity(level, most.cue if most.level >= _SERIOUS else heard.kinds.get(level) or most.cue)
    level = problem + (problem and loss)
    return Severity(level, _worst([v for v in told if v.level == level]).cue or _SOUNDS_LIKE.get(level))


def is_small_talk(intent: Intent) -> bool:
    """Surely understood as such it tells of nothing that went wrong, however its one or two words sound."""
    return intent.name in _TELLS_NOTHING and intent.confidence >= _SURELY_SMALL_TALK


_SURE_OF_CHALLENGE = 0.6


def wants_human(found: Iterable[Found], intent: Intent) -> bool:
    """Asked for in words, or the understood intent. "Are you a human?" asks what we are, not for a person."""
    if intent.name == "bot_challenge" and intent.confidence >= _SURE_OF_CHALLENGE:
        return False
    return intent.name == "contact_human_agent" or any(f.cue.wants_human for f in found)


def _by_intent(intent: Intent, *, misleading: bool) -> Severity:
    """misleading: the message holds a look-alike ("fire TV stick"), which fools the intent as it would a list."""
    level = OF_INTENT.get(intent.name, 0)
    if not level or intent.confidence < _SURE_ENOUGH[level] or (misleading and level >= _SERIOUS):
        return Severity(0, None)
    return Severity(level, intent.name.replace("_", " "))


def _is_large(money: str) -> bool:
    amount, _, currency = money.partition(" ")
    return float(amount) >= LARGE_SUM.get(currency, float("inf"))


def intent_of(parse: Mapping[str, Any]) -> Intent:
    """The intent of Rasa's parse data; nothing understood is an intent without a name."""
    intent = parse.get("intent")
    if not isinstance(intent, Mapping):
        return Intent("", 0.0)
    ranking = parse.get("intent_ranking") or [intent]
    serious = sum(float(r["confidence"]) for r in ranking if OF_INTENT.get(r["name"], 0) >= _SERIOUS)
    return Intent(str(intent.get("name") or ""), float(intent.get("confidence") or 0.0), min(serious, 1.0))
